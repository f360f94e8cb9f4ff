/** Lets those who wait through one by one, in the order they came, when they may pass. */

import { ProviderError } from '../../errors.ts';

export interface FifoGateOptions<Ticket> {
  /** Milliseconds until one that takes so many tokens may pass; Infinity for not before `pump` is called again. */
  delay: (tokens: number) => number;
  /** Counts one that passes. */
  take: (tokens: number) => Ticket;
  /** Told for how long, in milliseconds, the first of those who wait has to. */
  onWait?: ((ms: number) => void) | undefined;
}

export interface FifoGate<Ticket> {
  /** Resolves when it is this one's turn; rejects as cancelled once the signal is aborted. `first` goes to the head. */
  pass: (tokens: number, options: { signal: AbortSignal; first?: boolean }) => Promise<Ticket>;
  /** Looks again who may pass. */
  pump: () => void;
}

/** How many pass before the event loop gets its turn: a refusal that has come in is to be seen by those behind. */
const inOneTurn = 16;

interface Waiting<Ticket> {
  tokens: number;
  signal: AbortSignal;
  pass: (ticket: Ticket) => void;
  leave: () => void;
}

export function createFifoGate<Ticket>({ delay, take, onWait }: FifoGateOptions<Ticket>): FifoGate<Ticket> {
  let waiting: Waiting<Ticket>[] = [];
  let timer: NodeJS.Timeout | undefined;
  let pause: NodeJS.Immediate | undefined;
  let passed = 0;
  const pump = () => {
    clearTimeout(timer);
    for (let next = waiting[0]; next && !pause; next = waiting[0]) {
      const wait = delay(next.tokens);
      if (wait > 0) {
        if (Number.isFinite(wait)) timer = setTimeout(pump, Math.ceil(wait));
        onWait?.(wait);
        return;
      }
      waiting.shift();
      next.pass(take(next.tokens));
      passed += 1;
      if (passed % inOneTurn === 0) pause = setImmediate(resume);
    }
  };
  const resume = () => {
    pause = undefined;
    pump();
  };
  // One listener a signal: with one for each who waits, adding a listener would take longer the more there are.
  const heard = new WeakSet<AbortSignal>();
  const hear = (signal: AbortSignal) => {
    if (heard.has(signal)) return;
    heard.add(signal);
    signal.addEventListener('abort', () => {
      const leaving = waiting.filter((entry) => entry.signal === signal);
      waiting = waiting.filter((entry) => entry.signal !== signal);
      // With nobody left to wait, no timer may keep the process alive.
      pump();
      for (const { leave } of leaving) leave();
    });
  };
  return {
    pump,
    pass: (tokens, { signal, first = false }) =>
      new Promise((resolve, reject) => {
        const leave = () => reject(cancelled());
        if (signal.aborted) return leave();
        hear(signal);
        const entry = { tokens, signal, pass: resolve, leave };
        if (first) waiting.unshift(entry);
        else waiting.push(entry);
        pump();
      }),
  };
}

function cancelled(): ProviderError {
  return new ProviderError('cancelled', 'the call was cancelled before it was sent', { retryable: false });
}
