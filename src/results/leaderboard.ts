/** From ratings to a leaderboard. Pure: values in, values out. */

import { clusteredMean } from '../stats/clustered-mean.ts';

/** One row of a judgments file, as far as results need it. */
export interface Rating {
  model: string;
  judge: string;
  question: string;
  turn: number;
  choice: number;
  repeat: number;
  /** Undefined where the judge's reply had no usable verdict. */
  score: number | undefined;
  /** True when the question, answer, reference or prompt has changed since. */
  stale: boolean;
}

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

export interface ModelResult {
  model: string;
  average: Estimate;
  turns: Record<string, Estimate>;
  categories: Record<string, Estimate>;
  /** Means by judge, where several judges were asked. */
  judges: Record<string, Estimate>;
  coverage: Coverage;
}

export interface Leaderboard {
  bench: string;
  mode: 'single';
  judges: string[];
  demo: boolean;
  models: ModelResult[];
}

export interface LeaderboardInput {
  bench: string;
  /** One per match: the last of duplicate rows. */
  ratings: readonly Rating[];
  /** Superseded rows by model. */
  duplicates: ReadonlyMap<string, number>;
  /** Category of each question that is known. */
  categoryOf: ReadonlyMap<string, string>;
  /** How many judgments there should be of a model; undefined where only the file itself can tell. */
  expectedOf?: (model: string) => number;
  demo: boolean;
}

/**
 * The leaderboard, best average first. The average is the mean of all judged rows, not of the turn means, as in
 * FastChat's `show_result.py`. Intervals cluster by question. Stale and unparsed rows enter no mean.
 */
export function buildLeaderboard(input: LeaderboardInput): Leaderboard {
  const expectedOf = input.expectedOf ?? expectedByUnion(input.ratings);
  const byModel = group(input.ratings, ({ model }) => model);
  const judges = [...new Set(input.ratings.map(({ judge }) => judge))].sort();
  const models = [...byModel].map(([model, rows]) => {
    const usable = rows.filter(({ score, stale }) => score !== undefined && !stale);
    const known = usable.filter(({ question }) => input.categoryOf.has(question));
    return {
      model,
      average: estimate(usable),
      turns: estimates(usable, ({ turn }) => String(turn)),
      categories: estimates(known, ({ question }) => input.categoryOf.get(question) ?? ''),
      judges: judges.length > 1 ? estimates(usable, ({ judge }) => judge) : {},
      coverage: coverageOf(rows, {
        expected: expectedOf(model),
        duplicates: input.duplicates.get(model) ?? 0,
      }),
    };
  });
  models.sort((a, b) => (b.average.score ?? 0) - (a.average.score ?? 0) || (a.model < b.model ? -1 : 1));
  return { bench: input.bench, mode: 'single', judges, demo: input.demo, models };
}

/** The share of the expected judgments that entered the means, from 0 to 1. */
export function coverageShare({ expected, judged }: Coverage): number {
  return expected === 0 ? 0 : judged / expected;
}

/** Items by the value of a function, in order of first appearance. */
export function group<Item>(items: readonly Item[], by: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = by(item);
    const members = groups.get(name);
    if (members) members.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/** Order of names: numbers by size, then everything else letter by letter. (Collation would cost 8 ms to load.) */
export function compareNames(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (!Number.isNaN(difference)) return difference;
  return a < b ? -1 : a > b ? 1 : 0;
}

function estimates(rows: readonly Rating[], by: (row: Rating) => string): Record<string, Estimate> {
  const entries = [...group(rows, by)].map(([name, members]) => [name, estimate(members)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => compareNames(a, b)));
}

function estimate(rows: readonly Rating[]): Estimate {
  const scores = rows.map(({ score }) => score ?? Number.NaN);
  const result = clusteredMean(
    scores,
    rows.map(({ question }) => question),
  );
  if (!result) return { score: null, n: 0, ci: null };
  return { score: result.mean, n: result.n, ci: result.interval ? [...result.interval] : null };
}

function coverageOf(rows: readonly Rating[], known: { expected: number; duplicates: number }): Coverage {
  const stale = rows.filter((row) => row.stale).length;
  const unparsed = rows.filter((row) => !row.stale && row.score === undefined).length;
  const judged = rows.length - stale - unparsed;
  const expected = Math.max(known.expected, rows.length);
  return { expected, judged, unparsed, missing: expected - rows.length, duplicates: known.duplicates, stale };
}

/** Without the bench's questions, every model should have what any model has. */
function expectedByUnion(ratings: readonly Rating[]): () => number {
  const matches = ({ judge, question, turn, choice, repeat }: Rating) =>
    JSON.stringify([judge, question, turn, choice, repeat]);
  const union = new Set(ratings.map(matches)).size;
  return () => union;
}
