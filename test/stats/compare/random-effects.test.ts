/** Pooling differences over benches: against the formulas on a small case, and in what must hold for any. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pooledDifference } from '../../../src/stats/compare/random-effects.ts';
import { tQuantile } from '../../../src/stats/distributions/student-t.ts';

test('differences that agree have no spread between benches, and the weights are those of their errors', () => {
  const pooled = pooledDifference([
    { difference: 0.02, se: 0.01 },
    { difference: 0.02, se: 0.02 },
  ]);
  expect(pooled?.tau).toBe(0);
  expect(pooled?.mean).toBeCloseTo(0.02, 12);
  expect(pooled?.weights[0]).toBeCloseTo(0.8, 12);
  // No narrower than what the errors alone allow.
  expect(pooled?.se).toBeCloseTo(1 / Math.sqrt(1 / 0.0001 + 1 / 0.0004), 12);
});

test('a case computed by hand', () => {
  // Weights 100, 100: mean 0.1, Q = 100·0.01·2 = 2, τ² = (2 − 1)/(200 − 100) = 0.01, new weights 50, 50.
  const pooled = pooledDifference([
    { difference: 0, se: 0.1 },
    { difference: 0.2, se: 0.1 },
  ]);
  expect(pooled?.tau).toBeCloseTo(0.1, 12);
  expect(pooled?.mean).toBeCloseTo(0.1, 12);
  // Q with the new weights is 1: se² = 1/(1·100).
  expect(pooled?.se).toBeCloseTo(0.1, 12);
  expect(pooled?.interval[1]).toBeCloseTo(0.1 + 0.1 * tQuantile(0.975, 1), 9);
});

test('the mean lies between the differences, and the weights sum to 1', () => {
  const study = fc.record({
    difference: fc.double({ min: -1, max: 1, noNaN: true }),
    se: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(study, { minLength: 2, maxLength: 20 }), (studies) => {
      const pooled = pooledDifference(studies);
      const all = studies.map(({ difference }) => difference);
      expect(pooled?.mean).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9);
      expect(pooled?.mean).toBeLessThanOrEqual(Math.max(...all) + 1e-9);
      expect(pooled?.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
    }),
  );
});

test('one bench, or one without spread, is not pooled', () => {
  expect(pooledDifference([{ difference: 0.1, se: 0.1 }])).toBeUndefined();
  expect(
    pooledDifference([
      { difference: 0.1, se: 0.1 },
      { difference: 0, se: 0 },
    ]),
  ).toBeUndefined();
});
