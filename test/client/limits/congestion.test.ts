import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLimiter } from '../../../src/client/limits/limiter.ts';
import { ProviderError } from '../../../src/errors.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new AbortController().signal;

interface Service {
  latencyMs: number;
  /** Requests a second, in a bucket of one second's worth. */
  perSecond?: () => number;
  /** Calls at a time. */
  atOnce?: () => number;
  retryAfterMs?: number;
}

interface Figures {
  sent: number;
  refused: number;
  done: number;
  peak: number;
}

/** A service that refuses what is beyond its limits, at once. */
function serve({ latencyMs, perSecond, atOnce, retryAfterMs }: Service) {
  const figures: Figures = { sent: 0, refused: 0, done: 0, peak: 0 };
  let active = 0;
  let level = perSecond?.() ?? 0;
  let filledAt = Date.now();
  const admits = () => {
    if (atOnce && active >= atOnce()) return false;
    if (!perSecond) return true;
    level = Math.min(perSecond(), level + ((Date.now() - filledAt) * perSecond()) / 1000);
    filledAt = Date.now();
    if (level < 1) return false;
    level -= 1;
    return true;
  };
  const call = async () => {
    figures.sent += 1;
    await wait(1);
    if (!admits()) {
      figures.refused += 1;
      throw new ProviderError('rate limit', 'refused', { retryable: true, retryAfterMs });
    }
    active += 1;
    figures.peak = Math.max(figures.peak, active);
    await wait(latencyMs);
    active -= 1;
    figures.done += 1;
  };
  return { figures, call };
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Offers more calls than there are limits for, again and again, for so many seconds. */
async function offer(service: ReturnType<typeof serve>, seconds: number, concurrency = 500) {
  const limiter = createLimiter({ concurrency, now: Date.now });
  const end = Date.now() + seconds * 1000;
  const lane = async () => {
    for (let again = false; Date.now() < end; ) {
      again = await limiter.run({ tokens: 1, signal: never, again }, service.call).then(
        () => false,
        () => true,
      );
    }
  };
  const lanes = Promise.all(Array.from({ length: concurrency }, lane));
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  const { ...figures } = service.figures;
  vi.runAllTimersAsync();
  return { figures, lanes };
}

test.each([
  ['that says when to come back', { latencyMs: 200, perSecond: (): number => 50, retryAfterMs: 1000 }],
  ['that does not say when to come back', { latencyMs: 200, perSecond: (): number => 50 }],
  ['that answers at once', { latencyMs: 5, perSecond: (): number => 50, retryAfterMs: 1000 }],
  ['that answers slowly', { latencyMs: 4000, perSecond: (): number => 20, retryAfterMs: 1000 }],
])(
  'a service %s is used to its rate, with few refusals',
  async (_what, service: Service & { perSecond: () => number }) => {
    const { figures } = await offer(serve(service), 120);
    expect(figures.done / (120 * service.perSecond())).toBeGreaterThan(0.88);
    expect(figures.refused / figures.sent).toBeLessThan(0.03);
  },
);

test('a service that takes so many calls at a time is used to that, with few refusals', async () => {
  const { figures } = await offer(serve({ latencyMs: 500, atOnce: () => 20 }), 120);
  expect(figures.done / (120 * 40)).toBeGreaterThan(0.8);
  expect(figures.refused / figures.sent).toBeLessThan(0.1);
});

test('a rate that is raised is found out within minutes', async () => {
  let perSecond = 10;
  const service = serve({ latencyMs: 100, perSecond: () => perSecond, retryAfterMs: 1000 });
  const limiterRun = offer(service, 400);
  setTimeout(() => {
    perSecond = 60;
  }, 60_000);
  const { figures } = await limiterRun;
  expect(figures.done).toBeGreaterThan(60 * 10 + 340 * 60 * 0.5);
});

test('a service that refuses nothing is offered all that is allowed within moments', async () => {
  const { figures } = await offer(serve({ latencyMs: 1000 }), 10, 300);
  expect(figures.peak).toBe(300);
  expect(figures.refused).toBe(0);
});

test.each([
  ['that says when to come back', { retryAfterMs: 1000 }],
  ['that does not say when to come back', {}],
])(
  'the rate of a service %s is found though it admits but one call between two refusals',
  async (_what, more) => {
    const slow = { latencyMs: 200, perSecond: () => 1, ...more };
    const { figures } = await offer(serve(slow), 120, 8);
    expect(figures.done / 120).toBeGreaterThan(0.75);
    expect(figures.refused / figures.sent).toBeLessThan(0.25);
  },
);
