/** Lists in one word, and names that differ in case only: exit 2, nothing sent, nothing written. */

import { expect, test } from 'vitest';
import { answersPath, judgmentsPath, linesOf, openScene } from '../support/scene.ts';

const forms = [
  ['gen-answers', ['--model', 'openai/a,openai/b'], '--model openai/a openai/b'],
  ['gen-answers', ['--model', 'openai/a openai/b'], '--model openai/a openai/b'],
  ['gen-answers', ['--model', 'openai/a', '--question-id', '1,2'], '--question-id 1 2'],
  ['gen-answers', ['--model', 'openai/a', '--category', 'math,writing'], '--category math writing'],
  ['gen-judgment', ['--judge', 'openai/j,openai/k'], '--judge openai/j openai/k'],
  ['gen-judgment', ['--judge', 'openai/j', '--model-list', 'm,n'], '--model-list m n'],
  ['show-results', ['--judge', 'j,k'], '--judge j k'],
  ['show-results', ['--model-list', 'm n'], '--model-list m n'],
] as const;

test('a list in one word is refused with the right form, and nothing is sent', async () => {
  const scene = await openScene();
  expect((await scene.answers([])).code).toBe(0);
  expect((await scene.judge([])).code).toBe(0);
  scene.server.requests.length = 0;
  for (const [bin, args, form] of forms) {
    const result = await scene.run(bin, args);
    expect([result.code, linesOf(result.stderr).length], result.stderr).toEqual([2, 1]);
    expect(result.stderr).toContain(`write ${form}`);
  }
  expect(scene.server.requests).toHaveLength(0);
});

test('a category of the bench may hold a comma', async () => {
  const questions = [{ question_id: 1, category: 'arts, crafts', turns: ['Draw a cat.'] }];
  const scene = await openScene({ questions });
  expect((await scene.answers(['--category', 'arts, crafts'])).code).toBe(0);
});

test('two models whose names differ in case only are refused', async () => {
  const scene = await openScene();
  const both = await scene.run('gen-answers', ['--model', 'openai/M', 'openai/m']);
  expect([both.code, linesOf(both.stderr).length]).toEqual([2, 1]);
  expect(both.stderr).toContain('openai/M and openai/m would share');
  expect((await scene.answers([])).code).toBe(0);
  const other = await scene.run('gen-answers', ['--model', 'openai/M']);
  expect(other.code).toBe(2);
  expect(other.stderr).toContain('differ in case only');
  expect(await scene.data.records(answersPath)).toHaveLength(4);
});

test('two judges whose names differ in case only are refused', async () => {
  const scene = await openScene();
  expect((await scene.answers([])).code).toBe(0);
  const both = await scene.run('gen-judgment', ['--judge', 'openai/J', 'openai/j']);
  expect(both.code).toBe(2);
  expect(both.stderr).toContain('would share a file');
  expect((await scene.judge([])).code).toBe(0);
  const other = await scene.run('gen-judgment', ['--judge', 'openai/J']);
  expect(other.code).toBe(2);
  expect(other.stderr).toContain('differ in case only');
  expect(await scene.data.records(judgmentsPath)).toHaveLength(8);
});
