import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { offlineProvider } from '../../src/providers/offline.ts';
import type { ChatReply } from '../../src/providers/provider.ts';
import { usageSchema } from '../../src/records/calls/call.ts';
import { type Fault, type Loopback, startLoopback } from '../support/loopback.ts';
import { bodies, type Situation } from './captured.ts';
import { apiKey, apiOf, patient, providerAt, request, subjects } from './subjects.ts';

let server: Loopback;
let next: Fault | undefined;

beforeAll(async () => {
  server = await startLoopback({ fault: () => next });
});
beforeEach(() => {
  next = undefined;
});
afterAll(() => server.close());

const full = { model: 'model-2025-01-01', finish_reason: 'stop' } as const;
const expected: Record<Situation, Partial<ChatReply>> = {
  text: { ...full, text: 'The answer is 4.', reasoning: undefined },
  reasoning: { ...full, text: 'The answer is 4.', reasoning: 'Let me see.' },
  'think tags': { ...full, text: 'The answer is 4.', reasoning: 'Let me see.' },
  length: { ...full, text: 'The answer', finish_reason: 'length' },
  refusal: { ...full, text: 'I cannot help with that.', finish_reason: 'refusal' },
  empty: { ...full, text: '' },
  'unknown end': { ...full, text: 'The answer is 4.', finish_reason: 'other' },
  'no end': { ...full, text: 'The answer is 4.' },
  'no usage': { text: 'The answer is 4.', model: undefined, usage: undefined, finish_reason: 'stop' },
};
const situations = Object.keys(expected) as Situation[];

describe.each(subjects)('the provider %s', (subject) => {
  const ask = () => providerAt(subject, server.url).ask(request, patient);

  test.each(situations)('reads a reply of the kind "%s"', async (situation) => {
    next = { kind: 'body', body: JSON.stringify(bodies[apiOf(subject)][situation]) };
    expect(await ask()).toMatchObject(expected[situation]);
  });

  test('counts the whole input, the cached part of it, the output and its reasoning', async () => {
    next = { kind: 'body', body: JSON.stringify(bodies[apiOf(subject)].text) };
    const { usage } = await ask();
    expect(usageSchema.parse(usage)).toEqual({
      input_tokens: 24,
      output_tokens: 40,
      cached_input_tokens: 16,
      ...(subject === 'anthropic' ? { cache_write_input_tokens: 3 } : { reasoning_tokens: 32 }),
    });
  });

  test('sends model, messages in order, and the parameters as they are, in one request without streaming', async () => {
    const before = server.requests.length;
    await ask();
    const asked = server.requests.slice(before);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ model: 'model', system: 'Be brief.' });
    expect(asked[0]?.messages).toEqual(request.messages.slice(1));
    expect(asked[0]?.body).toMatchObject({ temperature: 0.5, max_tokens: 64, stream: false });
  });

  test('sends the key in a header and nowhere else', async () => {
    await ask();
    const { headers, body, path } = server.requests.at(-1) ?? {};
    expect(Object.values(headers ?? {}).join('\n')).toContain(apiKey);
    expect(JSON.stringify([body, path])).not.toContain(apiKey);
  });

  test('keeps many calls at once apart', async () => {
    const provider = providerAt(subject, server.url);
    const asks = Array.from({ length: 20 }, (_, index) =>
      provider.ask({ ...request, messages: [{ role: 'user', content: `question ${index}` }] }, patient),
    );
    const texts = (await Promise.all(asks)).map(({ text }) => text);
    expect(texts).toEqual(texts.map((_, index) => `An answer to: question ${index}`));
  });

  test('leaves its request as it was given', async () => {
    const given = structuredClone(request);
    await providerAt(subject, server.url).ask(given, patient);
    expect(given).toEqual(request);
  });
});

test('the provider offline answers without a network, by the same contract', async () => {
  const before = server.requests.length;
  const questions = [
    { question_id: 1, category: 'math', turns: ['What is 2 + 2?', 'And 4 + 4?'], reference: ['4', '8'] },
  ];
  const reply = await offlineProvider('reference', questions).ask(request, patient);
  expect(reply).toEqual({ text: '8', finish_reason: 'stop', model: 'model' });
  expect(server.requests).toHaveLength(before);
});
