/**
 * The JavaScript world that the compiled interpreter lives in: a realm of its own with the language's built-ins and the
 * few names below, made into functions that lead nowhere. There is no `process`, `require`, `fetch` or `WebSocket` to
 * find, and no text can be made into code. The interpreter believes that it is in a web worker.
 */

import vm from 'node:vm';

/** Makes the realm. It is text because a function written here would belong to, and lead to, Node's own realm. */
const shims = `(decode, clock) => {
  let randomState = 0;
  globalThis.self = globalThis;
  globalThis.location = { href: '' };
  globalThis.importScripts = () => { throw new Error('no scripts'); };
  globalThis.setTimeout = () => 0;
  globalThis.clearTimeout = () => {};
  globalThis.console = { log() {}, warn() {}, error() {}, info() {}, debug() {} };
  globalThis.performance = { now: () => clock.now() };
  Date.now = () => clock.date();
  globalThis.TextDecoder = class {
    constructor(label) { this.label = label; }
    decode(bytes) { return decode(this.label, bytes); }
  };
  globalThis.TextEncoder = class {
    encode(text) { return Uint8Array.from(unescape(encodeURIComponent(text)), (c) => c.charCodeAt(0)); }
  };
  globalThis.crypto = {
    getRandomValues(bytes) {
      for (let i = 0; i < bytes.length; i++) {
        randomState = (Math.imul(randomState, 1664525) + 1013904223) >>> 0;
        bytes[i] = randomState >>> 24;
      }
      return bytes;
    },
  };
  return { restartRandom() { randomState = 0; } };
}`;

export interface Realm {
  /** Evaluates trusted code: the package's own, or this project's. */
  evaluate: (code: string, filename: string) => unknown;
  clock: Clock;
  /** Random bytes start anew, so that a program that draws them ends the same way every time. */
  restartRandom: () => void;
}

/** A program's time: it goes on while the program works, and jumps where the program would sleep. */
interface Clock {
  now: () => number;
  date: () => number;
  /** Adds seconds, and returns all that were added since `restart`. */
  sleep: (seconds: number) => number;
  restart: () => void;
}

export function createRealm(): Realm {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: true } });
  const evaluate = (code: string, filename: string): unknown =>
    new vm.Script(code, { filename }).runInContext(context);
  const clock = createClock();
  const decode = (label: string | undefined, bytes: Uint8Array) => new TextDecoder(label).decode(bytes);
  const setUp = evaluate(shims, 'realm.js') as (
    decoder: typeof decode,
    time: Clock,
  ) => Pick<Realm, 'restartRandom'>;
  return { evaluate, clock, restartRandom: setUp(decode, clock).restartRandom };
}

function createClock(): Clock {
  let skew = 0;
  return {
    now: () => performance.now() + skew * 1000,
    date: () => Date.now() + skew * 1000,
    sleep: (seconds) => {
      skew += seconds;
      return skew;
    },
    restart: () => {
      skew = 0;
    },
  };
}
