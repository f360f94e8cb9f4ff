import { expect, test } from 'vitest';
import { outcomeFlags } from '../../src/client/outcome.ts';
import type { Call } from '../../src/records/calls/call.ts';

const call = (change: Partial<Call> = {}, sent: Partial<Call['sent']> = {}): Call => ({
  sent: { endpoint: 'e', model: 'm', parameters: { max_tokens: 100 }, ...sent },
  finish_reason: 'length',
  latency_ms: 0,
  attempts: 1,
  ...change,
});
const tokens = (output_tokens: number) => ({ usage: { input_tokens: 10, output_tokens } });

test('a reply that was cut off at its limit is told from one that filled the context', () => {
  expect(outcomeFlags('Blue', call(tokens(100)))).toEqual(['length']);
  expect(outcomeFlags('Blue', call(tokens(60)))).toEqual(['context']);
  expect(outcomeFlags('Blue', call())).toEqual(['length']);
  expect(outcomeFlags('Blue', call(tokens(100), { max_tokens_lowered_from: 4096 }))).toEqual(['context']);
  expect(outcomeFlags('Blue', call(tokens(60), { parameters: {} }))).toEqual(['length']);
});

test('an empty reply is told from one with reasoning alone', () => {
  expect(outcomeFlags(' ', call({ finish_reason: 'stop' }))).toEqual(['empty']);
  expect(outcomeFlags('', call({ finish_reason: 'stop', reasoning: 'hm' }))).toEqual(['reasoning']);
  expect(outcomeFlags('Blue', call({ finish_reason: 'stop', reasoning: 'hm' }))).toEqual([]);
});
