import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noncentralTCdf } from '../../../src/stats/distributions/noncentral-t.ts';
import { tCdf } from '../../../src/stats/distributions/student-t.ts';

test('`noncentralTCdf()` agrees with values integrated numerically', () => {
  const known: [number, number, number, number][] = [
    [1.99, 79, 2.8, 0.2100363247954661],
    [-1.99, 79, 2.8, 1.144161553545094e-6],
    [3, 5, 1, 0.9162617559728062],
    [0, 10, 1.5, 0.06680720126885806],
    [2.5, 2, -1, 0.9894165284763852],
    [8, 30, 6, 0.9122416904442276],
    [1.96, 1000, 0.3, 0.9513331426523474],
    [12, 79, 10, 0.9228899145771998],
  ];
  for (const [x, df, delta, p] of known)
    expect(Math.abs(noncentralTCdf(x, df, delta) - p)).toBeLessThan(1e-11);
});

test('`noncentralTCdf()` is `tCdf()` without noncentrality, and symmetric with it', () => {
  const x = fc.double({ min: -20, max: 20, noNaN: true });
  fc.assert(
    fc.property(
      x,
      fc.integer({ min: 1, max: 200 }),
      fc.double({ min: -8, max: 8, noNaN: true }),
      (at, df, delta) => {
        expect(Math.abs(noncentralTCdf(at, df, 0) - tCdf(at, df))).toBeLessThan(1e-12);
        expect(Math.abs(noncentralTCdf(at, df, delta) + noncentralTCdf(-at, df, -delta) - 1)).toBeLessThan(
          1e-12,
        );
      },
    ),
  );
});

test('both distribution functions keep their digits near 0', () => {
  const slope = 0.379606689822494; // density of t with 5 degrees of freedom at 0
  for (const cdf of [tCdf(1e-8, 5), noncentralTCdf(1e-8, 5, 0)]) {
    expect(Math.abs(cdf - 0.5 - slope * 1e-8)).toBeLessThan(1e-15);
  }
});

test('`noncentralTCdf()` refuses what its terms cannot represent', () => {
  expect(() => noncentralTCdf(1, 0, 1)).toThrow('not 0');
  expect(() => noncentralTCdf(1, 5, 38)).toThrow('not 38');
  expect(() => noncentralTCdf(1, 5, Number.NaN)).toThrow('not NaN');
});
