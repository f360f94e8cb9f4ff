/** What a marked prompt looks like on the wire, and that no other service sees the mark. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Loopback, startLoopback } from '../support/loopback.ts';
import { patient, providerAt, type Subject } from './subjects.ts';

let server: Loopback;
beforeAll(async () => {
  server = await startLoopback();
});
afterAll(() => server.close());

const prompt = 'The question, shared. The answer.';
const kept = 'The question, shared.';

async function bodyOf(subject: Subject, keep: number | undefined, content = prompt) {
  const messages = [
    { role: 'system' as const, content: 'Judge.' },
    { role: 'user' as const, content },
  ];
  await providerAt(subject, server.url).ask(
    { model: 'm', messages, parameters: { max_tokens: 9 }, keep },
    patient,
  );
  return server.requests.at(-1)?.body;
}

const mark = { cache_control: { type: 'ephemeral' } };

test('what the service is to keep goes into a marked block; both blocks together are the prompt', async () => {
  const { system, messages } = await bodyOf('anthropic', kept.length);
  expect(system).toBe('Judge.');
  expect(messages).toEqual([
    {
      role: 'user',
      content: [
        { type: 'text', text: kept, ...mark },
        { type: 'text', text: ' The answer.' },
      ],
    },
  ]);
});

test('a whole prompt is one marked block, and an unmarked one is plain text', async () => {
  const [whole] = (await bodyOf('anthropic', prompt.length)).messages;
  expect(whole.content).toEqual([{ type: 'text', text: prompt, ...mark }]);
  const [plain] = (await bodyOf('anthropic', undefined)).messages;
  expect(plain.content).toBe(prompt);
});

test('no block of white space alone is sent, which the service would refuse', async () => {
  for (const [keep, content] of [
    [2, '  The answer.'],
    [kept.length, `${kept} \n`],
  ] as const) {
    const [message] = (await bodyOf('anthropic', keep, content)).messages;
    expect(message.content).toBe(content);
  }
});

test.each(['openai', 'azure'] as const)('%s sees nothing of it', async (subject) => {
  const body = await bodyOf(subject, kept.length);
  expect(body.messages.at(-1)).toEqual({ role: 'user', content: prompt });
  expect(JSON.stringify(body)).not.toMatch(/keep|cache/);
});
