import { expect, test } from 'vitest';
import { ProviderError, UserError } from '../../src/errors.ts';
import { createProvider } from '../../src/providers/create-provider.ts';
import { offlineProvider } from '../../src/providers/offline.ts';
import type { Message } from '../../src/providers/provider.ts';
import { resolveModel } from '../../src/providers/resolve-model.ts';
import type { Question } from '../../src/records/question.ts';
import { patient, shared } from './subjects.ts';

const questions: Question[] = [
  { question_id: 1, category: 'math', turns: ['What is 2 + 2?', 'And 4 + 4?'], reference: ['four', 'eight'] },
  { question_id: 2, category: 'writing', turns: ['What is 2 + 2?', 'Write a poem about it.'] },
  { question_id: 3, category: 'writing', turns: ['Describe a harbour, please.'] },
];

/** The texts of a demo model over a conversation of these user turns. */
const ask = async (model: string, ...turns: string[]) => {
  const messages = turns.flatMap((content): Message[] => [
    { role: 'user', content },
    { role: 'assistant', content: 'Whatever was answered.' },
  ]);
  const request = { model, messages: messages.slice(0, -1), parameters: {} };
  return (await offlineProvider(model, questions).ask(request, patient)).text;
};

test('offline/reference answers each turn of a conversation with its own reference', async () => {
  expect(await ask('reference', 'What is 2 + 2?')).toBe('four');
  expect(await ask('reference', 'What is 2 + 2?', 'And 4 + 4?')).toBe('eight');
});

test('offline/reference fills a template where there is no reference, and says that it answers nothing', async () => {
  const text = await ask('reference', 'Describe a harbour, please.');
  expect(text).toContain('You ask: Describe a harbour, please.');
  expect(text).toContain('answers nothing');
  expect(await ask('reference', 'And 4 + 4?')).toContain('answers nothing');
});

test('offline/terse answers in one line, however long the question is', async () => {
  expect(await ask('terse', 'Describe a harbour, please.')).toBe('In short: Describe a harbour, please.');
  const text = await ask('terse', `${'word '.repeat(100)}\n\nend?`);
  expect(text).toBe(`In short: ${'word '.repeat(12).trim()}.`);
});

test('offline/echo repeats the last question', async () => {
  expect(await ask('echo', 'One?', ' Two?\n')).toBe(' Two?\n');
});

test('demo models give the same reply every time, and need no system message', async () => {
  for (const model of ['reference', 'terse', 'echo']) {
    expect(await ask(model, 'What is 2 + 2?')).toBe(await ask(model, 'What is 2 + 2?'));
  }
});

test.each(['gpt', 'constructor'])(
  'the unknown demo model %s is the user’s mistake, and the known ones are named',
  (model) => {
    expect(() => offlineProvider(model, questions)).toThrow(UserError);
    expect(() => offlineProvider(model, questions)).toThrow(
      /offline\/reference, offline\/terse, offline\/echo/,
    );
  },
);

const options = { questions: () => questions, connections: async () => shared.connections, now: Date.now };

test('`createProvider()` makes demo models, under --replay too', async () => {
  const target = resolveModel('offline/echo', {
    models: { endpoints: {}, models: {} },
    env: {},
    needsKey: true,
  });
  for (const replay of [false, true]) {
    const provider = await createProvider(target, { ...options, replay });
    const request = { model: 'echo', messages: [{ role: 'user' as const, content: 'Hi.' }], parameters: {} };
    expect((await provider.ask(request, patient)).text).toBe('Hi.');
  }
});

test('`createProvider()` sends nothing under --replay: whatever arrives there is a miss', async () => {
  const target = resolveModel('openai/m', {
    models: { endpoints: {}, models: {} },
    env: {},
    needsKey: false,
  });
  const provider = await createProvider(target, { ...options, replay: true });
  const missing = provider.ask({ model: 'm', messages: [], parameters: {} }, patient);
  await expect(missing).rejects.toBeInstanceOf(ProviderError);
  await expect(missing).rejects.toMatchObject({ kind: 'cache miss', retryable: false });
});
