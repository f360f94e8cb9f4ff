/** Tries a call again after errors that may pass. */

import pRetry from 'p-retry';
import { ProviderError } from '../errors.ts';

interface RetryOptions {
  maxRetries: number;
  /** Once aborted, nothing is tried again; its reason should be a ProviderError. */
  signal: AbortSignal;
  /** Called before each further try, with the longest that it will wait, in milliseconds. */
  onRetry: (error: ProviderError, mostMs: number) => void;
  /** First wait, in milliseconds; it doubles from try to try, with jitter, up to a minute. */
  minTimeoutMs?: number;
}

const longestWaitMs = 60_000;

/**
 * Runs `attempt` until it succeeds, fails for good, or has been retried `maxRetries` times. `attempt` must reject with
 * ProviderErrors only: p-retry by itself takes a TypeError (which is how a body cut short surfaces) for a bug.
 */
export async function withRetry<Result>(
  attempt: (attemptNumber: number) => Promise<Result>,
  options: RetryOptions,
): Promise<Result> {
  options.signal.throwIfAborted();
  try {
    return await attempt(1);
  } catch (error) {
    // A run that is being stopped gets an error that ends the call all the same.
    if (!mayPass(error) || options.maxRetries === 0) throw error;
    // Most calls succeed at once: what there is to do for the others is done for them alone.
    return tryAgain(error, attempt, options);
  }
}

async function tryAgain<Result>(
  failure: unknown,
  attempt: (attemptNumber: number) => Promise<Result>,
  { maxRetries, signal, onRetry, minTimeoutMs = 500 }: RetryOptions,
): Promise<Result> {
  const results: { result: Result }[] = [];
  const keepResult = async (attemptNumber: number) => {
    if (attemptNumber === 1) throw failure;
    results.push({ result: await attempt(attemptNumber) });
  };
  const trying = pRetry(keepResult, {
    retries: maxRetries,
    minTimeout: minTimeoutMs,
    maxTimeout: longestWaitMs,
    factor: 2,
    randomize: true,
    signal,
    shouldRetry: ({ error }) => mayPass(error),
    onFailedAttempt: ({ error, retriesLeft, retriesConsumed }) => {
      // The jitter is a factor of at most two.
      const mostMs = Math.min(longestWaitMs, 2 * minTimeoutMs * 2 ** retriesConsumed);
      if (mayPass(error) && retriesLeft > 0 && !signal.aborted) onRetry(error, mostMs);
    },
  });
  await trying.catch((error: unknown) => {
    // p-retry rejects even a success once the signal is aborted; a reply that came, and was paid for, is kept.
    if (results.length === 0) throw error;
  });
  const [done] = results;
  if (!done) throw new Error('retrying ended with neither a result nor an error');
  return done.result;
}

function mayPass(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.retryable;
}
