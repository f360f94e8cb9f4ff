/** Which questions go first, and who waits for whom. */

import { expect, test } from 'vitest';
import { orderByPrefix } from '../../../../src/generate/answers/asking/prefix-order.ts';
import type { PendingAnswer } from '../../../../src/generate/answers/plan.ts';
import { openScene } from '../../../support/scene.ts';

const pending = (id: number, category: string): PendingAnswer => ({
  question: { question_id: id, category, turns: ['Q'] },
  choices: [0],
  keep: undefined,
});
const asking = { prefixOf: ({ category }: { category: string }) => category };
const ids = (list: readonly PendingAnswer[]) => list.map(({ question }) => question.question_id);

test('groups of the same shots stand side by side, their first ones first, and what shares nothing comes last', () => {
  const list = [
    pending(1, 'a'),
    pending(2, 'a'),
    pending(3, 'x'),
    pending(4, 'b'),
    pending(5, 'b'),
    pending(6, 'a'),
  ];
  expect(ids(orderByPrefix(list, { asking, width: 4 }).order)).toEqual([1, 4, 2, 5, 6, 3]);
  expect(ids(orderByPrefix(list, { asking: undefined, width: 4 }).order)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('the others of a group wait for its first one, whatever becomes of it', async () => {
  const list = [pending(1, 'a'), pending(2, 'a'), pending(3, 'b')];
  const { follow } = orderByPrefix(list, { asking, width: 4 });
  const done: string[] = [];
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((_, fail) => {
    reject = fail;
  });
  const lead = follow(list[0] as PendingAnswer, () => promise).catch(() => done.push('lead failed'));
  const second = follow(list[1] as PendingAnswer, async () => void done.push('second'));
  await follow(list[2] as PendingAnswer, async () => void done.push('alone'));
  expect(done).toEqual(['alone']);
  reject(new Error('down'));
  await Promise.all([lead, second]);
  expect(done.sort()).toEqual(['alone', 'lead failed', 'second']);
});

test('one question with the shots is under way until it has its answer, and the summary says what was saved', async () => {
  const questions = Array.from({ length: 6 }, (_, id) => ({
    question_id: id,
    category: 'c',
    turns: [`Q${id}?`],
  }));
  const scene = await openScene({
    questions,
    reply: ({ number }) => ({
      text: 'yes',
      usage: { input: 2000, output: 1, ...(number > 1 ? { cached: 1024 } : {}) },
    }),
  });
  await scene.data.write('questions/shots/small.jsonl', [
    { question_id: 's', category: 'c', turns: ['Shot?'], answer: 'no' },
  ]);
  await scene.data.write(
    'questions/small.yaml',
    'title: T\nask:\n  generate: { fewshot: { count: 1, source: train } }\n',
  );
  const held = scene.server.hold(1);
  const running = scene.answers([]);
  await held;
  expect(scene.server.requests).toHaveLength(1);
  scene.server.release();
  const done = await running;
  expect(done).toMatchObject({ code: 0 });
  expect(scene.server.requests).toHaveLength(6);
  expect(done.stderr).toContain('prompt cache: 5,120 tokens read');
});
