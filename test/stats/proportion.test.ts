import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incompleteBeta } from '../../src/stats/distributions/student-t.ts';
import {
  betaQuantile,
  clopperPearsonInterval,
  jeffreysInterval,
  normalHalfWidth,
  roganGladen,
  wilsonInterval,
} from '../../src/stats/proportion.ts';
import { hasVectors, needsVectors, present, vector } from './vectors.ts';

const closeTo = ([low, high]: readonly [number, number], digits: number) => [
  expect.closeTo(low, digits),
  expect.closeTo(high, digits),
];

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('the intervals of a share are those of the proportion block', () => {
    const block = vector<
      Record<'k' | 'n', number> &
        Record<
          'wilson95' | 'clopper_pearson95' | 'wilson_80_of_80' | 'beta_jeffreys95_52_80',
          [number, number]
        >
    >('proportion');
    expect(wilsonInterval(block.k, block.n)).toEqual(closeTo(block.wilson95, 14));
    expect(wilsonInterval(80, 80)).toEqual(closeTo(block.wilson_80_of_80, 14));
    expect(clopperPearsonInterval(block.k, block.n)).toEqual(closeTo(block.clopper_pearson95, 13));
    expect(jeffreysInterval(52, 80)).toEqual(closeTo(block.beta_jeffreys95_52_80, 13));
  });

  test('`normalHalfWidth()` gives what 80 games say of a win rate of a half', () => {
    const block = vector<{ winrate_n80_p50_halfwidth: number }>('power');
    expect(normalHalfWidth(0.5, 80)).toBeCloseTo(block.winrate_n80_p50_halfwidth, 15);
  });

  test('`roganGladen()` gives the share and error of its block', () => {
    const { p, n, sens, m1, spec, m0, theta, se } =
      vector<Record<'p' | 'n' | 'sens' | 'm1' | 'spec' | 'm0' | 'theta' | 'se', number>>('rogan_gladen');
    const corrected = present(roganGladen({ p, n, sensitivity: sens, m1, specificity: spec, m0 }));
    expect(corrected.theta).toBeCloseTo(theta, 14);
    expect(corrected.se).toBeCloseTo(se, 14);
  });
});

const intervals = [wilsonInterval, clopperPearsonInterval, jeffreysInterval];
const counts = fc
  .integer({ min: 1, max: 300 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

test('intervals of a share hold it, stay in 0 to 1, mirror, and widen with the confidence', () => {
  fc.assert(
    fc.property(counts, ([k, n]) => {
      for (const interval of intervals) {
        const [low, high] = interval(k, n);
        expect(0 <= low && low <= k / n + 1e-12 && k / n <= high + 1e-12 && high <= 1).toBe(true);
        expect(interval(n - k, n)).toEqual(closeTo([1 - high, 1 - low], 10));
        const [wideLow, wideHigh] = interval(k, n, 0.99);
        expect(wideLow <= low && high <= wideHigh).toBe(true);
      }
      const [low, high] = clopperPearsonInterval(k, n);
      const [innerLow, innerHigh] = jeffreysInterval(k, n);
      expect(low <= innerLow && innerHigh <= high).toBe(true);
    }),
  );
});

test('`betaQuantile()` undoes `incompleteBeta()`', () => {
  const shape = fc.double({ min: 0.5, max: 200, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), shape, shape, (p, a, b) => {
      expect(incompleteBeta(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 8);
    }),
  );
});

test('`roganGladen()` undoes what a judge of known errors makes of a true share', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const good = fc.double({ min: 0.6, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, good, good, (theta, sensitivity, specificity) => {
      const p = Math.min(1, theta * sensitivity + (1 - theta) * (1 - specificity));
      const judged = { p, n: 400, sensitivity, m1: 100, specificity, m0: 100 };
      const corrected = present(roganGladen(judged));
      expect(corrected.theta).toBeCloseTo(theta, 9);
      expect(corrected.se).toBeGreaterThanOrEqual(Math.sqrt((p * (1 - p)) / 400) - 1e-12);
    }),
  );
  const perfect = { p: 0.72, n: 400, sensitivity: 1, m1: 10, specificity: 1, m0: 10 };
  expect(roganGladen(perfect)).toEqual({
    theta: 0.72,
    se: expect.closeTo(Math.sqrt((0.72 * 0.28) / 400), 14),
  });
  expect(roganGladen({ ...perfect, sensitivity: 0.4, specificity: 0.6 })).toBeUndefined();
  expect(() => roganGladen({ ...perfect, p: 1.2 })).toThrow('1.2 of 400');
});

test('shares that are none are refused', () => {
  for (const interval of intervals) {
    expect(() => interval(1, 0)).toThrow('1 of 0 is no share');
    expect(() => interval(9, 8)).toThrow('9 of 8 is no share');
    expect(() => interval(1, 8, 1)).toThrow('not 1');
  }
  expect(() => betaQuantile(0, 1, 1)).toThrow('not 0');
  expect(() => betaQuantile(0.5, 0, 1)).toThrow('not 0 and 1');
});
