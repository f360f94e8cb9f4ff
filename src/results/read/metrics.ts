/** Finds the graders among the judges of a bench: each of them is a metric of its own. */

import { UserError } from '../../errors.ts';
import { type Bench, methods } from '../../records/bench/bench.ts';
import { loadBench } from '../../store/bench/bench-file.ts';
import type { SingleRows } from '../../store/judgments/singles.ts';
import type { MetricInput } from '../accuracy/build.ts';
import { type Narrowed, type ResultsOptions, toLeaderboardInput } from './single.ts';

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

/** What a grader's metric is made of. */
export async function toMetricInput(
  read: SingleRows & Narrowed,
  grader: string,
  { options, benchGiven, bench }: { options: ResultsOptions; benchGiven: boolean; bench: Bench | undefined },
): Promise<MetricInput> {
  const { judge } = read.columns;
  const last = read.last.filter((row) => judge.at(row) === grader);
  const duplicates = read.duplicatesOf(grader);
  const input = await toLeaderboardInput({ ...read, last, duplicates }, options, benchGiven);
  return { ...input, grader, groupOf: new Map([...(input.groupOf ?? []), ...groupsBy(bench, input)]) };
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
