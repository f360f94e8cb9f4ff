/** Waits for calls that run side by side, all of them, whatever becomes of one. */

import { ProviderError } from '../errors.ts';

/**
 * The results in order, once every call has ended. Rejects with what matters most: an error that is meant for the whole
 * run, then a call that waits for its batch (the others are asked for with it), then the first failure.
 */
export async function settleAll<Result>(calls: readonly Promise<Result>[]): Promise<Result[]> {
  const settled = await Promise.allSettled(calls);
  const errors: unknown[] = settled.flatMap((call) => (call.status === 'rejected' ? [call.reason] : []));
  if (errors.length === 0)
    return settled.flatMap((call) => (call.status === 'fulfilled' ? [call.value] : []));
  const forAll = errors.find((error) => !(error instanceof ProviderError));
  const deferred = errors.find((error) => error instanceof ProviderError && error.kind === 'deferred');
  throw forAll ?? deferred ?? errors[0];
}
