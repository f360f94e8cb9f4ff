/** HTTP for the SDKs: one pool of connections a provider, without the built-in fetch's five-minute limits. */

import { Agent, fetch as undiciFetch } from 'undici';
import type { AskOptions } from './provider.ts';

/**
 * A `fetch` for an SDK. Its time limit is the request's own: undici's limits on headers and body are off, since a
 * reasoning model may think for longer than five minutes before its first byte.
 */
export function pooledFetch(): typeof globalThis.fetch {
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  const pooled = (input: string, init: object) => undiciFetch(input, { ...init, dispatcher });
  return pooled as unknown as typeof globalThis.fetch;
}

/**
 * Runs one request within its time limit, from the first byte sent to the last one received: the SDKs' own limit ends
 * with the headers, and a body may drip for ever. Rejects with a `TimeoutError` when the time is up.
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
