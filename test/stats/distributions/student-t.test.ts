import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incompleteBeta, logGamma, tCdf, tQuantile } from '../../../src/stats/distributions/student-t.ts';

const relative = (value: number, expected: number) =>
  Math.abs(value - expected) / Math.max(1, Math.abs(expected));
const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const shape = fc.double({ min: 0.1, max: 200, noNaN: true });
const degrees = fc.integer({ min: 1, max: 500 });

test.each([1, 2, 3, 5, 10, 20, 50, 100, 170])('`logGamma()` gives ln (n − 1)! for %i', (n) => {
  let expected = 0;
  for (let factor = 2; factor < n; factor += 1) expected += Math.log(factor);
  expect(relative(logGamma(n), expected)).toBeLessThan(1e-14);
});

test('`logGamma()` gives ln √π for a half and its known neighbours', () => {
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
  expect(logGamma(1.5)).toBeCloseTo(Math.log(Math.PI) / 2 - Math.LN2, 13);
  expect(logGamma(2.5)).toBeCloseTo(Math.log((3 * Math.sqrt(Math.PI)) / 4), 13);
});

test('`logGamma()` fulfils Γ(x + 1) = x·Γ(x)', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (x) => {
      expect(relative(logGamma(x + 1), logGamma(x) + Math.log(x))).toBeLessThan(1e-13);
    }),
  );
});

test('`logGamma()` fulfils the duplication formula', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 500, noNaN: true }), (x) => {
      const doubled = logGamma(x) + logGamma(x + 0.5) + (2 * x - 1) * Math.LN2 - Math.log(Math.PI) / 2;
      expect(relative(doubled, logGamma(2 * x))).toBeLessThan(1e-13);
    }),
  );
});

test('`incompleteBeta()` is a power where one shape is 1', () => {
  fc.assert(
    fc.property(probability, shape, (x, a) => {
      expect(incompleteBeta(x, a, 1)).toBeCloseTo(x ** a, 12);
      expect(incompleteBeta(x, 1, a)).toBeCloseTo(1 - (1 - x) ** a, 12);
    }),
  );
});

test('`incompleteBeta()` is symmetric: I_x(a, b) = 1 − I_(1 − x)(b, a)', () => {
  fc.assert(
    fc.property(probability, shape, shape, (x, a, b) => {
      expect(incompleteBeta(x, a, b)).toBeCloseTo(1 - incompleteBeta(1 - x, b, a), 11);
    }),
  );
});

test('`incompleteBeta()` is a half in the middle of equal shapes', () => {
  fc.assert(
    fc.property(shape, (a) => {
      expect(incompleteBeta(0.5, a, a)).toBeCloseTo(0.5, 11);
    }),
  );
});

test('`incompleteBeta()` fulfils I_x(a + 1, b) = I_x(a, b) − x^a (1 − x)^b / (a B(a, b))', () => {
  fc.assert(
    fc.property(probability, shape, shape, (x, a, b) => {
      const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
      const step = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta) / a;
      expect(incompleteBeta(x, a + 1, b)).toBeCloseTo(incompleteBeta(x, a, b) - step, 11);
    }),
  );
});

test('`incompleteBeta()` runs from 0 to 1 and never falls', () => {
  expect(incompleteBeta(0, 2, 3)).toBe(0);
  expect(incompleteBeta(1, 2, 3)).toBe(1);
  fc.assert(
    fc.property(probability, probability, shape, shape, (x, y, a, b) => {
      const [low, high] = [Math.min(x, y), Math.max(x, y)];
      expect(incompleteBeta(high, a, b)).toBeGreaterThanOrEqual(incompleteBeta(low, a, b) - 1e-12);
    }),
  );
});

test('`tCdf()` is a half at 0 and symmetric around it', () => {
  fc.assert(
    fc.property(fc.double({ min: -50, max: 50, noNaN: true }), degrees, (x, df) => {
      expect(tCdf(x, df) + tCdf(-x, df)).toBeCloseTo(1, 12);
    }),
  );
  expect(tCdf(0, 7)).toBeCloseTo(0.5, 15);
});

test('`tQuantile()` is a tangent for one degree of freedom', () => {
  fc.assert(
    fc.property(probability, (p) => {
      expect(relative(tQuantile(p, 1), Math.tan(Math.PI * (p - 0.5)))).toBeLessThan(1e-9);
    }),
  );
});

test('`tQuantile()` has its closed form for two degrees of freedom', () => {
  fc.assert(
    fc.property(probability, (p) => {
      expect(relative(tQuantile(p, 2), (2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p))))).toBeLessThan(1e-9);
    }),
  );
});

test('`tQuantile()` has its closed form for four degrees of freedom', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.501, max: 0.999, noNaN: true }), (p) => {
      const a = 4 * p * (1 - p);
      const q = Math.cos(Math.acos(Math.sqrt(a)) / 3) / Math.sqrt(a);
      expect(relative(tQuantile(p, 4), 2 * Math.sqrt(q - 1))).toBeLessThan(1e-8);
    }),
  );
});

test.each([
  [2, 4.302652729749462],
  [3, 3.182446305284263],
  [4, 2.7764451051977943],
])('`tQuantile()` gives the critical value for %i degrees of freedom', (df, expected) => {
  expect(relative(tQuantile(0.975, df), expected)).toBeLessThan(1e-11);
});

test('`tQuantile()` comes to the normal quantile for many degrees of freedom', () => {
  expect(tQuantile(0.975, 1e7)).toBeCloseTo(1.959963984540054, 6);
  expect(tQuantile(0.8, 1e7)).toBeCloseTo(0.8416212335729143, 6);
});

test('`tQuantile()` undoes `tCdf()`', () => {
  fc.assert(
    fc.property(probability, degrees, (p, df) => {
      expect(tCdf(tQuantile(p, df), df)).toBeCloseTo(p, 11);
    }),
  );
});

test('`tQuantile()` is antisymmetric and falls with the degrees of freedom', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.6, max: 0.999, noNaN: true }), degrees, (p, df) => {
      expect(tQuantile(1 - p, df)).toBeCloseTo(-tQuantile(p, df), 8);
      expect(tQuantile(p, df + 1)).toBeLessThan(tQuantile(p, df));
    }),
  );
  expect(tQuantile(0.5, 3)).toBe(0);
});

test.each([0, 1, -0.1, 1.1, Number.NaN])('`tQuantile()` throws a RangeError for the probability %d', (p) => {
  expect(() => tQuantile(p, 3)).toThrow(RangeError);
});

test.each([0, -1, Number.NaN])(
  '`tQuantile()` and `tCdf()` throw a RangeError for %d degrees of freedom',
  (df) => {
    expect(() => tQuantile(0.975, df)).toThrow(RangeError);
    expect(() => tCdf(1, df)).toThrow(RangeError);
  },
);
