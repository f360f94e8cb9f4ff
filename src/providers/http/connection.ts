/** HTTP for the providers: one pool of connections a server, and no more work a call than the call needs. */

import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { type Dispatcher, fetch as undiciFetch } from 'undici';
import type { AskOptions } from '../provider.ts';
import type { Route } from '../route/route.ts';
import { openDispatcher, openPool } from './dispatcher.ts';
import { cancelled, createTurns, cutsBySignal, exchange, type Incoming } from './exchange.ts';

/** Where a request goes and what it carries besides its body; worked out once, sent many times. */
export interface Prepared {
  origin: string;
  path: string;
  headers: Readonly<Record<string, string>>;
}

/** What came back with a status of success. */
interface Exchange {
  /** The body as JSON, or as text where it is none. */
  body: unknown;
  header: (name: string) => string | undefined;
}

/** What came back with any other status, in the form of the SDKs' errors. */
interface StatusError {
  status: number;
  headers: { get: (name: string) => string | null };
  /** What the service says of it: the `error` of the body, or all of it; undefined where it is no JSON. */
  error: unknown;
  message: string;
}

interface PostOptions extends AskOptions {
  /** The most connections to the server. */
  connections: number;
  route?: Route | undefined;
}

export interface Connections {
  /**
   * Posts JSON and reads the whole reply within the time limit, from the first byte sent to the last one received.
   * Rejects with a StatusError, with a `TimeoutError` or `AbortError`, or with the error of the connection.
   */
  post: (prepared: Prepared, body: object, asking: PostOptions) => Promise<Exchange>;
}

/** Milliseconds that an idle connection is kept; servers that want less say so in a header. */
const keepAliveMs = 30_000;
/** Bytes of the longest body that is read: many times the longest answer of any model. */
const longestBody = 1 << 26;

const poolOptions = { keepAliveTimeout: keepAliveMs, maxResponseSize: longestBody } as const;

/**
 * Opens no connection yet. Models of one server share its pool, which is as large as their endpoint's concurrency.
 */
export function openConnections(): Connections {
  const cutsOf = cutsBySignal();
  const inTurn = createTurns();
  const poolOf = pools();
  return {
    post: async ({ origin, path, headers }, body, { connections, route, timeoutMs, signal }) => {
      // It tells nobody a second time.
      if (signal.aborted) throw cancelled();
      const outgoing = { origin, path, headers, body: JSON.stringify(body) };
      const reply = await exchange(poolOf(origin, { connections, route }), outgoing, {
        timeoutMs,
        cuts: cutsOf(signal),
        inTurn,
      });
      return readReply(reply);
    },
  };
}

/** One pool for each server and way to it. */
function pools() {
  const byRoute = new WeakMap<object, Map<string, Dispatcher>>();
  const direct = new Map<string, Dispatcher>();
  return (origin: string, { connections, route }: Pick<PostOptions, 'connections' | 'route'>): Dispatcher => {
    // Endpoints without proxy and certificates of their own share a server's connections.
    const own = route?.proxy ?? route?.certificates;
    const known = own ? (byRoute.get(own) ?? new Map<string, Dispatcher>()) : direct;
    if (own) byRoute.set(own, known);
    const name = `${connections} ${origin}`;
    const pool = known.get(name) ?? openPool(origin, route, { ...poolOptions, connections });
    known.set(name, pool);
    return pool;
  };
}

/** A request as an SDK would send it: address, key and versions are its knowledge. */
export function prepared(url: string, headers: Headers): Prepared {
  const { origin, pathname, search } = new URL(url);
  return { origin, path: `${pathname}${search}`, headers: Object.fromEntries(headers) };
}

/** Where a request goes, fit for a message: without its query. */
export function calledAddress({ origin, path }: Pick<Prepared, 'origin' | 'path'>): string {
  return `${origin}${path.replace(/\?.*$/s, '')}`;
}

/** Makes each model's request once; a failure is not kept. */
export function remembered(make: (model: string) => Promise<Prepared>): (model: string) => Promise<Prepared> {
  const known = new Map<string, Prepared>();
  return async (model) => {
    const found = known.get(model) ?? (await make(model));
    known.set(model, found);
    return found;
  };
}

/** What cannot be prepared fails again, and is reported, when it is asked for. */
export const ignore = (): void => undefined;

/** A `fetch` for the SDKs' own calls, which are few: files and batches. It has no limits of time but the caller's. */
export function pooledFetch(route?: Route): typeof globalThis.fetch {
  const dispatcher = openDispatcher(route);
  const pooled = async (input: string, init: object) => {
    const reply = await undiciFetch(input, { ...init, dispatcher, redirect: 'manual' });
    const location = reply.headers.get('location');
    if (reply.status < 300 || reply.status >= 400 || location === null) return reply;
    // Followed, it would take key and prompts to wherever a server says.
    await reply.body?.cancel();
    const error = { error: { message: redirectMessage(location) } };
    return new Response(JSON.stringify(error), { status: reply.status });
  };
  return pooled as unknown as typeof globalThis.fetch;
}

async function readReply({ status, header, bytes }: Incoming): Promise<Exchange> {
  const reading = readText(bytes, header('content-encoding'));
  if (status >= 200 && status < 300) {
    const text = await reading;
    return { body: readBody(text, header('content-type')), header };
  }
  // The status says enough, whatever became of its body.
  const text = await reading.catch(() => '');
  const location = status < 400 ? header('location') : undefined;
  const error: StatusError = {
    status,
    headers: { get: (name) => header(name) ?? null },
    error: errorIn(text),
    message: location === undefined ? text : redirectMessage(location),
  };
  throw error;
}

/** Proxies and small servers call JSON anything: what parses is taken, what is called JSON must. */
function readBody(text: string, type = ''): unknown {
  if (text.trim() === '') return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (type.includes('json')) throw error;
    return text;
  }
}

/** The new address without its query, in which there may be a secret. */
function redirectMessage(location: string): string {
  const address = location.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');
  return `it redirects to ${address}: give that address with --base-url`;
}

const byteOrderMark = '\ufeff';

/** A body that is short on its way is held to the same bound. */
const unpacked = { maxOutputLength: longestBody };

const decoders: ReadonlyMap<string, (bytes: Buffer) => Promise<Buffer>> = new Map([
  ['gzip', (bytes) => promisify(gunzip)(bytes, unpacked)],
  ['deflate', (bytes) => promisify(inflate)(bytes, unpacked)],
  ['br', (bytes) => promisify(brotliDecompress)(bytes, unpacked)],
]);

/** The calls ask for no compression; a proxy may compress all the same. */
async function readText(bytes: Buffer, encoding = 'identity'): Promise<string> {
  const decode = decoders.get(encoding.toLowerCase());
  const text = (decode ? await decode(bytes) : bytes).toString('utf8');
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}

function errorIn(text: string): unknown {
  try {
    const body = JSON.parse(text) as { error?: unknown } | null;
    return body?.error ?? body ?? undefined;
  } catch {
    return undefined;
  }
}
