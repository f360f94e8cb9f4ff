/** HTTP for the SDKs: one pool of connections a provider, without the built-in fetch's five-minute limits. */

import { Agent, fetch as undiciFetch } from 'undici';

/**
 * A `fetch` for an SDK. Its time limit is the request's own: undici's limits on headers and body are off, since a
 * reasoning model may think for longer than five minutes before its first byte.
 */
export function pooledFetch(): typeof globalThis.fetch {
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  const pooled = (input: string, init: object) => undiciFetch(input, { ...init, dispatcher });
  return pooled as unknown as typeof globalThis.fetch;
}
