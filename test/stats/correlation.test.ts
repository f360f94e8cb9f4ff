import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  kendallTauB,
  meanAbsoluteDifference,
  pearson,
  shareApart,
  spearman,
} from '../../src/stats/correlation.ts';
import { midRanks } from '../../src/stats/ranks.ts';
import { hasVectors, needsVectors, present, vector } from './vectors.ts';

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('`spearman()`, `kendallTauB()` and `pearson()` give the figures of the rank_corr block', () => {
    const block = vector<{ x: number[]; y: number[] } & Record<string, number>>('rank_corr');
    expect(spearman(block.x, block.y)).toBeCloseTo(block.spearman ?? Number.NaN, 14);
    expect(kendallTauB(block.x, block.y)).toBeCloseTo(block.kendall_tau_b ?? Number.NaN, 14);
    expect(pearson(block.x, block.y)).toBeCloseTo(block.pearson ?? Number.NaN, 14);
  });
});

const columns = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 10 })), { maxLength: 30 })
  .map((rows) => [rows.map(([x]) => x), rows.map(([, y]) => y)] as const);

test('correlations are symmetric, lie in −1 to 1, ignore row order and turn with the sign', () => {
  fc.assert(
    fc.property(columns, ([x, y]) => {
      for (const measure of [pearson, spearman, kendallTauB]) {
        const value = measure(x, y);
        const constant = new Set(x).size < 2 || new Set(y).size < 2;
        expect(value === undefined).toBe(constant);
        if (value === undefined) continue;
        expect(Math.abs(value)).toBeLessThanOrEqual(1 + 1e-12);
        expect(measure(y, x)).toBeCloseTo(value, 12);
        expect(measure(x.toReversed(), y.toReversed())).toBeCloseTo(value, 12);
        expect(
          measure(
            x.map((v) => 3 - 2 * v),
            y,
          ),
        ).toBeCloseTo(-value, 12);
        expect(measure(x, x)).toBeCloseTo(1, 12);
      }
    }),
  );
});

test('rank correlations see order only', () => {
  fc.assert(
    fc.property(columns, ([x, y]) => {
      const curved = x.map((v) => Math.exp(v));
      for (const measure of [spearman, kendallTauB]) expect(measure(curved, y)).toBe(measure(x, y));
    }),
  );
});

test('`meanAbsoluteDifference()` and `shareApart()` count pairs, the distance itself included', () => {
  expect(meanAbsoluteDifference([1, 9, 5, 4], [4, 5, 5, 6])).toBe(2.25);
  expect(shareApart([1, 9, 5, 4], [4, 5, 5, 6])).toBe(0.5);
  expect(shareApart([1, 9, 5, 4], [4, 5, 5, 6], 4)).toBe(0.25);
  expect([meanAbsoluteDifference([], []), shareApart([], [])]).toEqual([undefined, undefined]);
  for (const measure of [pearson, spearman, kendallTauB, meanAbsoluteDifference, shareApart]) {
    expect(() => measure([1, 2], [1])).toThrow('2 and 1 values cannot be paired');
  }
});

test('`pearson()` sees no spread where only rounding makes some', () => {
  expect(pearson([0.1, 0.1, 0.1], [1, 2, 3])).toBeUndefined();
});

test('`midRanks()` shares places among equals and keeps their sum', () => {
  expect([...midRanks([10, 20, 20, 5]).ranks]).toEqual([2, 3.5, 3.5, 1]);
  expect(midRanks([10, 20, 20, 5]).groups).toEqual([1, 1, 2]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 })), (values) => {
      const { ranks, groups } = midRanks(values);
      expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBe((values.length * (values.length + 1)) / 2);
      expect(groups.reduce((sum, size) => sum + size, 0)).toBe(values.length);
      expect(groups).toHaveLength(new Set(values).size);
    }),
  );
  expect(() => midRanks([1, Number.NaN])).toThrow('NaN');
  expect(present(spearman([1, 2, 3], [1, 4, 9]))).toBeCloseTo(1, 14);
});
