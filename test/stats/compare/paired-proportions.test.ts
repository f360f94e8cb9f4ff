/** The interval of two accuracies on the same questions: against its own definition, computed another way. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  differenceInterval,
  scoreStatistic,
  scoreTest,
} from '../../../src/stats/compare/paired-proportions.ts';
import { normalQuantile } from '../../../src/stats/distributions/quantile.ts';

const counts = fc
  .record({ gained: fc.nat(60), lost: fc.nat(60), same: fc.nat(300) })
  .filter(({ gained, lost, same }) => gained + lost + same > 1)
  .map(({ gained, lost, same }) => ({ gained, lost, n: gained + lost + same }));

/** Differences that a person would ask about: the smallest doubles underflow when squared. */
const thousandths = (most: number) => fc.integer({ min: -most, max: most }).map((count) => count / 1000);

/** The most likely share of lost questions when the difference is given, found by search. */
function likelyLoss(
  { gained, lost, n }: { gained: number; lost: number; n: number },
  difference: number,
): number {
  const logOf = (count: number, p: number) => (count === 0 ? 0 : count * Math.log(p));
  const likelihood = (q: number) =>
    logOf(lost, q) + logOf(gained, q + difference) + logOf(n - gained - lost, 1 - 2 * q - difference);
  let [low, high] = [Math.max(0, -difference), (1 - difference) / 2];
  for (let step = 0; step < 200; step += 1) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
    if (likelihood(left) < likelihood(right)) low = left;
    else high = right;
  }
  return (low + high) / 2;
}

test('at no difference the statistic is that of McNemar without correction', () => {
  expect(scoreStatistic({ gained: 12, lost: 5, n: 100 }, 0)).toBeCloseTo((12 - 5) / Math.sqrt(17), 12);
  expect(scoreStatistic({ gained: 0, lost: 0, n: 100 }, 0)).toBe(0);
});

test('the statistic has the variance of the most likely shares under the hypothesis', () => {
  fc.assert(
    fc.property(counts, thousandths(800), (given, difference) => {
      fc.pre(Math.abs(difference) > 0.01);
      const q = likelyLoss(given, difference);
      const { gained, lost, n } = given;
      const variance = n * (2 * q + difference - difference * difference);
      const expected = (gained - lost - n * difference) / Math.sqrt(variance);
      expect(scoreStatistic(given, difference)).toBeCloseTo(expected, 3);
    }),
  );
});

test('at both ends the statistic is the quantile, or the end is that of the scale', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const [low, high] = differenceInterval(given);
      const z = normalQuantile(0.975);
      if (low > -1 + 1e-9) expect(scoreStatistic(given, low)).toBeCloseTo(z, 4);
      if (high < 1 - 1e-9) expect(scoreStatistic(given, high)).toBeCloseTo(-z, 4);
      const observed = (given.gained - given.lost) / given.n;
      expect(low).toBeLessThanOrEqual(observed);
      expect(high).toBeGreaterThanOrEqual(observed);
    }),
  );
});

test('who is the base only turns the interval round', () => {
  fc.assert(
    fc.property(counts, ({ gained, lost, n }) => {
      const [low, high] = differenceInterval({ gained, lost, n });
      const [turnedLow, turnedHigh] = differenceInterval({ gained: lost, lost: gained, n });
      expect(turnedLow).toBeCloseTo(-high, 9);
      expect(turnedHigh).toBeCloseTo(-low, 9);
    }),
  );
});

test('the test refuses exactly the differences outside the interval', () => {
  fc.assert(
    fc.property(counts, thousandths(900), (given, difference) => {
      const [low] = differenceInterval(given);
      fc.pre(Math.abs(difference - low) > 1e-6);
      expect(scoreTest(given, difference) < 0.025).toBe(difference < low);
    }),
  );
});

test('models that agree on every question still differ by something, less with more questions', () => {
  const [low, high] = differenceInterval({ gained: 0, lost: 0, n: 80 });
  const z2 = normalQuantile(0.975) ** 2;
  expect(high).toBeCloseTo(z2 / (80 + z2), 6);
  expect(low).toBeCloseTo(-z2 / (80 + z2), 6);
  expect(() => differenceInterval({ gained: 0, lost: 0, n: 0 })).toThrow(RangeError);
});
