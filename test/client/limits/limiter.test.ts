import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLimiter, type LimiterOptions } from '../../../src/client/limits/limiter.ts';
import { type ErrorKind, ProviderError } from '../../../src/errors.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new AbortController().signal;
const limiterOf = (options: Partial<LimiterOptions>) =>
  createLimiter({ concurrency: 1000, now: Date.now, ...options });

/** Starts `count` calls of `tokens` each that last `ms`; tells when each began, in milliseconds from now. */
function start(limiter: ReturnType<typeof createLimiter>, count: number, { tokens = 1, ms = 0 } = {}) {
  const origin = Date.now();
  const began: number[] = [];
  const order: number[] = [];
  const state = { active: 0, peak: 0 };
  const calls = Array.from({ length: count }, (_, index) =>
    limiter.run({ tokens, signal: never }, async () => {
      began.push(Date.now() - origin);
      order.push(index);
      state.active += 1;
      state.peak = Math.max(state.peak, state.active);
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
      state.active -= 1;
      return index;
    }),
  );
  return { began, order, state, all: Promise.allSettled(calls) };
}

test.each([1, 3, 7])('the limiter keeps %i calls under way, no more and no fewer', async (concurrency) => {
  const { state, all, began } = start(limiterOf({ concurrency }), 20, { ms: 100 });
  await vi.runAllTimersAsync();
  await all;
  expect(state.peak).toBe(concurrency);
  expect(began.at(-1)).toBe((Math.ceil(20 / concurrency) - 1) * 100);
});

test('the limiter serves those who wait in the order they came, and gives each its own result', async () => {
  const { order, all } = start(limiterOf({ concurrency: 2 }), 12, { ms: 10 });
  await vi.runAllTimersAsync();
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(await all).toEqual(order.map((value) => ({ status: 'fulfilled', value })));
});

test('the limiter frees the place of a call that fails, and hands its error on', async () => {
  const limiter = limiterOf({ concurrency: 1 });
  const failing = limiter.run({ tokens: 1, signal: never }, () => Promise.reject(new Error('failed')));
  const next = limiter.run({ tokens: 1, signal: never }, async () => 'next');
  await expect(failing).rejects.toThrow('failed');
  expect(await next).toBe('next');
});

test('the limiter sends ten seconds’ worth of requests at once and the rest at the rate of a minute', async () => {
  const { began, all } = start(limiterOf({ rpm: 60 }), 15);
  await vi.runAllTimersAsync();
  await all;
  expect(began.slice(0, 10)).toEqual(Array(10).fill(0));
  expect(began.slice(10)).toEqual([1000, 2000, 3000, 4000, 5000]);
});

test('the limiter keeps to a rate below one request in ten seconds', async () => {
  const { began, all } = start(limiterOf({ rpm: 2 }), 4);
  await vi.runAllTimersAsync();
  await all;
  expect(began).toEqual([0, 30_000, 60_000, 90_000]);
});

test('the limiter saves up no more than ten seconds’ worth', async () => {
  const limiter = limiterOf({ rpm: 60 });
  await vi.advanceTimersByTimeAsync(3_600_000);
  const { began, all } = start(limiter, 12);
  await vi.runAllTimersAsync();
  await all;
  expect(began).toEqual([...Array(10).fill(0), 1000, 2000]);
});

test('the limiter lets a call of any size pass, and makes the next one wait until its tokens are paid off', async () => {
  // 6000 tokens a minute are 100 a second; the bucket holds 1000.
  const { began, all } = start(limiterOf({ tpm: 6000 }), 3, { tokens: 5000 });
  await vi.runAllTimersAsync();
  await all;
  expect(began).toEqual([0, 40_000, 90_000]);
});

test('the limiter corrects its estimate of tokens, up and down', async () => {
  const limiter = limiterOf({ tpm: 6000 });
  await limiter.run({ tokens: 100, signal: never }, async () => 'done');
  limiter.correct(2900);
  const late = start(limiter, 1);
  await vi.runAllTimersAsync();
  expect(late.began).toEqual([20_000]);
  const other = limiterOf({ tpm: 6000 });
  await other.run({ tokens: 3000, signal: never }, async () => 'done');
  other.correct(-2500);
  const early = start(other, 1);
  await vi.runAllTimersAsync();
  expect(early.began).toEqual([0]);
});

const refusal = (retryAfterMs?: number, kind: ErrorKind = 'rate limit') =>
  new ProviderError(kind, kind, { retryable: true, retryAfterMs });

/** Has the limiter see one call refused. */
const refuse = (limiter: ReturnType<typeof createLimiter>, error: ProviderError) =>
  limiter.run({ tokens: 1, signal: never }, () => Promise.reject(error)).catch(() => undefined);

test('the limiter starts nothing while the service wants a pause, and keeps the longest of several', async () => {
  const limiter = limiterOf({});
  await Promise.all([refuse(limiter, refusal(5000)), refuse(limiter, refusal(1000, 'server error'))]);
  expect(limiter.pausedFor()).toBe(5000);
  const { began, all } = start(limiter, 3);
  await vi.runAllTimersAsync();
  await all;
  expect(began).toEqual([5000, 5000, 5000]);
});

test('the limiter heeds a pause that comes while others wait already', async () => {
  const limiter = limiterOf({ concurrency: 1 });
  const first = limiter.run({ tokens: 1, signal: never }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    throw refusal(30_000);
  });
  const { began, all } = start(limiter, 1);
  await expect(Promise.all([first, vi.runAllTimersAsync()])).rejects.toThrow('rate limit');
  await vi.runAllTimersAsync();
  await all;
  expect(began).toEqual([32_000]);
});

test('the limiter pauses longer and longer where refusals do not say how long, until a call succeeds', async () => {
  const limiter = limiterOf({});
  const pauses: number[] = [];
  for (const _ of [1, 2, 3]) {
    const refused = refuse(limiter, refusal());
    await vi.runAllTimersAsync();
    await refused;
    pauses.push(limiter.pausedFor());
    await vi.advanceTimersByTimeAsync(limiter.pausedFor());
  }
  expect(pauses).toEqual([500, 1000, 2000]);
  await limiter.run({ tokens: 1, signal: never }, async () => 'done');
  await refuse(limiter, refusal());
  expect(limiter.pausedFor()).toBe(500);
});

test('the limiter does not pause for a service that is overloaded and names no time', async () => {
  const limiter = limiterOf({});
  await refuse(limiter, refusal(undefined, 'overloaded'));
  expect(limiter.pausedFor()).toBe(0);
});

test('the limiter lets a call that was refused go before those that have not been tried', async () => {
  const limiter = limiterOf({ concurrency: 1 });
  const order: string[] = [];
  const note = (name: string) => async () => void order.push(name);
  const busy = start(limiter, 1, { ms: 10 });
  const calls = [
    limiter.run({ tokens: 1, signal: never }, note('new')),
    limiter.run({ tokens: 1, signal: never, again: true }, note('again')),
  ];
  await vi.runAllTimersAsync();
  await Promise.all([busy.all, ...calls]);
  expect(order).toEqual(['again', 'new']);
});

test('the limiter takes nothing away when the clock is set back', async () => {
  const limiter = limiterOf({ rpm: 60 });
  vi.setSystemTime(1_000_000 - 900_000);
  const { began, all } = start(limiter, 10);
  await vi.runAllTimersAsync();
  await all;
  expect(began).toEqual(Array(10).fill(0));
});

test('the limiter removes those who wait when they are aborted, and nobody else', async () => {
  const limiter = limiterOf({ concurrency: 1 });
  const stop = new AbortController();
  const busy = start(limiter, 1, { ms: 100 });
  const work = vi.fn(async () => 'too late');
  const aborted = limiter.run({ tokens: 1, signal: stop.signal }, work).catch((error: unknown) => error);
  const after = limiter.run({ tokens: 1, signal: never }, async () => 'served');
  stop.abort();
  const error = await aborted;
  expect(error).toBeInstanceOf(ProviderError);
  expect(error).toMatchObject({ kind: 'cancelled', retryable: false });
  await vi.runAllTimersAsync();
  await busy.all;
  expect(await after).toBe('served');
  expect(work).not.toHaveBeenCalled();
});

test('the limiter begins nothing for a signal that is aborted already', async () => {
  const stop = new AbortController();
  stop.abort();
  const work = vi.fn(async () => 'too late');
  await expect(limiterOf({}).run({ tokens: 1, signal: stop.signal }, work)).rejects.toMatchObject({
    kind: 'cancelled',
  });
  expect(work).not.toHaveBeenCalled();
});

test('the limiter leaves a call under way alone when its signal is aborted', async () => {
  const limiter = limiterOf({ concurrency: 1 });
  const stop = new AbortController();
  const running = limiter.run({ tokens: 1, signal: stop.signal }, async () => {
    stop.abort();
    return 'finished';
  });
  expect(await running).toBe('finished');
  expect(await limiter.run({ tokens: 1, signal: never }, async () => 'next')).toBe('next');
});

test('the limiter keeps no timer, and so no process alive, once nobody waits', async () => {
  const limiter = limiterOf({});
  const stop = new AbortController();
  await refuse(limiter, refusal(300_000));
  const waiting = [1, 2].map(() =>
    limiter.run({ tokens: 1, signal: stop.signal }, async () => 'x').catch(() => 'cancelled'),
  );
  expect(vi.getTimerCount()).toBe(1);
  stop.abort();
  expect(await Promise.all(waiting)).toEqual(['cancelled', 'cancelled']);
  expect(vi.getTimerCount()).toBe(0);
});
