import { expect, test } from 'vitest';
import type { AskRequest } from '../../../src/client/client.ts';
import { ProviderError } from '../../../src/errors.ts';
import { answerQuestion } from '../../../src/generate/answers/converse.ts';
import { effectiveSettings } from '../../../src/generate/answers/effective-settings.ts';
import { resolveModel } from '../../../src/providers/resolve-model.ts';

const models = {
  endpoints: {},
  models: {
    cool: { endpoint: 'openai', model: 'm', parameters: { temperature: 0.3, top_p: 0.9 } },
    told: { endpoint: 'openai', model: 'm', system_prompt: 'Be short.' },
  },
};
const resolve = (spec: string) => resolveModel(spec, { models, env: {}, needsKey: false });
const call = { sent: { endpoint: 'e', model: 'm', parameters: {} }, finish_reason: 'stop' as const };
const question = { question_id: 1, category: 'math', turns: ['One?', 'Two?'] };

/** Answers each turn with its number, and notes what it was asked. */
function client() {
  const asked: AskRequest[] = [];
  return {
    asked,
    ask: async (request: AskRequest) => {
      asked.push(request);
      const turn = request.messages.filter(({ role }) => role === 'user').length;
      return { text: `answer ${turn}`, call: { ...call, latency_ms: 0, attempts: 1 } };
    },
  };
}

test('each turn sees the earlier ones and the answers to them, below the system prompt', async () => {
  const { asked, ask } = client();
  const options = { target: resolve('told'), client: { ask }, settings: {}, now: () => 5000 };
  const answer = await answerQuestion(question, { missing: [0], kept: [] }, options);
  expect(asked.map(({ messages }) => messages.map(({ role, content }) => `${role}: ${content}`))).toEqual([
    ['system: Be short.', 'user: One?'],
    ['system: Be short.', 'user: One?', 'assistant: answer 1', 'user: Two?'],
  ]);
  expect(answer).toMatchObject({ question_id: 1, model_id: 'told', tstamp: 5 });
  expect(answer.choices).toMatchObject([{ index: 0, turns: ['answer 1', 'answer 2'] }]);
});

test('choices that are kept stay as they are, and only the missing ones are asked', async () => {
  const { asked, ask } = client();
  const kept = [{ index: 1, turns: ['kept 1', 'kept 2'] }];
  const options = { target: resolve('openai/m'), client: { ask }, settings: {}, now: Date.now };
  const answer = await answerQuestion(question, { missing: [2, 0], kept }, options);
  expect(answer.choices.map(({ index, turns }) => [index, turns[0]])).toEqual([
    [0, 'answer 1'],
    [1, 'kept 1'],
    [2, 'answer 1'],
  ]);
  expect([...new Set(asked.map(({ repeat }) => repeat))].sort()).toEqual([0, 2]);
});

test('the temperature is the forced one, the model’s own, the question’s, or its category’s', () => {
  const of = (spec: string, asked: object = {}, settings: object = {}) =>
    effectiveSettings({ category: 'math', ...asked }, { target: resolve(spec), settings }).temperature;
  expect(of('cool', { required_temperature: 1 }, { temperature: 0.5 })).toBe(0.5);
  expect(of('cool', { required_temperature: 1 })).toBe(0.3);
  expect(of('openai/m', { required_temperature: 1 })).toBe(1);
  expect(of('openai/m')).toBe(0);
  expect(of('openai/m', { category: 'writing' })).toBe(0.7);
  expect(of('openai/m', { category: 'something else' })).toBe(0.7);
});

test('the parameters are those that go over the wire', () => {
  const settings = { maxTokens: 50 };
  const { parameters } = effectiveSettings({ category: 'math' }, { target: resolve('cool'), settings });
  expect(parameters).toEqual({ top_p: 0.9, temperature: 0.3, max_tokens: 50 });
});

test('a turn that does not fit into the context ends its conversation, and what was answered is kept', async () => {
  const tooLong = (closesModel = false) =>
    new ProviderError('context exceeded', 'too long', { retryable: false, closesModel });
  const failingAt = (turn: number, error: Error) => ({
    ask: async (request: AskRequest) => {
      const asked = request.messages.filter(({ role }) => role === 'user').length;
      if (asked >= turn) throw error;
      return { text: `answer ${asked}`, call: { ...call, latency_ms: 0, attempts: 1 } };
    },
  });
  const answer = (failing: ReturnType<typeof failingAt>) =>
    answerQuestion(
      { ...question, turns: ['One?', 'Two?', 'Three?'] },
      { missing: [0], kept: [] },
      { target: resolve('openai/m'), client: failing, settings: {}, now: Date.now },
    );
  const [choice] = (await answer(failingAt(2, tooLong()))).choices;
  expect(choice).toMatchObject({
    turns: ['answer 1', '', ''],
    unanswered: { turn: 2, reason: 'context_exceeded', message: 'too long' },
  });
  expect(choice?.calls).toHaveLength(1);
  // Nothing to keep, a limit that can be lowered, and any other error.
  const other = new ProviderError('server error', 'oops', { retryable: true });
  for (const failing of [failingAt(1, tooLong()), failingAt(2, tooLong(true)), failingAt(2, other)])
    await expect(answer(failing)).rejects.toThrow(ProviderError);
});
