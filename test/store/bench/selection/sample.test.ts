/** A sample of a bench: the same questions every time, whatever else changes. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleText } from '../../../../src/records/bench/sample.ts';
import { sampleOf, selectQuestions } from '../../../../src/store/bench/questions.ts';
import { sampleQuestions } from '../../../../src/store/bench/selection/sample.ts';

const questions = (count: number) =>
  Array.from({ length: count }, (_, id) => ({
    question_id: id,
    category: id % 3 === 0 ? 'math' : 'art',
    turns: [`Q${id}`],
  }));
const idsOf = (list: { question_id: number | string }[]) => list.map(({ question_id }) => question_id);
const draw = (size: number, count: number, seed = 0) =>
  idsOf(sampleQuestions(questions(size), { count, seed }));

test('a seed draws the same questions in every version, in the order of the bench', () => {
  expect(draw(100, 5)).toEqual([5, 57, 75, 98, 99]);
  expect(draw(100, 5, 1)).toEqual([22, 59, 66, 90, 93]);
});

test('a larger sample holds a smaller one, and an added question takes one place at most', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), fc.nat(9), (size, count, seed) => {
      const own = draw(size, count, seed);
      expect(own).toHaveLength(Math.min(size, count));
      expect(draw(size, count + 3, seed)).toEqual(expect.arrayContaining(own));
      const after = draw(size + 1, count, seed);
      expect(own.filter((id) => !after.includes(id)).length).toBeLessThanOrEqual(1);
    }),
  );
});

test('it is drawn from what is selected otherwise, and says of how many', () => {
  const all = questions(30);
  const selection = { categories: ['math'], sample: { count: 4, seed: 0 } };
  const chosen = selectQuestions(all, selection);
  expect(chosen.map(({ category }) => category)).toEqual(['math', 'math', 'math', 'math']);
  expect(sampleOf(all, selection)).toEqual({ questions: 4, of: 10, seed: 0 });
  expect(sampleOf(all, { sample: { count: 30, seed: 0 } })).toBeUndefined();
  expect(sampleText({ questions: 200, of: 14042, seed: 0 })).toBe(
    'a sample of 200 of 14,042 questions (seed 0)',
  );
});

test('shards divide a sample', () => {
  const sample = { count: 9, seed: 0 };
  const parts = [1, 2].flatMap((index) =>
    selectQuestions(questions(30), { sample, shard: { index, count: 2 } }),
  );
  expect(idsOf(parts).sort()).toEqual(draw(30, 9).sort());
});
