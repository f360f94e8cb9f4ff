import { expect, test } from 'vitest';
import {
  countFailure,
  countOutcome,
  countUsage,
  createMeter,
  sumMeters,
  watchCall,
} from '../../src/client/meter.ts';
import { ProviderError } from '../../src/errors.ts';
import type { Call } from '../../src/records/calls/call.ts';

const call = (finish_reason: Call['finish_reason']): Call => ({
  sent: { endpoint: 'e', model: 'm', parameters: {} },
  finish_reason,
  latency_ms: 1,
  attempts: 1,
});

test('the meter counts failures by kind, each with its first message', () => {
  const meter = createMeter();
  for (const message of ['first', 'second']) {
    countFailure(meter, new ProviderError('overloaded', message, { retryable: true }));
  }
  countFailure(meter, new ProviderError('auth', 'no key', { retryable: false }));
  expect([...meter.failures]).toEqual([
    ['overloaded', { count: 2, example: 'first' }],
    ['auth', { count: 1, example: 'no key' }],
  ]);
});

test('the meter counts tokens and money, and replies whose price is not known', () => {
  const meter = createMeter();
  expect(meter.cost).toBeUndefined();
  countUsage(meter, { input_tokens: 10, output_tokens: 5 }, 0.25);
  countUsage(meter, { input_tokens: 1, output_tokens: 2 }, undefined);
  countUsage(meter, undefined, undefined);
  expect(meter).toMatchObject({ inputTokens: 11, outputTokens: 7, cost: 0.25, unpriced: 2, uncounted: 1 });
});

test('the meter counts refusals, cut-off, filtered and empty replies', () => {
  const meter = createMeter();
  countOutcome(meter, 'text', call('stop'));
  countOutcome(meter, 'text', call('other'));
  countOutcome(meter, 'no', call('refusal'));
  countOutcome(meter, ' \n', call('length'));
  countOutcome(meter, '', call('content_filter'));
  expect(Object.fromEntries(meter.flagged)).toEqual({ refusal: 1, length: 1, content_filter: 1, empty: 2 });
});

test('a call that is watched is queued, under way, waiting and timed in turn', async () => {
  const meter = createMeter();
  let at = 1000;
  const watch = watchCall(meter, { about: 'question 1 turn 1', now: () => at });
  expect(meter).toMatchObject({ queued: 1, inFlight: 0 });
  const failing = watch.during(async () => {
    expect(meter).toMatchObject({ queued: 0, inFlight: 1 });
    at = 3000;
    throw new Error('429');
  });
  await expect(failing).rejects.toThrow('429');
  watch.retries({ kind: 'rate limit', retryAfterMs: 5000 });
  expect(meter).toMatchObject({ queued: 0, inFlight: 0, retries: 1 });
  expect([...meter.waiting]).toEqual([{ kind: 'rate limit', until: 8000 }]);
  at = 8000;
  await watch.during(async () => {
    expect(meter.waiting.size).toBe(0);
    at = 9000;
  });
  watch.ends('answered');
  expect(meter.slowest).toEqual([{ about: 'question 1 turn 1', ms: 8000, attempts: 2, failed: false }]);
});

test('the three slowest calls are kept, and none that was never sent or was cut off', async () => {
  const meter = createMeter();
  let at = 0;
  const took = async (ms: number, how: 'answered' | 'failed' | 'cancelled') => {
    const watch = watchCall(meter, { about: `${ms}`, now: () => at });
    await watch.during(async () => {
      at += ms;
    });
    watch.ends(how);
  };
  for (const ms of [5, 40, 10, 30]) await took(ms, 'answered');
  await took(20, 'failed');
  await took(99, 'cancelled');
  watchCall(meter, { about: 'unsent', now: () => at }).ends('failed');
  expect(meter.slowest.map(({ about, failed }) => [about, failed])).toEqual([
    ['40', false],
    ['30', false],
    ['20', true],
  ]);
  expect(meter).toMatchObject({ queued: 0, inFlight: 0 });
});

test('several meters add up to one, with a cost where any has one', () => {
  const [first, second] = [createMeter(), createMeter()];
  countUsage(first, { input_tokens: 10, output_tokens: 5 }, undefined);
  expect(sumMeters([first]).cost).toBeUndefined();
  countUsage(second, { input_tokens: 1, output_tokens: 2 }, 0.5);
  for (const meter of [first, second]) {
    countFailure(meter, new ProviderError('auth', 'no key', { retryable: false }));
    countOutcome(meter, '', call('stop'));
    meter.slowest.push({ about: 'a', ms: meter === first ? 1 : 2, attempts: 1, failed: false });
  }
  const sum = sumMeters([first, second]);
  expect(sum).toMatchObject({ inputTokens: 11, outputTokens: 7, cost: 0.5, unpriced: 1 });
  expect([...sum.failures]).toEqual([['auth', { count: 2, example: 'no key' }]]);
  expect([...sum.flagged]).toEqual([['empty', 2]]);
  expect(sum.slowest.map(({ ms }) => ms)).toEqual([2, 1]);
});
