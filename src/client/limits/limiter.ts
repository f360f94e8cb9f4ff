/** Keeps the calls to one endpoint within its limits: those that are told, and those that it shows by refusing. */

import { ProviderError } from '../../errors.ts';
import { createCongestion } from './congestion.ts';
import { createFifoGate } from './fifo-gate.ts';
import type { Start } from './rate-estimate.ts';
import { createTokenBucket } from './token-bucket.ts';

export interface LimiterOptions {
  /** The most calls at a time; fewer while the service refuses some. */
  concurrency: number;
  /** Requests per minute. */
  rpm?: number | undefined;
  /** Tokens per minute, estimated before the call and corrected after it. */
  tpm?: number | undefined;
  /** Milliseconds; handed in for tests. */
  now: () => number;
}

interface RunOptions {
  /** Estimate of the tokens that the call will take. */
  tokens: number;
  signal: AbortSignal;
  /** True for a call that was refused once: it goes before those that have not been tried. */
  again?: boolean;
  /** Called when the call has to wait no longer. */
  onStart?: () => void;
}

export interface Limiter {
  /** Runs `work` when the limits allow, first come first served. Rejects as cancelled once `signal` is aborted. */
  run: <Result>(options: RunOptions, work: () => Promise<Result>) => Promise<Result>;
  /** Corrects the token count of a call that is done: what it took beyond the estimate (may be negative). */
  correct: (tokens: number) => void;
  /** Milliseconds for which nothing is started, since the service has asked to wait. */
  pausedFor: () => number;
}

/** The first wait after a refusal that does not say how long to wait, in milliseconds; it doubles up to the longest. */
const firstPauseMs = 500;
const longestPauseMs = 60_000;

export function createLimiter({ concurrency, rpm, tpm, now }: LimiterOptions): Limiter {
  const requests = createTokenBucket(rpm, now);
  const tokens = createTokenBucket(tpm, now);
  const congestion = createCongestion({ concurrency, now });
  let pausedUntil = 0;
  let pauseMs = firstPauseMs;
  const pause = (ms: number) => {
    pausedUntil = Math.max(pausedUntil, now() + ms);
  };
  const gate = createFifoGate({
    delay: () => Math.max(pausedUntil - now(), requests.delay(1), tokens.delay(0), congestion.delay()),
    take: (amount) => {
      requests.take(1);
      tokens.take(amount);
      return congestion.start();
    },
  });
  const noteFailure = (error: ProviderError, start: Start) => {
    if (error.retryAfterMs !== undefined) pause(error.retryAfterMs);
    if (error.kind !== 'rate limit' && error.kind !== 'overloaded') return;
    const news = congestion.refused(start);
    if (!news || error.kind !== 'rate limit' || error.retryAfterMs !== undefined) return;
    pause(pauseMs);
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  };
  return {
    run: async ({ tokens: estimate, signal, again = false, onStart }, work) => {
      const start = await gate.pass(estimate, { signal, first: again });
      onStart?.();
      try {
        const result = await work();
        congestion.succeeded(start);
        pauseMs = firstPauseMs;
        return result;
      } catch (error) {
        if (error instanceof ProviderError) noteFailure(error, start);
        throw error;
      } finally {
        congestion.ended();
        gate.pump();
      }
    },
    correct: (difference) => tokens.take(difference),
    pausedFor: () => Math.max(0, pausedUntil - now()),
  };
}
