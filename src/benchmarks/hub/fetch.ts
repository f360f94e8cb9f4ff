/** What downloads are asked by: Node's own fetch, or one that goes through the proxy of the environment. */

import { chooseProxy, namesProxy } from '../../providers/route/proxy.ts';

/** undici's own is loaded where a proxy is to be used. A proxy that cannot be used is a UserError. */
export async function fetchFor(
  url: URL,
  env: Readonly<Record<string, string | undefined>>,
): Promise<typeof globalThis.fetch> {
  if (!namesProxy(env)) return globalThis.fetch;
  // A proxy that cannot be used is met here, and not within a request.
  chooseProxy(url.href, env);
  const { proxiedFetch } = await import('../../providers/http/dispatcher.ts');
  return proxiedFetch(env);
}
