/** What a piece of work has failed by: counted, reported, and for some errors the end of its model or judge. */

import { isDeferred, JudgeError, ProviderError } from '../errors.ts';
import type { Reporter } from './progress.ts';

interface FailureOptions {
  who: string;
  what: string;
  /** Aborted by a failure that ends all work of the model or judge. */
  closed: AbortController;
  report: Pick<Reporter, 'warn' | 'failed'>;
}

/**
 * What a piece of work has failed by, reported; undefined for work that was merely cancelled or deferred. Throws what is
 * neither a provider's error nor a judge's.
 */
export function noteFailure(
  error: unknown,
  { who, what, closed, report }: FailureOptions,
): ProviderError | JudgeError | undefined {
  if (!(error instanceof ProviderError || error instanceof JudgeError)) throw error;
  if (error.kind === 'cancelled' || isDeferred(error)) return undefined;
  // What ends all work of a model or judge is reported once, however many calls were under way.
  if (!error.closesModel) report.failed({ who, what, error });
  else if (!closed.signal.aborted) report.warn(`stopped: ${who}: ${error.message}`);
  if (error.closesModel) closed.abort();
  return error;
}
