/** Time limits for the requests that go through an SDK: its own limit ends with the headers. */

import type { AskOptions } from '../provider.ts';

/**
 * Runs one request within its time limit, from the first byte sent to the last one received. Rejects with a
 * `TimeoutError` when the time is up.
 */
export async function withinTime<Reply>(
  { signal, timeoutMs }: AskOptions,
  ask: (signal: AbortSignal) => Promise<Reply>,
): Promise<Reply> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    return await ask(AbortSignal.any([signal, limit]));
  } catch (error) {
    throw limit.aborted && !signal.aborted ? limit.reason : error;
  }
}
