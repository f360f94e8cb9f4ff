/** Finds the graders among the judges of a bench: each of them is a metric of its own. */

import { UserError } from '../../../errors.ts';
import { type Bench, methods } from '../../../records/bench/bench.ts';
import { loadBench } from '../../../store/bench/bench-file.ts';
import type { SingleRows } from '../../../store/judgments/singles.ts';
import type { MetricInput } from '../../accuracy/build.ts';
import type { Score } from '../../leaderboard/score.ts';
import { scoresIn } from '../../leaderboard/score-table.ts';
import { type Narrowed, type ResultsOptions, toLeaderboardInput } from '../single.ts';

export interface FoundMetrics {
  /** In the order of `--judge`, or else of the bench's yaml, others by name; the first is the one that gates go by. */
  graders: string[];
  /** Judges of other kinds, which are not shown next to them. */
  others: string[];
  bench: Bench | undefined;
}

/**
 * The graders of the rows. None where there are none, or where judges of other kinds have judged as well and the bench
 * does not name graders of its own: then it is no benchmark.
 */
export async function findMetrics(
  { columns, last }: Pick<SingleRows, 'columns' | 'last'>,
  options: ResultsOptions,
): Promise<FoundMetrics> {
  const [graders, others] = [new Set<string>(), new Set<string>()];
  for (const row of last) (columns.graded.at(row) ? graders : others).add(columns.judge.at(row));
  if (graders.size === 0) return { graders: [], others: [...others], bench: undefined };
  const bench = await benchOf(options);
  const named = methods.flatMap((method) => bench?.ask[method]?.graders ?? []);
  if (others.size > 0 && named.length === 0) return { graders: [], others: [...others], bench };
  const order = options.judge ?? named;
  const rank = (grader: string) => {
    const place = order.findIndex((name) => grader === name || grader.startsWith(`${name}@`));
    return place === -1 ? order.length : place;
  };
  const sorted = [...graders].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return { graders: sorted, others: [...others].sort(), bench };
}

async function benchOf({ dataDir, bench, inputFile }: ResultsOptions): Promise<Bench | undefined> {
  if (inputFile !== undefined) return undefined;
  return loadBench(dataDir, bench).catch((error: unknown) => {
    // Judgments of a bench whose questions are not available are shown without them.
    if (error instanceof UserError && !/\.yaml/.test(error.message)) return undefined;
    throw error;
  });
}

/** What the metrics are made of, one for each grader; and the rows of all of them, with a score for each. */
export interface MetricInputs {
  inputs: MetricInput[];
  rows: Uint32Array;
  scores: Iterable<Score>;
}

/** Compares all graders' rows with what is on disk at once. */
export async function toMetricInputs(
  read: SingleRows & Narrowed,
  { graders, bench }: Pick<FoundMetrics, 'graders' | 'bench'>,
  { options, benchGiven }: { options: ResultsOptions; benchGiven: boolean },
): Promise<MetricInputs> {
  const { graded } = read.columns;
  const rows = read.last.filter((row) => graded.at(row));
  const input = await toLeaderboardInput({ ...read, last: rows }, options, benchGiven);
  const groupOf = new Map([...(input.groupOf ?? []), ...groupsBy(bench, input)]);
  const places = placesByJudge(read, rows);
  const scores = listOf(input.scores);
  const inputs = graders.map((grader): MetricInput => {
    const own = places.get(grader) ?? [];
    const list = { length: own.length, at: (place: number) => scores.at(own[place] ?? -1) };
    const duplicates = read.duplicatesOf(grader);
    return { ...input, grader, groupOf, duplicates, scores: scoresIn(list), asked: askedOf(input, grader) };
  });
  return { inputs, rows, scores: input.scores };
}

function placesByJudge({ columns: { judge } }: SingleRows, rows: Uint32Array): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, row] of rows.entries()) {
    const own = places.get(judge.at(row)) ?? [];
    if (own.push(place) === 1) places.set(judge.at(row), own);
  }
  return places;
}

/** The scores by their place. */
function listOf(scores: Iterable<Score>): { at: (place: number) => Score | undefined } {
  const all = [...scores];
  return { at: (place) => all[place] };
}

function askedOf({ asked = [] }: Pick<MetricInput, 'asked'>, grader: string) {
  return asked.filter(({ judge }) => judge === grader);
}

/** The group of each question, by those of the bench. */
function* groupsBy(
  bench: Bench | undefined,
  { categoryOf }: Pick<MetricInput, 'categoryOf'>,
): Generator<[string, string]> {
  const groups = new Map(
    Object.entries(bench?.groups ?? {}).flatMap(([group, categories]) =>
      categories.map((category): [string, string] => [category, group]),
    ),
  );
  for (const [question, category] of categoryOf) {
    const group = groups.get(category);
    if (group !== undefined) yield [question, group];
  }
}
