/** Opens the connections of a route: straight to the server, or through a proxy. */

import { Agent, type Dispatcher, Pool, ProxyAgent, fetch as undiciFetch } from 'undici';
import { chooseProxy, proxyRefusal, proxyToken } from '../route/proxy.ts';
import type { Route } from '../route/route.ts';

interface DispatcherOptions {
  /** The most connections to one server at a time; as many as are needed where it is left out. */
  connections?: number;
  keepAliveTimeout?: number;
  maxResponseSize?: number;
}

type Tunnel = Pick<Route, 'proxy' | 'certificates'>;

/** The time limit is a request's own: a reasoning model may think for longer than five minutes before its first byte. */
const noTimeouts = { headersTimeout: 0, bodyTimeout: 0 } as const;

/** For one server; opens nothing before the first request. */
export function openPool(origin: string, route: Tunnel | undefined, options: DispatcherOptions): Dispatcher {
  const tls = route?.certificates?.();
  if (route?.proxy) return openDispatcher(route, options);
  return new Pool(origin, { ...noTimeouts, ...options, ...(tls ? { connect: { ...tls } } : {}) });
}

/** For any number of servers; opens nothing before the first request. */
export function openDispatcher(
  { proxy, certificates }: Tunnel = {},
  options: DispatcherOptions = {},
): Dispatcher {
  const tls = certificates?.();
  const pool = { ...noTimeouts, ...options };
  if (!proxy) return new Agent({ ...pool, ...(tls ? { connect: { ...tls } } : {}) });
  const token = proxyToken(proxy);
  return new ProxyAgent({
    ...pool,
    uri: new URL(proxy.url()).origin,
    // Plain http goes as it does from every other tool: few proxies tunnel to a port that is not 443.
    proxyTunnel: false,
    // The factory of undici gives these connections none of the options above.
    factory: (origin, own) => new Pool(origin, { ...pool, ...own }),
    clientFactory: (origin, own) => namingRefusals(new Pool(origin, own)),
    ...(tls ? { requestTls: { ...tls } } : {}),
    ...(token === undefined ? {} : { token }),
  });
}

/** A `fetch` for downloads: each address that it meets, redirects included, goes through the proxy that the environment names. */
export function proxiedFetch(env: Readonly<Record<string, string | undefined>>): typeof globalThis.fetch {
  const dispatcher = new Agent({
    factory: (origin) => {
      const { proxy } = chooseProxy(String(origin), env);
      return proxy ? openDispatcher({ proxy }) : new Pool(origin);
    },
  });
  const proxied = (input: string, init: object) => undiciFetch(input, { ...init, dispatcher });
  return proxied as unknown as typeof globalThis.fetch;
}

/** undici reports a refused tunnel as a request that was aborted, and its fetch without the status. */
function namingRefusals(client: Pool): Pool {
  const connect = client.connect.bind(client);
  const checked = async (options: Dispatcher.ConnectOptions) => {
    const answer = await connect(options);
    if (answer.statusCode === 200) return answer;
    answer.socket.on('error', () => undefined).destroy();
    throw Object.assign(new Error(`the proxy answers ${answer.statusCode}`), {
      code: proxyRefusal,
      statusCode: answer.statusCode,
    });
  };
  return Object.assign(client, { connect: checked });
}
