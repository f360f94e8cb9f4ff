/** Keeps the calls to one endpoint within its limits: those that are told, and those that it shows by refusing. */

import { ProviderError } from '../../errors.ts';
import { type Announce, announceOnce } from './announce.ts';
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
  /** Told of long waits, and why. */
  announce?: Announce | undefined;
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

export function createLimiter({ concurrency, rpm, tpm, now, announce }: LimiterOptions): Limiter {
  const requests = createTokenBucket(rpm, now);
  const tokens = createTokenBucket(tpm, now);
  const congestion = createCongestion({ concurrency, now });
  const pause = createPause(now);
  let pauseMs = firstPauseMs;
  const announceOwn = announce && announceOnce(announce);
  const tell = (ms: number) => {
    if (pause.left() >= ms - 1) announce?.(ms, pause.why());
    else if (Math.max(requests.delay(1), tokens.delay(0)) >= ms - 1)
      announceOwn?.(ms, ownLimits({ rpm, tpm }));
  };
  const gate = createFifoGate({
    delay: () => Math.max(pause.left(), requests.delay(1), tokens.delay(0), congestion.delay()),
    take: (amount) => {
      requests.take(1);
      tokens.take(amount);
      return congestion.start();
    },
    onWait: announce && tell,
  });
  const noteFailure = (error: ProviderError, start: Start) => {
    if (error.retryAfterMs !== undefined)
      pause.extend(error.retryAfterMs, `the service asks for it (${error.kind})`);
    if (error.kind !== 'rate limit' && error.kind !== 'overloaded') return;
    const news = congestion.refused(start);
    if (!news || error.kind !== 'rate limit' || error.retryAfterMs !== undefined) return;
    pause.extend(pauseMs, `the service refuses more (${error.kind})`);
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
    pausedFor: pause.left,
  };
}

/** The time until which the service has asked to wait, and its reason. */
function createPause(now: () => number) {
  let until = 0;
  let reason = '';
  return {
    /** Milliseconds. */
    left: () => Math.max(0, until - now()),
    why: () => reason,
    extend: (ms: number, why: string) => {
      if (now() + ms <= until) return;
      until = now() + ms;
      reason = why;
    },
  };
}

/** The user's own limits, as flags. */
function ownLimits({ rpm, tpm }: Pick<LimiterOptions, 'rpm' | 'tpm'>): string {
  const flags = [rpm === undefined ? '' : `--rpm ${rpm}`, tpm === undefined ? '' : `--tpm ${tpm}`];
  return `${flags.filter((flag) => flag !== '').join(' and ')} let no more through`;
}
