/** Differences in differences: a case by hand, what must hold for any, and how often the interval is right. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  differenceInDifferences,
  meanDifference,
  type ScoredSet,
} from '../../../src/stats/compare/difference-in-differences.ts';
import { tQuantile } from '../../../src/stats/distributions/student-t.ts';
import { seededRandom } from '../../../src/stats/random.ts';
import { simulateDrops, type World } from './simulate-drops.ts';

test("a case by hand, with Welch's degrees of freedom", () => {
  // Means 2 and 5, variances 1 and 20/3: se² = 1/3 + 5/3 = 2, df = 4/((1/3)²/2 + (5/3)²/3).
  const found = meanDifference([
    [1, 2, 3],
    [2, 4, 6, 8],
  ]);
  expect(found?.mean).toBeCloseTo(-3, 12);
  expect(found?.se).toBeCloseTo(Math.sqrt(2), 12);
  const half = tQuantile(0.975, 4 / (1 / 18 + 25 / 27)) * Math.sqrt(2);
  expect(found?.interval?.[0]).toBeCloseTo(-3 - half, 9);
});

test('what all models lose alike is no difference, and a loss of one model alone is', () => {
  const known = {
    model: [1, 1, 1, 0],
    others: [
      [1, 1, 0, 0],
      [1, 1, 1, 1],
    ],
  };
  const fresh = {
    model: [0, 1, 0, 0],
    others: [
      [0, 1, 0, 0],
      [0, 0, 1, 1],
    ],
  };
  // The model drops 0.75 − 0.25; the others 0.75 − 0.375.
  expect(differenceInDifferences({ known, fresh })?.mean).toBeCloseTo(0.5 - 0.375, 12);
});

test('adding to how easy a question is for all changes nothing, and sides swapped change the sign', () => {
  const scores = fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })), {
    minLength: 2,
    maxLength: 30,
  });
  const toSet = (pairs: readonly (readonly [number, number])[], ease = 0): ScoredSet => ({
    model: pairs.map(([model]) => model + ease),
    others: [pairs.map(([, other]) => other + ease)],
  });
  fc.assert(
    fc.property(scores, scores, fc.integer({ min: -5, max: 5 }), (a, b, ease) => {
      const found = differenceInDifferences({ known: toSet(a), fresh: toSet(b) });
      const shifted = differenceInDifferences({ known: toSet(a, ease), fresh: toSet(b) });
      const swapped = differenceInDifferences({ known: toSet(b), fresh: toSet(a) });
      expect(shifted?.mean).toBeCloseTo(found?.mean ?? Number.NaN, 9);
      expect(swapped?.mean).toBeCloseTo(-(found?.mean ?? Number.NaN), 9);
      expect(swapped?.se ?? 0).toBeCloseTo(found?.se ?? 0, 9);
    }),
  );
});

test('without others, with one question, or without spread there is no interval', () => {
  const two = { model: [1, 0], others: [[1, 1]] };
  expect(differenceInDifferences({ known: { model: [1, 0], others: [] }, fresh: two })).toBeUndefined();
  expect(differenceInDifferences({ known: { model: [1], others: [[0]] }, fresh: two })).toBeUndefined();
  const same = { model: [1, 1], others: [[0, 0]] };
  expect(differenceInDifferences({ known: same, fresh: same })).toEqual({
    mean: 0,
    se: undefined,
    interval: undefined,
  });
  expect(() => differenceInDifferences({ known: { model: [1, 0], others: [[1]] }, fresh: two })).toThrow(
    '2 and 1 scores are not about the same questions',
  );
});

test('the interval holds the true difference in 95 % of simulated worlds, ± 1.5 points', () => {
  const worlds: World[] = [
    { questions: { known: 60, fresh: 40 }, others: 1, base: 0.5, gain: 0, paired: false },
    { questions: { known: 400, fresh: 100 }, others: 5, base: 0.5, gain: 0.15, paired: false },
    { questions: { known: 80, fresh: 80 }, others: 3, base: 0.7, gain: 0.1, paired: true },
  ];
  const random = seededRandom(16);
  for (const world of worlds) {
    const { covered } = simulateDrops(world, 2000, random);
    expect(covered).toBeGreaterThan(0.935);
    expect(covered).toBeLessThan(0.965);
  }
});
