/** Which questions of a large benchmark come with their transcripts. */

import { expect, test } from 'vitest';
import { chosenTexts } from '../../../src/results/report/chosen-texts.ts';
import type { Overview } from '../../../src/results/report/shape.ts';

/** As many questions, each with a row by either grader; `isWrong` is of the default one. */
function overviewOf(count: number, isWrong: (place: number) => boolean, grader = 'g@1'): Overview {
  const places = Array.from({ length: count }, (_, place) => place);
  return {
    ...{
      single: { grader },
      judges: ['g@1', 'strict@1'],
      questions: places.map((key) => ({ key: `${key}` })),
    },
    scores: {
      question: places.flatMap((place) => [place, place]),
      judge: places.flatMap(() => [0, 1]),
      score: places.flatMap((place) => [isWrong(place) ? 0 : 1, 0]),
    },
  } as unknown as Overview;
}

test('a bench of up to 2,000 questions has all its texts, and so has one without graders', () => {
  expect(chosenTexts(overviewOf(2000, () => true))).toBeUndefined();
  const judged = { ...overviewOf(5000, () => true), single: null };
  expect(chosenTexts(judged)).toBeUndefined();
});

test('of a large one 2,000 have, up to 1,500 of them wrong by the default grader, over the whole of it', () => {
  const chosen = chosenTexts(overviewOf(14_042, (place) => place % 2 === 0));
  expect(chosen?.size).toBe(2000);
  const wrong = [...(chosen ?? [])].filter((place) => place % 2 === 0);
  expect(wrong).toHaveLength(1500);
  expect(Math.max(...wrong)).toBeGreaterThan(14_000);
});

test('where few are wrong all of them are there', () => {
  const chosen = chosenTexts(overviewOf(14_042, (place) => place % 1000 === 7));
  expect(chosen?.size).toBe(2000);
  for (let place = 7; place < 14_042; place += 1000) expect(chosen?.has(place)).toBe(true);
});
