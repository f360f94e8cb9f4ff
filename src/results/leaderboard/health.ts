/** When the judge cannot be trusted: scores at the ceiling, taste for length, its own family, answers that address it. */

import { defaultScale, type Scale } from '../../records/scale.ts';
import { pearson } from '../../stats/correlation.ts';
import { binsOf } from '../charts/scale.ts';
import { sharedFamily } from './families.ts';
import type { Suspicion } from './injection.ts';
import { group, matchOf, mean, meanScore, type UsableScore } from './score.ts';

/** What is kept of the answer to one turn. */
export interface AnswerTrait {
  model: string;
  question: string;
  turn: number;
  choice: number;
  /** Length, estimated at four bytes a token; above 0. */
  tokens: number;
  suspicions: Suspicion[];
}

export interface Histogram {
  of: 'judge' | 'model';
  name: string;
  ratings: number;
  /** By the bins of the scale; a score between two counts as the lower. */
  counts: number[];
  /** Share of scores that are exactly the highest. */
  ceiling: number | null;
}

/** Correlation within judge and question of scores with the logarithm of length. */
interface LengthCorrelation {
  /** Undefined for all judges together. */
  judge?: string;
  r: number | null;
  /** Rated answers that have another one next to them, on the same question and turn. */
  n: number;
}

export interface OwnFamily {
  model: string;
  judge: string;
  family: string;
}

interface Injection extends Omit<AnswerTrait, 'tokens' | 'suspicions'>, Suspicion {}

export interface Health {
  /** Available answers, turn by turn: what length and injections are known of. */
  answers: number;
  histograms: Histogram[];
  own_family: OwnFamily[];
  /** Null where no answer is available. */
  length: LengthCorrelation[] | null;
  injections: Injection[] | null;
}

/** The report on these scores; `traits` are of the available answers. */
export function healthOf(
  rows: readonly UsableScore[],
  traits: readonly AnswerTrait[],
  scale: Scale = defaultScale,
): Health {
  const judges = [...group(rows, ({ judge }) => judge)].sort(([a], [b]) => (a < b ? -1 : 1));
  const models = [...group(rows, ({ model }) => model)];
  const tokens = new Map(traits.map((trait) => [matchOf(trait), trait.tokens]));
  const columns = judges.map(([judge, members]) => ({ judge, ...lengthColumns(members, tokens) }));
  const known = traits.length > 0;
  return {
    answers: traits.length,
    histograms: [
      ...judges.map(([name, members]) => histogramOf(members, { of: 'judge', name, scale })),
      ...models.map(([name, members]) => histogramOf(members, { of: 'model', name, scale })),
    ],
    own_family: ownFamilyIn(rows),
    length: known ? lengthCorrelations(columns) : null,
    injections: known
      ? traits.flatMap(({ tokens: _, suspicions, ...place }) =>
          suspicions.map((suspicion) => ({ ...place, ...suspicion })),
        )
      : null,
  };
}

export function histogramOf(
  rows: readonly UsableScore[],
  { scale = defaultScale, ...subject }: Pick<Histogram, 'of' | 'name'> & { scale?: Scale },
): Histogram {
  const bins = binsOf(scale);
  const counts = bins.map(() => 0);
  for (const { score } of rows) {
    const place = Math.max(
      0,
      bins.findLastIndex((low) => score >= low),
    );
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const top = rows.filter(({ score }) => score === scale[1]).length;
  return { ...subject, ratings: rows.length, counts, ceiling: rows.length === 0 ? null : top / rows.length };
}

/** The models that are rated by a judge of their own family, in order of model and judge. */
export function ownFamilyIn(rows: Iterable<Pick<UsableScore, 'model' | 'judge'>>): OwnFamily[] {
  const pairs = new Map<string, Pick<UsableScore, 'model' | 'judge'>>();
  for (const { model, judge } of rows) pairs.set(JSON.stringify([model, judge]), { model, judge });
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { model, judge }]) => {
      const family = sharedFamily(model, judge);
      return family === undefined ? [] : [{ model, judge, family }];
    });
}

interface LengthColumns {
  scores: number[];
  lengths: number[];
}

/** Pearson's r by judge and, of several, over all their columns together. */
function lengthCorrelations(columns: readonly (LengthColumns & { judge: string })[]): LengthCorrelation[] {
  const correlate = ({ scores, lengths }: LengthColumns) => {
    const varied = [scores, lengths].every((values) => values.some((value) => Math.abs(value) > 1e-9));
    return { r: varied ? (pearson(scores, lengths) ?? null) : null, n: scores.length };
  };
  const all = {
    scores: columns.flatMap(({ scores }) => scores),
    lengths: columns.flatMap(({ lengths }) => lengths),
  };
  return [
    ...columns.map(({ judge, ...own }) => ({ judge, ...correlate(own) })),
    ...(columns.length > 1 ? [correlate(all)] : []),
  ];
}

/**
 * Scores and log tokens, both less their means over the answers that the judge has rated on one turn of one question:
 * what is left has nothing to do with hard or long-winded questions. Repeats count as their mean.
 */
function lengthColumns(rows: readonly UsableScore[], tokens: ReadonlyMap<string, number>): LengthColumns {
  const columns: LengthColumns = { scores: [], lengths: [] };
  for (const members of group(rows, ({ question, turn }) => `${turn} ${question}`).values()) {
    const answers = [...group(members, matchOf)].flatMap(([match, repeats]) => {
      const length = tokens.get(match);
      return length === undefined ? [] : [{ score: meanScore(repeats), length: Math.log(length) }];
    });
    if (answers.length < 2) continue;
    columns.scores.push(...centred(answers.map(({ score }) => score)));
    columns.lengths.push(...centred(answers.map(({ length }) => length)));
  }
  return columns;
}

function centred(values: readonly number[]): number[] {
  const centre = mean(values);
  return values.map((value) => value - centre);
}
