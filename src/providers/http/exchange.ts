/** One request and its whole reply: no stream stands between the socket and the bytes. */

import type { Dispatcher } from 'undici';

export interface Outgoing {
  /** For connections to several servers. */
  origin?: string | undefined;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface Incoming {
  status: number;
  header: (name: string) => string | undefined;
  /** The body; empty where a reply without success was cut short, since its status says enough. */
  bytes: Buffer;
}

export interface Keeping {
  timeoutMs: number;
  /** Gets what cuts the request off, for as long as it is under way. */
  cuts: Set<Cut>;
  inTurn: Turns;
}

/**
 * Posts and reads the whole reply within the time limit, from now to the last byte. Rejects with a `TimeoutError`, with
 * what one of `cuts` is called with, or with the error of the connection.
 */
export function exchange(
  dispatcher: Dispatcher,
  { origin, path, headers, body }: Outgoing,
  { timeoutMs, cuts, inTurn }: Keeping,
): Promise<Incoming> {
  return new Promise((resolve, reject) => {
    const reply = createReply();
    let request: Dispatcher.DispatchController | undefined;
    let reason: DOMException | undefined;
    const end = () => {
      clearTimeout(timer);
      cuts.delete(cut);
    };
    const cut = (why: DOMException) => {
      end();
      reason = why;
      reject(why);
      request?.abort(why);
    };
    const timer = setTimeout(() => cut(new DOMException('the time is up', 'TimeoutError')), timeoutMs);
    cuts.add(cut);
    dispatcher.dispatch(
      { method: 'POST', ...(origin === undefined ? {} : { origin }), path, headers, body },
      {
        onRequestStart: (controller) => {
          request = controller;
          // It may have waited for a connection until it was cut off.
          if (reason) controller.abort(reason);
        },
        onResponseStart: (_controller, status, incoming) => reply.begin(status, incoming),
        onResponseData: (_controller, chunk) => reply.take(chunk),
        onResponseEnd: () => {
          end();
          inTurn(() => resolve(reply.whole()));
        },
        onResponseError: (_controller, error) => {
          end();
          const known = reply.ofFailure();
          if (known) resolve(known);
          else reject(error);
        },
      },
    );
  });
}

/** Gathers what comes in. */
function createReply() {
  const chunks: Buffer[] = [];
  let status = 0;
  let headers: Readonly<Record<string, string | string[] | undefined>> = {};
  const header = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  return {
    begin: (code: number, incoming: typeof headers) => {
      status = code;
      headers = incoming;
    },
    take: (chunk: Buffer) => {
      chunks.push(chunk);
    },
    whole: (): Incoming => {
      const [first, ...others] = chunks;
      const bytes = first && others.length === 0 ? first : Buffer.concat(chunks);
      return { status, header, bytes };
    },
    /** What is known of a reply without success that broke off. */
    ofFailure: (): Incoming | undefined =>
      status >= 300 ? { status, header, bytes: Buffer.alloc(0) } : undefined,
  };
}

export type Cut = (why: DOMException) => void;

/**
 * What cuts off the requests that are under way on a signal. Thousands may be, and a signal looks through all of its
 * listeners whenever one is added: so each signal gets a single one, and each request a place in a set.
 */
export function cutsBySignal(): (signal: AbortSignal) => Set<Cut> {
  const known = new WeakMap<AbortSignal, Set<Cut>>();
  return (signal) => {
    const found = known.get(signal);
    if (found) return found;
    const cuts = new Set<Cut>();
    known.set(signal, cuts);
    signal.addEventListener('abort', () => {
      for (const cut of cuts) cut(cancelled());
    });
    return cuts;
  };
}

export function cancelled(): DOMException {
  return new DOMException('the call was cancelled', 'AbortError');
}

export type Turns = (work: () => void) => void;

/** Pieces of work in one turn of the event loop. */
const inOneTurn = 2;

/**
 * Has replies that came in together looked at in turns of the event loop, a few in each. A connection takes a turn or two
 * until it may be used again: so the next request is sent while the last replies still wait, and not after all of them.
 */
export function createTurns(): Turns {
  let waiting: (() => void)[] = [];
  let scheduled = false;
  const turn = () => {
    const now = waiting.slice(0, inOneTurn);
    waiting = waiting.slice(inOneTurn);
    scheduled = waiting.length > 0;
    if (scheduled) setImmediate(turn);
    for (const work of now) work();
  };
  return (work) => {
    waiting.push(work);
    if (!scheduled) setImmediate(turn);
    scheduled = true;
  };
}
