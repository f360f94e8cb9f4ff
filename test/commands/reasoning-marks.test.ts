/** Reasoning that a model writes into its answer is kept apart from it, judged by nobody, and never sent back. */

import { expect, test } from 'vitest';
import type { Asked } from '../support/loopback.ts';
import { answersPath, openScene } from '../support/scene.ts';

const harmony =
  '<|channel|>analysis<|message|>I ponder.<|end|><|start|>assistant<|channel|>final<|message|>Blue.<|return|>';
const replies: Readonly<Record<string, string>> = {
  magistral: '[THINK]I ponder.[/THINK]Blue.',
  'gpt-oss': harmony,
  kimi: '◁think▷I ponder.◁/think▷Blue.',
  seed: '<seed:think>I ponder.</seed:think>Blue.',
  gemma: '<|channel>thought\nI ponder.<channel|>Blue.',
  thought: '<thought>I ponder.</thought>\n\nBlue.',
  reasoning: '<reasoning>\nI ponder.\n</reasoning>\nBlue.',
  own: '<<plan>>I ponder.<</plan>>Blue.',
};
const questions = Object.keys(replies).map((name) => ({
  ...{ question_id: name, category: 'writing' },
  turns: [`A colour, ${name}?`, 'Another?'],
}));
const nameOf = ({ messages }: Pick<Asked, 'messages'>) =>
  /A colour, ([\w-]+)\?/.exec(messages[0]?.content ?? '')?.[1] ?? '';

test('reasoning in the marks of any family stays out of the answer and out of what is sent back', async () => {
  const scene = await openScene({ questions, reply: (asked) => replies[nameOf(asked)] ?? '' });
  const entry = { endpoint: 'openai', model: 'm', reasoning_marks: [['<<plan>>', '<</plan>>']] };
  await scene.data.write('models.yaml', JSON.stringify({ models: { m: entry } }));
  const done = await scene.run('gen-answers', ['--model', 'm']);
  expect(done.code, done.stderr).toBe(0);
  const rows = await scene.data.records(answersPath);
  expect(rows.map(({ question_id, choices }) => [question_id, choices[0].turns])).toEqual(
    questions.map(({ question_id }) => [question_id, ['Blue.', 'Blue.']]),
  );
  for (const { choices } of rows) expect(choices[0].calls[0].reasoning).toBe('I ponder.');
  const sentBack = scene.server.requests.filter(({ messages }) => messages.length === 3);
  expect(new Set(sentBack.map(({ messages }) => messages[1]?.content))).toEqual(new Set(['Blue.']));
});

test('a reply that was cut off within its reasoning is an empty answer, and the summary says why', async () => {
  const [question] = questions;
  const scene = await openScene({
    questions: [{ ...question, turns: ['A colour, magistral?'] }],
    reply: () => ({ text: '[THINK]I ponder', finishReason: 'length', usage: { input: 9, output: 4096 } }),
  });
  const done = await scene.answers([]);
  expect(done.code, done.stderr).toBe(0);
  const [{ choices }] = await scene.data.records(answersPath);
  expect(choices[0].turns).toEqual(['']);
  expect(choices[0].calls[0]).toMatchObject({ finish_reason: 'length', reasoning: 'I ponder' });
  expect(done.stderr).toContain('1 reply with reasoning alone and no text');
});

test('marks that could never be found are bad usage', async () => {
  const scene = await openScene({ questions });
  const entry = { endpoint: 'openai', model: 'm', reasoning_marks: [[' <a>', '</a>']] };
  await scene.data.write('models.yaml', JSON.stringify({ models: { m: entry } }));
  const refused = await scene.run('gen-answers', ['--model', 'm']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('reasoning_marks');
});
