/** What every made bench of word problems must be: proven, gradable, varied, in good English, and its seed's. */

import { expect, test } from 'vitest';
import { makeGsmFresh } from '../../../../src/benchmarks/fresh/gsm/make.ts';
import { questionStructures, shotStructures } from '../../../../src/benchmarks/fresh/gsm/structures.ts';
import { createTextIndex } from '../../../../src/benchmarks/fresh/near-duplicates.ts';
import { number } from '../../../../src/judges/graders/number/number.ts';
import { goldenAreHere, readShared } from '../../../support/graders.ts';
import { mistakesIn, textOf } from './mistakes.ts';

// The long form, 500 problems at each of 20 seeds, is in test/soak.
const seeds = [0, 7];
const count = 130;

test.each(seeds)(
  'seed %i: texts are in good English, and the number grader finds each answer',
  async (seed) => {
    const { questions, shots } = makeGsmFresh({ seed, count });
    expect(questions).toHaveLength(count);
    for (const question of [...questions, ...shots]) {
      expect(mistakesIn(textOf(question)), textOf(question)).toEqual([]);
      const grade = await number.grade({ question, response: question.reference?.[0] ?? '' });
      expect(grade, textOf(question)).toMatchObject({ kind: 'graded', score: 1 });
    }
  },
);

test('a seed gives one bench, another seed another, and a smaller count the first of a greater one', () => {
  const bench = makeGsmFresh({ seed: 3, count: 80 });
  expect(makeGsmFresh({ seed: 3, count: 80 })).toEqual(bench);
  expect(makeGsmFresh({ seed: 3, count: 20 }).questions).toEqual(bench.questions.slice(0, 20));
  expect(makeGsmFresh({ seed: 4, count: 80 }).questions).not.toEqual(bench.questions);
});

test('each of 60 and more structures occurs, and none of a shot', () => {
  const { questions, shots } = makeGsmFresh({ seed: 1, count: questionStructures.length });
  expect(questionStructures.length).toBeGreaterThanOrEqual(60);
  const asked = new Set(questions.map(({ structure }) => structure));
  expect([...asked].sort()).toEqual(questionStructures.map(({ id }) => id).sort());
  const shown = new Set(shots.map(({ structure }) => structure));
  expect([...shown].sort()).toEqual(shotStructures.map(({ id }) => id).sort());
  const ids = [...questionStructures, ...shotStructures].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('no two texts of a bench are near-duplicates', () => {
  const { questions, shots } = makeGsmFresh({ seed: 2, count });
  const index = createTextIndex();
  for (const question of [...shots, ...questions]) {
    expect(index.nearest(textOf(question))).toBeLessThanOrEqual(0.5);
    index.add(textOf(question));
  }
  expect(index.nearest(textOf(questions[0] ?? { turns: [''] }))).toBe(1);
});

test.skipIf(!goldenAreHere)('no text is near one of GSM8K', () => {
  const index = createTextIndex();
  for (const { question } of readShared<{ question: string }>('data/gsm8k/test.jsonl')) index.add(question);
  const { questions } = makeGsmFresh({ seed: 5, count });
  for (const question of questions) expect(index.nearest(textOf(question))).toBeLessThan(0.15);
});
