/** The model that all others of a protocol were judged against. */

import { UserError } from '../../errors.ts';
import type { PairResult } from '../pairwise/result.ts';

/** The model in every match, unless one is named; a UserError where it cannot be told. */
export function baselineOf(results: readonly PairResult[], named: string | undefined): string {
  if (named !== undefined) return named;
  const [first] = results;
  const common = first
    ? [first.model_1, first.model_2].filter((model) =>
        results.every(({ model_1, model_2 }) => model === model_1 || model === model_2),
      )
    : [];
  const [only] = common;
  if (common.length === 1 && only !== undefined) return only;
  const why = common.length > 1 ? `it may be ${common.join(' or ')}` : 'no model is in every match';
  throw new UserError(`name the baseline with --baseline: ${why}`);
}
