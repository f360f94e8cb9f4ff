/** From scores to a leaderboard. Pure: values in, values out. */

import type { Sample } from '../../records/bench/sample.ts';
import { defaultScale, isSameScale, type Scale } from '../../records/scale.ts';
import { clusteredMean } from '../../stats/clustered-mean.ts';
import { type AskedFields, askedFields } from '../asked.ts';
import { compareNames } from '../compare-names.ts';
import type { Asked, Provenance } from '../provenance.ts';
import { type Ranks, ranked } from './ranks.ts';
import type { OtherScale } from './scales.ts';
import { group, type Point, pointsOf, type Score, type UsableScore, usableScores } from './score.ts';
import { scoresIn } from './score-table.ts';

/** A mean with its 95 % interval; score and interval are null where there is nothing to compute them from. */
export interface Estimate {
  score: number | null;
  n: number;
  ci: [number, number] | null;
}

export interface Coverage {
  expected: number;
  judged: number;
  unparsed: number;
  missing: number;
  duplicates: number;
  stale: number;
}

/** What was done to the scores of answers in another language than that of the bench. */
export interface LanguagePenalty {
  rule: 'square root';
  /** Who has said which they are. */
  grader: string;
  /** How many scores of each model. */
  penalised: Record<string, number>;
}

/** A judge's mean of a model over all that it has rated, and what it should have rated. */
export interface JudgeEstimate extends Estimate {
  coverage: Omit<Coverage, 'duplicates'>;
}

export interface ModelResult extends Ranks {
  model: string;
  average: Estimate;
  turns: Record<string, Estimate>;
  categories: Record<string, Estimate>;
  /** Means by judge; present where several judges were asked. */
  judges?: Record<string, JudgeEstimate>;
  coverage: Coverage;
}

export interface Leaderboard extends AskedFields {
  bench: string;
  mode: 'single';
  judges: string[];
  demo: boolean;
  /** Of all scores; absent where it is 1 to 10. */
  scale?: [number, number];
  /** Present where the scores are not the judge's own. */
  language_penalty?: LanguagePenalty;
  /** Judges that are not shown, since their scores are on another scale; absent where there are none. */
  other_scales?: OtherScale[];
  models: ModelResult[];
}

/** Mean and interval of values whose clusters are given next to them. */
type MeanOf = (
  values: readonly number[],
  clusters: readonly string[],
) => { mean: number; interval: readonly [number, number] | undefined } | undefined;

export interface LeaderboardInput {
  bench: string;
  /** One per match: the last of duplicate rows. Of many it is best to give them as `ScoreTable`. */
  scores: Iterable<Score>;
  /** Superseded rows by model. */
  duplicates: ReadonlyMap<string, number>;
  /** Category of each question that is known. */
  categoryOf: ReadonlyMap<string, string>;
  /** Group of each question that names one. */
  groupOf?: ReadonlyMap<string, string>;
  /** A hash of what a question asks and expects; undefined where the question is not known. */
  questionHash?: (question: string) => string | undefined;
  /** How many judgments of a model a judge should have made; undefined where only the file itself can tell. */
  expectedOf?: (model: string, judge: string) => number;
  /** True for a judge that is not to be heard on a model: its scores are not among `scores`, and none is missed. */
  isExcused?: (model: string, judge: string) => boolean;
  demo: boolean;
  /** The set of judge prompts; null where none is named. */
  promptSet?: string | null;
  asked?: readonly Asked[];
  sample?: Sample | undefined;
  provenance?: Provenance | undefined;
  /** Of all scores; 1 to 10 unless given. */
  scale?: Scale;
  /** Judges that were left out, since their scores are on another scale. */
  others?: readonly OtherScale[];
  languagePenalty?: LanguagePenalty;
  /** Clustered standard errors and Student's t unless given. */
  meanOf?: MeanOf;
}

/**
 * The leaderboard, best average first. The average is the mean of all judged rows, not of the turn means, as in
 * FastChat's `show_result.py`; of several judges it is the mean of their means on the matches that all of them have
 * rated. Intervals cluster by question. Stale and unparsed rows enter no mean.
 */
export function buildLeaderboard(input: LeaderboardInput): Leaderboard {
  const scores = scoresIn(input.scores);
  const judges = [...scores.judges].sort(compareNames);
  const expectedOf = input.expectedOf ?? expectedByUnion(scores);
  const expected = (model: string, judge: string) =>
    input.isExcused?.(model, judge) ? 0 : expectedOf(model, judge);
  const rows = scores.models.map((model): Omit<ModelResult, keyof Ranks> => {
    const own = scores.of(model);
    const usable = usableScores(own);
    const ofJudge = (judge: string, each: readonly Score[]): JudgeEstimate => ({
      ...estimate(pointsOf(usable.filter((row) => row.judge === judge)), input.meanOf),
      coverage: withoutDuplicates(coverageOf(each, { expected: expected(model, judge), duplicates: 0 })),
    });
    return {
      model,
      ...meansOf(usable, input),
      ...(judges.length > 1
        ? {
            judges: byName(
              mapGroups(
                group(own, ({ judge }) => judge),
                ofJudge,
              ),
            ),
          }
        : {}),
      coverage: coverageOf(own, {
        expected: judges.reduce((sum, judge) => sum + expected(model, judge), 0),
        duplicates: input.duplicates.get(model) ?? 0,
      }),
    };
  });
  const models = ranked(rows, ({ average }) => average.ci);
  models.sort((a, b) => (b.average.score ?? 0) - (a.average.score ?? 0) || compareNames(a.model, b.model));
  const { bench, demo } = input;
  const penalty = input.languagePenalty ? { language_penalty: input.languagePenalty } : {};
  return {
    bench,
    mode: 'single',
    judges,
    demo,
    ...askedFields(input),
    ...scalesOf(input),
    ...penalty,
    models,
  };
}

function scalesOf({
  scale = defaultScale,
  others = [],
}: LeaderboardInput): Pick<Leaderboard, 'scale' | 'other_scales'> {
  return {
    ...(isSameScale(scale, defaultScale) ? {} : { scale: [scale[0], scale[1]] }),
    ...(others.length === 0 ? {} : { other_scales: [...others] }),
  };
}

/** A model's means by judge, also where there is one judge only. */
export function judgesOf({ judges, average, coverage }: ModelResult, board: Leaderboard) {
  if (judges) return judges;
  const [judge] = board.judges;
  return judge === undefined ? {} : { [judge]: { ...average, coverage: withoutDuplicates(coverage) } };
}

/** The share of the expected judgments that entered the means, from 0 to 1. */
export function coverageShare({ expected, judged }: Coverage): number {
  return expected === 0 ? 0 : judged / expected;
}

function meansOf(
  rows: readonly UsableScore[],
  { categoryOf, meanOf }: Pick<LeaderboardInput, 'categoryOf' | 'meanOf'>,
): Pick<ModelResult, 'average' | 'turns' | 'categories'> {
  const points = pointsOf(rows);
  const known = points.filter(({ question }) => categoryOf.has(question));
  const estimates = (members: readonly Point[], by: (point: Point) => string) =>
    byName(mapGroups(group(members, by), (_, each) => estimate(each, meanOf)));
  return {
    average: estimate(points, meanOf),
    turns: estimates(points, ({ turn }) => String(turn)),
    categories: estimates(known, ({ question }) => categoryOf.get(question) ?? ''),
  };
}

function mapGroups<Item, Value>(
  groups: ReadonlyMap<string, Item[]>,
  to: (name: string, members: Item[]) => Value,
): [string, Value][] {
  return [...groups].map(([name, members]) => [name, to(name, members)]);
}

function byName<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareNames(a, b)));
}

function estimate(points: readonly Point[], meanOf: MeanOf = clusteredMean): Estimate {
  const result = meanOf(
    points.map(({ value }) => value),
    points.map(({ question }) => question),
  );
  if (!result) return { score: null, n: 0, ci: null };
  const n = points.reduce((sum, { judgments }) => sum + judgments, 0);
  return { score: result.mean, n, ci: result.interval ? [...result.interval] : null };
}

function coverageOf(rows: readonly Score[], known: { expected: number; duplicates: number }): Coverage {
  const fresh = rows.filter((row) => !row.stale);
  const unparsed = fresh.filter(({ score, noAnswer }) => score === undefined || noAnswer).length;
  const judged = fresh.filter(({ score }) => score !== undefined).length;
  const wanted = rows.filter((row) => !row.gone).length;
  const expected = Math.max(known.expected, wanted);
  return {
    expected,
    judged,
    unparsed,
    missing: expected - wanted,
    duplicates: known.duplicates,
    stale: rows.length - fresh.length,
  };
}

/** Which judge's rows were replaced is not known. */
function withoutDuplicates({ duplicates: _, ...coverage }: Coverage): Omit<Coverage, 'duplicates'> {
  return coverage;
}

/** Without the bench's questions, every model should have what any model has. */
function expectedByUnion(scores: Iterable<Score>): (model: string, judge: string) => number {
  const unions = new Map<string, Set<string>>();
  for (const { judge, question, turn, choice, repeat } of scores) {
    const union = unions.get(judge) ?? new Set();
    unions.set(judge, union.add(`${turn} ${choice} ${repeat} ${question}`));
  }
  return (_model, judge) => unions.get(judge)?.size ?? 0;
}
