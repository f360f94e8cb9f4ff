import { expect, test } from 'vitest';
import { countFailure, countOutcome, countUsage, createMeter } from '../../src/calls/meter.ts';
import { ProviderError } from '../../src/errors.ts';
import type { Call } from '../../src/records/call.ts';

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
  expect(meter).toMatchObject({ inputTokens: 11, outputTokens: 7, cost: 0.25, unpriced: 2 });
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
