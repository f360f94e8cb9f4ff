/** Whether the judges of a panel agree, and whether one judge agrees with itself. */

import { defaultScale, type Scale } from '../../records/scale.ts';
import { krippendorffAlpha } from '../../stats/agreement.ts';
import { meanAbsoluteDifference, shareApart, spearman } from '../../stats/correlation.ts';
import { farApart } from '../charts/scale.ts';
import { group, matchOf, mean, meanScore, type UsableScore } from './score.ts';

/** Agreement of two judges, or of all. Figures are null where there is nothing to compute them from. */
export interface JudgeAgreement {
  judges: string[];
  /** Matches that at least two of the judges have rated. */
  matches: number;
  /** Krippendorff's α on the interval scale. */
  alpha: number | null;
  /** Of several pairs: the mean over the pairs that have one. */
  spearman: number | null;
  mean_absolute_difference: number | null;
  /** Share of pairs of scores that are a third of the scale or more apart: 3 points of 1 to 10. */
  far_apart: number | null;
}

/** How far the repeats of one judge on one match are apart. */
export interface Repeatability {
  judge: string;
  /** Matches that it has rated more than once. */
  matches: number;
  /** Standard deviation within a match, pooled over matches. */
  sd: number;
  /** Share of pairs of repeats that are equal. */
  identical: number;
}

export interface Panel {
  pairs: JudgeAgreement[];
  /** All judges together; null for fewer than two. */
  together: JudgeAgreement | null;
  repeatability: Repeatability[];
}

/** Scores of one match are one value for each judge: the mean over its repeats. */
export function panelOf(rows: readonly UsableScore[], scale: Scale = defaultScale): Panel {
  const distance = farApart(scale);
  const byJudge = group(rows, ({ judge }) => judge);
  const judges = [...byJudge.keys()].sort();
  const columns = columnsOf(rows, judges);
  const pairs = judges.flatMap((first, i) =>
    judges.slice(i + 1).map((second, j) => ({
      judges: [first, second],
      ...agreementOf([columns[i], columns[i + 1 + j]], distance),
    })),
  );
  return {
    pairs,
    together: judges.length < 2 ? null : { judges, ...together(columns, pairs) },
    repeatability: judges.flatMap((judge) => repeatabilityOf(judge, byJudge.get(judge) ?? [])),
  };
}

/** One column for each judge, one place in it for each match; undefined where the judge has not rated it. */
type Column = readonly (number | undefined)[];

function columnsOf(rows: readonly UsableScore[], judges: readonly string[]): Column[] {
  const matches = [...group(rows, matchOf).values()].map((members) => group(members, ({ judge }) => judge));
  return judges.map((judge) =>
    matches.map((byJudge) => {
      const scores = byJudge.get(judge);
      return scores && meanScore(scores);
    }),
  );
}

function agreementOf(
  [first = [], second = []]: readonly (Column | undefined)[],
  distance: number,
): Omit<JudgeAgreement, 'judges'> {
  const shared = first.flatMap((x, match): [number, number][] => {
    const y = second[match];
    return x === undefined || y === undefined ? [] : [[x, y]];
  });
  const x = shared.map(([value]) => value);
  const y = shared.map(([, value]) => value);
  return {
    matches: shared.length,
    alpha: krippendorffAlpha([x, y], 'interval') ?? null,
    spearman: spearman(x, y) ?? null,
    mean_absolute_difference: meanAbsoluteDifference(x, y) ?? null,
    far_apart: shareApart(x, y, distance) ?? null,
  };
}

function together(
  columns: readonly Column[],
  pairs: readonly JudgeAgreement[],
): Omit<JudgeAgreement, 'judges'> {
  const total = pairs.reduce((sum, { matches }) => sum + matches, 0);
  // Every pair of scores counts alike, however many matches two judges share.
  const overScores = (field: 'mean_absolute_difference' | 'far_apart') =>
    total === 0 ? null : pairs.reduce((sum, each) => sum + (each[field] ?? 0) * each.matches, 0) / total;
  const correlations = pairs.flatMap((each) => each.spearman ?? []);
  const matches = columns[0]?.filter(
    (_, match) => columns.filter((column) => column[match] !== undefined).length >= 2,
  );
  return {
    matches: matches?.length ?? 0,
    alpha: krippendorffAlpha(columns, 'interval') ?? null,
    spearman: correlations.length === 0 ? null : mean(correlations),
    mean_absolute_difference: overScores('mean_absolute_difference'),
    far_apart: overScores('far_apart'),
  };
}

/** sd² = Σ (x − x̄_match)² / Σ (k_match − 1), the variance within of a one-way analysis of variance. */
function repeatabilityOf(judge: string, rows: readonly UsableScore[]): Repeatability[] {
  const repeated = [...group(rows, matchOf).values()].filter((members) => members.length > 1);
  if (repeated.length === 0) return [];
  const tally = { squares: 0, freedom: 0, equal: 0, pairs: 0 };
  for (const members of repeated) {
    const centre = meanScore(members);
    const counts = [...group(members, ({ score }) => String(score)).values()].map(({ length }) => length);
    tally.squares += members.reduce((sum, { score }) => sum + (score - centre) ** 2, 0);
    tally.freedom += members.length - 1;
    tally.pairs += pairsAmong(members.length);
    tally.equal += counts.reduce((sum, count) => sum + pairsAmong(count), 0);
  }
  const { squares, freedom, equal, pairs } = tally;
  return [{ judge, matches: repeated.length, sd: Math.sqrt(squares / freedom), identical: equal / pairs }];
}

function pairsAmong(count: number): number {
  return (count * (count - 1)) / 2;
}
