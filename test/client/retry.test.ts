import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withRetry } from '../../src/client/retry.ts';
import { ProviderError } from '../../src/errors.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const passing = (retryAfterMs?: number) =>
  new ProviderError('overloaded', 'busy', { retryable: true, retryAfterMs });
const lasting = new ProviderError('bad request', 'no', { retryable: false });
const never = new AbortController().signal;
const cancelled = new ProviderError('cancelled', 'the run was stopped', { retryable: false });

/** Runs to its end with all waits skipped; tells what came of it and what was retried. */
async function run(attempt: (number: number) => Promise<string>, maxRetries = 3, signal = never) {
  const retried: ProviderError[] = [];
  const outcome = withRetry(attempt, { maxRetries, signal, onRetry: (error) => retried.push(error) }).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await vi.runAllTimersAsync();
  return { ...(await outcome), retried };
}

test('`withRetry()` asks once where the first attempt succeeds', async () => {
  const attempt = vi.fn(async () => 'reply');
  expect(await run(attempt)).toEqual({ value: 'reply', retried: [] });
  expect(attempt.mock.calls).toEqual([[1]]);
});

test('`withRetry()` tries again after errors that may pass, and counts its attempts', async () => {
  const errors = [passing(), passing(7)];
  const attempt = vi.fn(async (number: number) => {
    const error = errors[number - 1];
    if (error) throw error;
    return 'reply';
  });
  expect(await run(attempt)).toEqual({ value: 'reply', retried: errors });
  expect(attempt.mock.calls).toEqual([[1], [2], [3]]);
});

test('`withRetry()` gives up after so many retries, with the last error', async () => {
  const errors = Array.from({ length: 9 }, () => passing());
  const attempt = vi.fn(async (number: number): Promise<string> => {
    throw errors[number - 1];
  });
  const { error, retried } = { error: undefined, ...(await run(attempt, 3)) };
  expect(error).toBe(errors[3]);
  expect(attempt).toHaveBeenCalledTimes(4);
  // The last failure is followed by no further try.
  expect(retried).toEqual(errors.slice(0, 3));
});

test.each([
  ['a fault that does not pass', lasting],
  ['a bug', new Error('a bug')],
  ['a TypeError that escaped a provider', new TypeError('terminated')],
])('`withRetry()` never tries again after %s', async (_what, thrown) => {
  const attempt = vi.fn(async (): Promise<string> => {
    throw thrown;
  });
  expect(await run(attempt)).toEqual({ error: thrown, retried: [] });
  expect(attempt).toHaveBeenCalledTimes(1);
});

test('`withRetry()` does not retry at all where it may not', async () => {
  const attempt = vi.fn(async (): Promise<string> => {
    throw passing();
  });
  expect(await run(attempt, 0)).toMatchObject({ error: { kind: 'overloaded' }, retried: [] });
  expect(attempt).toHaveBeenCalledTimes(1);
});

test('`withRetry()` waits twice as long from try to try, with jitter, up to a minute', async () => {
  const times: number[] = [];
  await run(async (): Promise<string> => {
    times.push(Date.now());
    throw passing();
  }, 10);
  const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  for (const [index, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(Math.min(60_000, 500 * 2 ** index));
    expect(wait).toBeLessThanOrEqual(Math.min(60_000, 1000 * 2 ** index));
  }
  expect(waits).toHaveLength(10);
});

test('`withRetry()` begins nothing once the run is stopped', async () => {
  const stop = new AbortController();
  stop.abort(cancelled);
  const attempt = vi.fn(async () => 'reply');
  expect(await run(attempt, 3, stop.signal)).toMatchObject({ error: cancelled });
  expect(attempt).not.toHaveBeenCalled();
});

test('`withRetry()` ends its wait at once when the run is stopped', async () => {
  const stop = new AbortController();
  const attempt = vi.fn(async (): Promise<string> => {
    throw passing();
  });
  const trying = withRetry(attempt, { maxRetries: 3, signal: stop.signal, onRetry: () => undefined });
  const outcome = trying.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(10);
  stop.abort(cancelled);
  expect(await outcome).toBe(cancelled);
  expect(attempt).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('`withRetry()` keeps a reply that comes after the run was stopped: it has been paid for', async () => {
  const stop = new AbortController();
  const attempt = async () => {
    stop.abort(cancelled);
    return 'reply';
  };
  expect(await run(attempt, 3, stop.signal)).toEqual({ value: 'reply', retried: [] });
});

test('`withRetry()` keeps an empty reply too', async () => {
  const stop = new AbortController();
  const attempt = async () => {
    stop.abort(cancelled);
    return '';
  };
  expect(await run(attempt, 3, stop.signal)).toEqual({ value: '', retried: [] });
});

test.each([
  ['ends a call for good', new ProviderError('bad request', 'no', { retryable: false }), 3],
  ['is the last that is borne', new ProviderError('overloaded', 'no', { retryable: true }), 0],
])('`withRetry()` tells of a fault that %s, though the run was stopped', async (_, fault, maxRetries) => {
  const stop = new AbortController();
  const attempt = async (): Promise<string> => {
    stop.abort(cancelled);
    throw fault;
  };
  expect(await run(attempt, maxRetries, stop.signal)).toMatchObject({ error: fault });
});
