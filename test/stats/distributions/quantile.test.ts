import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  normalCdf,
  normalQuantile,
  percentile,
  percentileInterval,
} from '../../../src/stats/distributions/quantile.ts';
import { hasVectors, needsVectors, present, vector } from '../vectors.ts';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('`percentile()` interpolates as numpy does', () => {
    const block = vector<{ values: number[]; q025: number; q975: number }>('percentile');
    expect(percentile(block.values, 0.025)).toBeCloseTo(block.q025, 13);
    expect(percentile(block.values, 0.975)).toBeCloseTo(block.q975, 13);
    expect(percentileInterval(block.values)).toEqual([
      expect.closeTo(block.q025, 13),
      expect.closeTo(block.q975, 13),
    ]);
  });

  test('`normalQuantile()` gives the z values of the power block to the last digits', () => {
    const block = vector<{ z975: number; z80: number }>('power');
    expect(normalQuantile(0.975)).toBeCloseTo(block.z975, 14);
    expect(normalQuantile(0.8)).toBeCloseTo(block.z80, 14);
  });
});

test('the percentile of a bootstrap of 1,000 rounds lies between the 25th and the 26th value', () => {
  const rounds = Array.from({ length: 1000 }, (_, round) => (round < 25 ? 8.48125 : 8.4875));
  expect(percentile(rounds, 0.025)).toBeCloseTo(8.48734375, 12);
});

test('`percentile()` does not depend on order, moves with shift and scale, and stays inside the sample', () => {
  fc.assert(
    fc.property(values, share, (sample, p) => {
      const value = present(percentile(sample, p));
      expect(percentile(sample.toReversed(), p)).toBe(value);
      expect(value).toBeGreaterThanOrEqual(Math.min(...sample));
      expect(value).toBeLessThanOrEqual(Math.max(...sample));
      const moved = percentile(
        sample.map((x) => 4 * x + 3),
        p,
      );
      expect(Math.abs(present(moved) - (4 * value + 3))).toBeLessThan(1e-8);
    }),
  );
});

test('`percentile()` has nothing to say of an empty sample and refuses NaN and shares outside 0 to 1', () => {
  expect(percentile([], 0.5)).toBeUndefined();
  expect(percentileInterval([])).toBeUndefined();
  expect(() => percentile([1, Number.NaN, 2], 0.5)).toThrow('NaN');
  expect(() => percentile([1], 1.5)).toThrow('not 1.5');
  expect(() => percentileInterval([1], 1)).toThrow('not 1');
});

test('`normalCdf()` agrees with values computed by scipy, in the far tail too', () => {
  const known: [number, number][] = [
    [-10, 7.61985302416047e-24],
    [-6, 9.8658764503769437e-10],
    [-2.5, 0.0062096653257761323],
    [-1, 0.15865525393145707],
    [0, 0.5],
    [0.5, 0.69146246127401312],
    [2, 0.97724986805182079],
    [3, 0.9986501019683699],
  ];
  for (const [x, p] of known) expect(Math.abs(normalCdf(x) / p - 1)).toBeLessThan(1e-12);
  expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  expect(() => normalCdf(Number.NaN)).toThrow(RangeError);
});

test('`normalQuantile()` undoes `normalCdf()` and is odd about a half', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (p) => {
      const x = normalQuantile(p);
      expect(Math.abs(normalCdf(x) / p - 1)).toBeLessThan(1e-10);
    }),
  );
  for (let k = 1; k < 64; k += 1) expect(normalQuantile(1 - k / 128)).toBe(-normalQuantile(k / 128));
  for (const wrong of [0, 1, -0.1, Number.NaN]) expect(() => normalQuantile(wrong)).toThrow(RangeError);
});
