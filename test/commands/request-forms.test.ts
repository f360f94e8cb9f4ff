/** Services that cannot take a part of a request: it is made otherwise once, remembered for the run, recorded as sent. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerTo, linesIn, openFileScene, runEngine } from '../support/batch-file-scene.ts';
import type { Asked, Fault } from '../support/loopback.ts';
import { answersPath, judgmentsPath, linesOf, openScene } from '../support/scene.ts';

const refuses = (message: string, status = 400): Fault => ({
  ...{ kind: 'status', status },
  body: { error: { message, type: 'invalid_request_error' } },
});
const questions = [
  { question_id: 1, category: 'writing', turns: ['A poem?', 'Another?'] },
  { question_id: 2, category: 'math', turns: ['A sum?', 'Another?'] },
];

test('a model without a system role gets the system text in the first user message', async () => {
  const fault = ({ system }: Asked) =>
    system === undefined ? undefined : refuses('System role not supported');
  const scene = await openScene({ questions, fault });
  const entry = { endpoint: 'openai', model: 'm', system_prompt: 'Be short.' };
  await scene.data.write('models.yaml', JSON.stringify({ models: { m: entry } }));
  const done = await scene.run('gen-answers', ['--model', 'm', '-j', '1']);
  expect(done.code, done.stderr).toBe(0);
  expect(linesOf(done.stderr).filter((line) => line.includes('takes no system message'))).toHaveLength(1);
  const sent = scene.server.answered.map(({ messages }) => messages.map(({ content }) => content));
  expect(sent.slice(0, 2)).toEqual([['Be short.\n\nA poem?'], ['Be short.\n\nA sum?']]);
  expect(sent[2]).toEqual(['Be short.\n\nA poem?', expect.any(String), 'Another?']);
  // Once for the run.
  expect(scene.server.requests).toHaveLength(5);
  const [{ choices }] = await scene.data.records(answersPath);
  expect(choices[0].calls[0].sent).toMatchObject({ system_prompt: 'Be short.', system_in_user: true });
  const again = await scene.run('gen-answers', ['--model', 'm']);
  expect(again.code, again.stderr).toBe(0);
  const judged = await scene.judge([]);
  expect(judged.code, judged.stderr).toBe(0);
  const [row] = await scene.data.records(judgmentsPath);
  expect(row.calls[0].sent.system_in_user).toBe(true);
  expect(row.score).toBe(7);
});

test('a temperature of 0 that is refused is left out, and others are sent', async () => {
  const fault = ({ body }: Asked) =>
    body.temperature === 0 ? refuses('`temperature` must be strictly positive', 422) : undefined;
  const scene = await openScene({ questions, fault });
  const done = await scene.answers(['-j', '1']);
  expect(done.code, done.stderr).toBe(0);
  expect(done.stderr).toContain('openai/m refuses a temperature of 0: leaving it out for this run');
  const [poem, sum] = await scene.data.records(answersPath);
  expect(poem.choices[0].calls[0].sent.parameters.temperature).toBe(0.7);
  expect(poem.choices[0].calls[0].sent.left_out).toBeUndefined();
  expect(sum.choices[0].calls[0].sent).toMatchObject({
    parameters: { max_tokens: 4096 },
    left_out: ['temperature'],
  });
  expect(scene.server.requests).toHaveLength(5);
  expect(await scene.answers([])).toMatchObject({ code: 0 });
});

test.each(['openai', 'anthropic'] as const)(
  'an empty turn that is not taken back keeps its place, and the next turn is asked all the same (%s)',
  async (endpoint) => {
    const fault = ({ messages }: Asked) =>
      messages.some(({ role, content }) => role === 'assistant' && content.trim() === '')
        ? refuses(
            'messages.1: all messages must have non-empty content except for the optional final assistant message',
          )
        : undefined;
    const scene = await openScene({
      questions: questions.slice(0, 1),
      fault,
      reply: ({ messages }) => (messages.length === 1 ? '' : 'Blue.'),
    });
    const done = await scene.run('gen-answers', ['--model', `${endpoint}/m`]);
    expect(done.code, done.stderr).toBe(0);
    expect(done.stderr).toContain('takes no empty answer back: sending "(no answer)" instead for this run');
    expect(scene.server.requests.at(-1)?.messages[1]).toEqual({ role: 'assistant', content: '(no answer)' });
    const [{ choices }] = await scene.data.records(answersPath);
    expect(choices[0].turns).toEqual(['', 'Blue.']);
    expect(choices[0].calls[0].sent.empty_turns_as).toBeUndefined();
    expect(choices[0].calls[1].sent.empty_turns_as).toBe('(no answer)');
  },
);

test('a service that takes empty turns is sent them as they are', async () => {
  const scene = await openScene({ questions: questions.slice(0, 1), reply: () => '' });
  expect(await scene.answers([])).toMatchObject({ code: 0 });
  expect(scene.server.requests.at(-1)?.messages[1]?.content).toBe('');
});

test('a verdict that stands in the reasoning alone is no verdict, and record and summary say so', async () => {
  const scene = await openScene({ questions: questions.slice(0, 1) });
  await scene.answers([]);
  scene.server.options.reply = () => ({ text: '', message: { reasoning_content: 'Fine. Rating: [[8]]' } });
  const judged = await scene.judge([]);
  expect(judged.code, judged.stderr).toBe(0);
  expect(judged.stderr).toContain('2 of these with one in reasoning_content alone, which does not count');
  for (const row of await scene.data.records(judgmentsPath)) {
    expect(row.score).toBe(-1);
    expect(row.unparsed).toBe(
      'the reply is empty: a verdict stands in its reasoning alone (reasoning_content)',
    );
  }
});

test('requests in batch files are made otherwise for what an engine has refused', async () => {
  const { folder, gen, collect, data } = await openFileScene();
  const entry = { endpoint: 'openai', model: 'm', system_prompt: 'Be short.' };
  await data.write('models.yaml', JSON.stringify({ models: { m: entry } }));
  await gen('gen-answers', '--model', 'm', '--first-n', '1');
  const said = { object: 'error', message: 'System role not supported', type: 'BadRequestError', code: 400 };
  const lines = await linesIn(folder, 'requests-m-wave1-1.jsonl');
  const results = lines.map(
    ({ custom_id }) => `${JSON.stringify({ custom_id, response: null, error: said })}\n`,
  );
  await writeFile(join(folder, 'results-m-wave1-1.jsonl'), results.join(''));
  const refused = await collect();
  expect(refused.stderr).toContain('openai/m takes no system message');
  const [next] = await linesIn(folder, 'requests-m-wave2-1.jsonl');
  expect(next?.body.messages).toEqual([
    { role: 'user', content: 'Be short.\n\nSample question 1, first turn?' },
  ]);
  await runEngine(folder, 'requests-m-wave2-1.jsonl', answerTo);
  await collect();
  await runEngine(folder, 'requests-m-wave3-1.jsonl', answerTo);
  const done = await collect();
  expect(done.code, done.stderr).toBe(0);
  const [{ choices }] = await data.records(answersPath);
  expect(choices[0].calls[0].sent).toMatchObject({ system_prompt: 'Be short.', system_in_user: true });
});
