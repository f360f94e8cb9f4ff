/** The results that a protocol's own figures are made of: usable matches, and how many there should be. */

import {
  addMatch,
  coverageOf,
  expectation,
  formatPairCoverage,
  isIncomplete,
  type MatchCount,
  noMatches,
} from '../../pairwise/coverage.ts';
import { isUsable, type PairResult } from '../../pairwise/result.ts';
import type { ShowContext, ShowOptions } from '../../settings.ts';
import { otherSetsNote } from '../rows/shown-rows.ts';
import { readPairFiles, toPairBoardInput } from './pairwise.ts';

/** `expectedOf` may be left out: then the matches themselves tell how many there should be. */
export interface Matches extends Omit<Awaited<ReturnType<typeof toPairBoardInput>>, 'last' | 'results'> {
  results: PairResult[];
}

export interface ProtocolInput {
  bench: string;
  baseline: string;
  /** Of the models that are wanted against the baseline: none is stale, or without a verdict. */
  usable: PairResult[];
  /** All that were judged, and are about what is on disk. */
  fresh: PairResult[];
  /** One line for each model whose figures are not complete. */
  gaps: string[];
  demo: boolean;
}

/** What was judged, before a baseline is chosen. */
export async function readMatches(
  options: ShowOptions,
  { benchGiven, warn }: Pick<ShowContext, 'benchGiven' | 'warn'>,
): Promise<Matches> {
  const files = await readPairFiles(options, benchGiven);
  const note = options.quiet ? undefined : otherSetsNote(files.shown);
  if (note !== undefined) warn(note);
  for (const { file, line } of files.torn) warn(`warning: ${file}:${line} is cut off and was left out`);
  const input = await toPairBoardInput(files, options, benchGiven);
  return { ...input, results: [...input.results] };
}

/** The matches against the baseline, and how far they are all that there should be: at the least as many as `questions`. */
export function againstBaseline(
  matches: Matches,
  { baseline, questions }: { baseline: string; questions?: number },
): ProtocolInput {
  const { bench, demo, duplicates } = matches;
  const results = matches.results.filter(
    ({ model_1, model_2 }) => model_1 === baseline || model_2 === baseline,
  );
  const counts = new Map<string, MatchCount>();
  for (const result of results) {
    const model = result.model_1 === baseline ? result.model_2 : result.model_1;
    const count = counts.get(model) ?? noMatches();
    counts.set(model, count);
    addMatch(count, result, isUsable(result));
  }
  const expectedOf = expectation({ ...matches, results, baseline }, counts);
  const gaps = [...counts.keys()].sort().flatMap((model) => {
    const expected = Math.max(expectedOf?.(model) ?? 0, questions ?? 0);
    const known = { expected, duplicates: duplicates.get(model) ?? 0 };
    const coverage = coverageOf(counts.get(model) ?? noMatches(), known);
    return isIncomplete({ coverage }) ? [`${model}: coverage ${formatPairCoverage(coverage)}`] : [];
  });
  const fresh = results.filter(({ stale }) => !stale);
  return { bench, baseline, usable: fresh.filter(isUsable), fresh, gaps, demo };
}
