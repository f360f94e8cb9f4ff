/** The long form of the tests of `gsm-fresh`: 500 problems at each of 20 seeds (`npm run soak`). */

import { expect, test } from 'vitest';
import { makeGsmFresh } from '../../src/benchmarks/fresh/gsm/make.ts';
import { number } from '../../src/judges/graders/number/number.ts';
import { mistakesIn, textOf } from '../benchmarks/fresh/gsm/mistakes.ts';
import { long } from './chance.ts';

const seeds = Array.from({ length: long ? 20 : 1 }, (_, index) => 100 + index);

test.each(seeds)('seed %i: 500 problems are proven, gradable and in good English', async (seed) => {
  const { questions } = makeGsmFresh({ seed, count: 500 });
  const mistakes = questions.flatMap((question) =>
    mistakesIn(textOf(question)).map((each) => [each, textOf(question)]),
  );
  expect(mistakes).toEqual([]);
  for (const question of questions) {
    const grade = await number.grade({ question, response: question.reference?.[0] ?? '' });
    expect(grade, textOf(question)).toMatchObject({ kind: 'graded', score: 1 });
  }
});
