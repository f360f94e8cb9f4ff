/** The results that a protocol's own figures are made of: usable matches, and how many there should be. */

import { coverageOf, expectation, formatPairCoverage, isIncomplete } from '../pairwise/coverage.ts';
import { isUsable, type PairResult } from '../pairwise/result.ts';
import { baselineOf } from '../protocols/baseline.ts';
import type { ShowContext, ShowOptions } from '../settings.ts';
import { readPairFiles, toPairBoardInput } from './pairwise.ts';
import { otherSetsNote } from './shown-rows.ts';

export interface ProtocolInput {
  bench: string;
  baseline: string;
  /** Of the models that are wanted against the baseline: none is stale, or without a verdict. */
  usable: PairResult[];
  /** All that were judged, and are about what is on disk. */
  fresh: PairResult[];
  categoryOf: ReadonlyMap<string, string>;
  /** One line for each model whose figures are not complete. */
  gaps: string[];
  demo: boolean;
}

/** `baselineFor` gives the results that share a baseline, where not all do. */
export async function readProtocol(
  options: ShowOptions,
  { benchGiven, warn }: Pick<ShowContext, 'benchGiven' | 'warn'>,
): Promise<ProtocolInput> {
  const files = await readPairFiles(options, benchGiven);
  const note = options.quiet ? undefined : otherSetsNote(files.shown);
  if (note !== undefined) warn(note);
  for (const { file, line } of files.torn) warn(`warning: ${file}:${line} is cut off and was left out`);
  const input = await toPairBoardInput(files, options, benchGiven);
  const baseline = baselineOf(input.results, options.baseline);
  const results = input.results.filter(
    ({ model_1, model_2 }) => model_1 === baseline || model_2 === baseline,
  );
  const models = new Set(results.map(({ model_1, model_2 }) => (model_1 === baseline ? model_2 : model_1)));
  const expectedOf = expectation({ ...input, results, baseline }, [...models]);
  const gaps = [...models].sort().flatMap((model) => {
    const own = results.filter(({ model_1, model_2 }) => model_1 === model || model_2 === model);
    const known = { expected: expectedOf?.(model) ?? 0, duplicates: input.duplicates.get(model) ?? 0 };
    const coverage = coverageOf(own, known);
    return isIncomplete({ coverage }) ? [`${model}: coverage ${formatPairCoverage(coverage)}`] : [];
  });
  const { bench, categoryOf, demo } = input;
  const fresh = results.filter(({ stale }) => !stale);
  return { bench, baseline, usable: fresh.filter(isUsable), fresh, categoryOf, gaps, demo };
}
