/** Keeps the calls to one endpoint within its limits: so many at a time, so many requests and tokens a minute. */

import { ProviderError } from '../errors.ts';

export interface LimiterOptions {
  concurrency: number;
  /** Requests per minute. */
  rpm?: number | undefined;
  /** Tokens per minute, estimated before the call and corrected after it. */
  tpm?: number | undefined;
  /** Milliseconds; handed in for tests. */
  now: () => number;
}

export interface Limiter {
  /** Runs `work` when the limits allow, first come first served. Rejects as cancelled once `signal` is aborted. */
  run: <Result>(tokens: number, signal: AbortSignal, work: () => Promise<Result>) => Promise<Result>;
  /** Starts no call for `ms` milliseconds: the service has asked to wait. */
  pause: (ms: number) => void;
  /** Corrects the token count of a call that is done: what it took beyond the estimate (may be negative). */
  correct: (tokens: number) => void;
}

interface Waiting {
  tokens: number;
  start: () => void;
}

export function createLimiter({ concurrency, rpm, tpm, now }: LimiterOptions): Limiter {
  const requests = tokenBucket(rpm, now);
  const tokens = tokenBucket(tpm, now);
  const waiting: Waiting[] = [];
  let active = 0;
  let pausedUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  const pump = () => {
    clearTimeout(timer);
    while (waiting.length > 0 && active < concurrency) {
      const delay = Math.max(pausedUntil - now(), requests.delay(1), tokens.delay(0));
      if (delay > 0) {
        timer = setTimeout(pump, Math.ceil(delay));
        return;
      }
      const next = waiting.shift();
      requests.take(1);
      tokens.take(next?.tokens ?? 0);
      active += 1;
      next?.start();
    }
  };
  return {
    run: async (estimate, signal, work) => {
      await enter(waiting, { tokens: estimate, signal, pump });
      try {
        return await work();
      } finally {
        active -= 1;
        pump();
      }
    },
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, now() + ms);
    },
    correct: (difference) => tokens.take(difference),
  };
}

/** Joins the queue; resolves when `pump` starts it, rejects when the signal is aborted before that. */
function enter(
  waiting: Waiting[],
  { tokens, signal, pump }: { tokens: number; signal: AbortSignal; pump: () => void },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      const position = waiting.indexOf(entry);
      if (position !== -1) waiting.splice(position, 1);
      // With nobody left to wait, no timer may keep the process alive.
      pump();
      reject(
        new ProviderError('cancelled', 'the call was cancelled before it was sent', { retryable: false }),
      );
    };
    const entry: Waiting = {
      tokens,
      start: () => {
        signal.removeEventListener('abort', leave);
        resolve();
      },
    };
    if (signal.aborted) {
      leave();
      return;
    }
    signal.addEventListener('abort', leave, { once: true });
    waiting.push(entry);
    pump();
  });
}

interface TokenBucket {
  /** Milliseconds until the bucket holds `amount` (or anything at all, for 0). */
  delay: (amount: number) => number;
  /** Takes out `amount`, into debt if need be: a call larger than the bucket must still pass. */
  take: (amount: number) => void;
}

/** Fills at `perMinute`, holds at most ten seconds' worth (and at least one), starts full. */
function tokenBucket(perMinute: number | undefined, now: () => number): TokenBucket {
  if (perMinute === undefined) return { delay: () => 0, take: () => undefined };
  const perMs = perMinute / 60_000;
  const capacity = Math.max(1, perMinute / 6);
  let level = capacity;
  let filledAt = now();
  const fill = () => {
    const time = now();
    // A clock that is set back takes nothing away.
    level = Math.min(capacity, level + Math.max(0, time - filledAt) * perMs);
    filledAt = time;
  };
  return {
    delay: (amount) => {
      fill();
      return level >= amount ? 0 : (amount - level) / perMs;
    },
    take: (amount) => {
      fill();
      level -= amount;
    },
  };
}
