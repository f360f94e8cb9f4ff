/** The results that a protocol's own figures are made of: usable matches, and how many there should be. */

import { coverageOf, expectation, formatPairCoverage, isIncomplete } from '../pairwise/coverage.ts';
import { isUsable, type PairResult } from '../pairwise/result.ts';
import type { ShowContext, ShowOptions } from '../settings.ts';
import { readPairFiles, toPairBoardInput } from './pairwise.ts';
import { otherSetsNote } from './shown-rows.ts';

/** `expectedOf` may be left out: then the matches themselves tell how many there should be. */
export type Matches = Omit<Awaited<ReturnType<typeof toPairBoardInput>>, 'last'>;

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
  return toPairBoardInput(files, options, benchGiven);
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
  const models = new Set(results.map(({ model_1, model_2 }) => (model_1 === baseline ? model_2 : model_1)));
  const expectedOf = expectation({ ...matches, results, baseline }, [...models]);
  const gaps = [...models].sort().flatMap((model) => {
    const own = results.filter(({ model_1, model_2 }) => model_1 === model || model_2 === model);
    const expected = Math.max(expectedOf?.(model) ?? 0, questions ?? 0);
    const coverage = coverageOf(own, { expected, duplicates: duplicates.get(model) ?? 0 });
    return isIncomplete({ coverage }) ? [`${model}: coverage ${formatPairCoverage(coverage)}`] : [];
  });
  const fresh = results.filter(({ stale }) => !stale);
  return { bench, baseline, usable: fresh.filter(isUsable), fresh, gaps, demo };
}
