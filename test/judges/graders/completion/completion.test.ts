/** Graders of continuations: Lin's example, verbatim and near continuations, repetitions, and what must hold for any. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestRun, rougeL } from '../../../../src/judges/graders/completion/completion.ts';
import { GraderError } from '../../../../src/judges/graders/grader.ts';

const grade = (grader: typeof rougeL, target: unknown, response: string, given?: string) =>
  grader.grade({
    question: { question_id: 1, turns: ['…'], target, ...(given ? { check: { given } } : {}) },
    response,
  });
const scoreOf = async (...args: Parameters<typeof grade>) => {
  const found = await grade(...args);
  return found.kind === 'graded' ? found.score : undefined;
};

test("ROUGE-L gives the figures of Lin's example", async () => {
  expect(await scoreOf(rougeL, 'police killed the gunman', 'police kill the gunman')).toBe(3 / 4);
  expect(await scoreOf(rougeL, 'police killed the gunman', 'the gunman kill police')).toBe(2 / 4);
});

test('a short response has its own precision', async () => {
  // Common 2: P = 1, R = 2/4.
  expect(await scoreOf(rougeL, 'one two three four', 'two four')).toBeCloseTo(2 / 3, 12);
});

test('the longest run is quoted as the target has it', async () => {
  const found = await grade(
    longestRun,
    'She sells 1,200 sea-shells, by the Sea shore!',
    'I think: "sells 1,200 sea shells by the river"',
  );
  expect(found).toMatchObject({
    score: 6 / 9,
    extracted: 'sells 1,200 sea-shells, by the',
    details: { run_words: 6, target_words: 9 },
  });
});

test('to write on after the end, or to repeat the beginning first, costs nothing', async () => {
  const [given, target] = ['Anna has 12 apples. She', 'gives 3 of them to Ben. How many are left?'];
  const more = `${target} Anna has 9 apples left, because 12 less 3 is 9.`;
  for (const response of [target, more, `${given} ${target}`, `"${given.toUpperCase()}" … ${more}`]) {
    expect([response, await scoreOf(rougeL, target, response, given)]).toEqual([response, 1]);
    expect([response, await scoreOf(longestRun, target, response, given)]).toEqual([response, 1]);
  }
});

test('scores lie from 0 to 1: a text of its own words has 1, one without any of them 0', async () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'é'), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(text, text, async (one, other) => {
      const [target, response] = [one.join(' '), other.join(', ')];
      for (const grader of [rougeL, longestRun]) {
        const score = (await scoreOf(grader, target, response)) ?? -1;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(await scoreOf(grader, target, one.join('; '))).toBe(1);
        expect(await scoreOf(grader, target, 'x y z')).toBe(0);
      }
      const run = (await scoreOf(longestRun, target, response)) ?? 0;
      // A run is a subsequence; ROUGE-L reads as many words as the target has.
      if (other.length <= one.length) {
        const shared = ((await scoreOf(rougeL, target, response)) ?? 0) * (one.length + other.length);
        expect(2 * run * one.length).toBeLessThanOrEqual(shared + 1e-9);
      }
    }),
  );
});

test('no words are no answer, and no target is an error of the question', async () => {
  expect(await grade(rougeL, 'a b', ' …! ')).toMatchObject({ kind: 'no-answer', target: 'a b' });
  expect(await grade(longestRun, 'a b', '')).toMatchObject({ kind: 'no-answer' });
  for (const target of [undefined, '', '…', 3]) {
    await expect(async () => grade(rougeL, target, 'a')).rejects.toThrow(GraderError);
  }
});

test('a very long response is read in little time, and a long run is quoted in part', async () => {
  const target = Array.from({ length: 500 }, (_, at) => `w${at}`).join(' ');
  const found = await grade(longestRun, target, `${target} ${'la '.repeat(200_000)}`);
  expect(found).toMatchObject({ score: 1 });
  expect(found.kind === 'graded' && found.extracted.length).toBeLessThanOrEqual(200);
});
