import { expect, test } from 'vitest';
import { alreadyChanged, createParameters } from '../../src/client/parameters.ts';
import type { Rules } from '../../src/providers/model-rules.ts';

const plain: Rules = { temperature: true, maxTokensField: 'max_tokens', maxTokens: 4096 };
const reasoning: Rules = { temperature: false, maxTokensField: 'max_completion_tokens', maxTokens: 16_384 };
const parametersOf = (rules: Rules, parameters: Record<string, unknown> = {}) =>
  createParameters({ rules, parameters });

test('`wanted()` sends temperature and token limit as the rules of the model say', () => {
  expect(parametersOf(plain).wanted({ temperature: 0.7 })).toEqual({ temperature: 0.7, max_tokens: 4096 });
  expect(parametersOf(plain).wanted({ temperature: 0, maxTokens: 9 })).toEqual({
    temperature: 0,
    max_tokens: 9,
  });
  expect(parametersOf(plain).wanted({})).toEqual({ max_tokens: 4096 });
  expect(parametersOf(reasoning).wanted({ temperature: 0.7 })).toEqual({ max_completion_tokens: 16_384 });
});

test('`wanted()` sends the parameters of models.yaml as they are', () => {
  const own = { top_p: 0.9, reasoning: { effort: 'high' } };
  expect(parametersOf(plain, own).wanted({})).toEqual({ ...own, max_tokens: 4096 });
});

test.each(['max_tokens', 'max_completion_tokens'])(
  '`wanted()` takes the %s of models.yaml as the limit, under the name that the rules want',
  (field) => {
    expect(parametersOf(plain, { [field]: 50 }).wanted({})).toEqual({ max_tokens: 50 });
    expect(parametersOf(reasoning, { [field]: 50 }).wanted({})).toEqual({ max_completion_tokens: 50 });
    expect(parametersOf(reasoning, { [field]: 50 }).wanted({ maxTokens: 9 })).toEqual({
      max_completion_tokens: 9,
    });
  },
);

test('`accepted()` leaves a refused parameter out for the rest of the run, and `wanted()` stays as it is', () => {
  const parameters = parametersOf(plain);
  const question = { temperature: 0.7 };
  expect(parameters.refuse('temperature', parameters.accepted(question))).toBe('leaving it out');
  expect(parameters.accepted(question)).toEqual({ max_tokens: 4096 });
  expect(parameters.wanted(question)).toEqual({ temperature: 0.7, max_tokens: 4096 });
});

test.each([
  [plain, 'max_tokens', 'max_completion_tokens'],
  [reasoning, 'max_completion_tokens', 'max_tokens'],
] as const)('`accepted()` sends a refused %2$s under the other name', (rules, field, other) => {
  const parameters = parametersOf(rules);
  expect(parameters.refuse(field, parameters.accepted({ maxTokens: 9 }))).toBe(`sending ${other} instead`);
  expect(parameters.accepted({ maxTokens: 9 })).toEqual({ [other]: 9 });
});

test('`accepted()` leaves the token limit out when both of its names have been refused', () => {
  const parameters = parametersOf(plain);
  parameters.refuse('max_tokens', parameters.accepted({}));
  expect(parameters.refuse('max_completion_tokens', parameters.accepted({}))).toBe('leaving it out');
  expect(parameters.accepted({})).toEqual({});
});

test('`refuse()` says that nothing is left to change for a parameter that was not sent', () => {
  const parameters = parametersOf(plain);
  expect(parameters.refuse('top_p', parameters.accepted({}))).toBeUndefined();
  expect(parameters.refuse('model', parameters.accepted({}))).toBeUndefined();
});

test('`refuse()` does not go round in circles when a service refuses what was left out', () => {
  const parameters = parametersOf(plain);
  parameters.refuse('temperature', parameters.accepted({ temperature: 1 }));
  expect(parameters.refuse('temperature', parameters.accepted({ temperature: 1 }))).toBeUndefined();
  parameters.refuse('max_tokens', parameters.accepted({}));
  parameters.refuse('max_completion_tokens', parameters.accepted({}));
  expect(parameters.refuse('max_completion_tokens', parameters.accepted({}))).toBeUndefined();
  expect(parameters.refuse('max_tokens', parameters.accepted({}))).toBeUndefined();
});

test('`refuse()` changes nothing further when a call sent at the same time meets the same refusal', () => {
  const parameters = parametersOf(plain);
  const sent = parameters.accepted({ temperature: 0.7 });
  for (const field of ['temperature', 'max_tokens']) parameters.refuse(field, sent);
  // The second call was sent before either refusal came; it needs only to be sent again.
  expect(parameters.refuse('temperature', sent)).toBe(alreadyChanged);
  expect(parameters.refuse('max_tokens', sent)).toBe(alreadyChanged);
  expect(parameters.accepted({ temperature: 0.7 })).toEqual({ max_completion_tokens: 4096 });
});

test('what one model refuses is no concern of another', () => {
  const first = parametersOf(plain);
  first.refuse('temperature', first.accepted({ temperature: 1 }));
  expect(parametersOf(plain).accepted({ temperature: 1 })).toHaveProperty('temperature');
});
