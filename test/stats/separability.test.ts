import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bounds, rankRanges, separability, separationAgreement } from '../../src/stats/separability.ts';
import { hasVectors, needsVectors, vector } from './vectors.ts';

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('`separability()` and `separationAgreement()` give the figures of their block', () => {
    const block = vector<{
      bench_ci: Record<string, Bounds>;
      reference_ci: Record<string, Bounds>;
      separability: number;
      'agreement_notebook(0.5 if bench overlaps; pairs unseparated in reference dropped)': number;
      'agreement_paper(+1/-1/0 over all pairs)': number;
    }>('separability');
    const bench = Object.values(block.bench_ci);
    const agreement = separationAgreement(bench, Object.values(block.reference_ci));
    expect(separability(bench)).toBeCloseTo(block.separability, 14);
    expect(agreement.overSeparated).toBeCloseTo(
      block['agreement_notebook(0.5 if bench overlaps; pairs unseparated in reference dropped)'],
      14,
    );
    expect(agreement.overAll).toBeCloseTo(block['agreement_paper(+1/-1/0 over all pairs)'], 14);
  });
});

const bounds = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 8 }))
  .map(([low, width]): Bounds => [low, low + width]);
const both = fc.array(fc.tuple(bounds, bounds), { minLength: 2, maxLength: 10 });

test('separation ignores the order of models, and shift and scale', () => {
  fc.assert(
    fc.property(both, (all) => {
      const bench = all.map(([own]) => own);
      const reference = all.map(([, other]) => other);
      const moved = bench.map(([low, high]): Bounds => [3 * low - 7, 3 * high - 7]);
      const share = separability(bench);
      expect(separability(bench.toReversed())).toBeCloseTo(share ?? -1, 12);
      expect(separability(moved)).toBe(share);
      const agreement = separationAgreement(bench, reference);
      expect(separationAgreement(moved, reference)).toEqual(agreement);
      expect(separationAgreement(reference, bench).overAll).toBe(agreement.overAll);
      const self = separationAgreement(bench, bench);
      expect(self.overAll).toBeCloseTo(share ?? -1, 12);
      expect(self.overSeparated).toBe(share === 0 ? undefined : 1);
      const opposite = bench.map(([low, high]): Bounds => [-high, -low]);
      expect(separationAgreement(opposite, bench).overAll).toBeCloseTo(-(share ?? -1), 12);
    }),
  );
});

test('`separability()` takes touching ends for apart, and a point inside an interval for not', () => {
  expect(
    separability([
      [6, 7],
      [7, 8],
    ]),
  ).toBe(1);
  expect(
    separability([
      [6, 7.1],
      [7, 8],
    ]),
  ).toBe(0);
  expect(
    separability([
      [1000, 1000],
      [990, 1020],
    ]),
  ).toBe(0);
  expect(
    separability([
      [5, 5],
      [5, 5],
    ]),
  ).toBe(0);
  expect(separability([[6, 7]])).toBeUndefined();
});

test('`rankRanges()` counts the models whose interval lies wholly above, and wholly below', () => {
  expect(
    rankRanges([
      [8, 9],
      [8.5, 9.5],
      [6, 7],
      [7, 8.2],
      [1, 2],
    ]),
  ).toEqual([
    { best: 1, worst: 3 },
    { best: 1, worst: 2 },
    { best: 3, worst: 4 },
    { best: 2, worst: 4 },
    { best: 5, worst: 5 },
  ]);
  const tied = Array.from({ length: 30 }, (): [number, number] => [7, 7]);
  expect(rankRanges(tied)).toEqual(tied.map(() => ({ best: 1, worst: 30 })));
  fc.assert(
    fc.property(fc.array(bounds, { minLength: 1, maxLength: 12 }), (intervals) => {
      const ranges = rankRanges(intervals);
      const ranks = ranges.map(({ best }) => best);
      expect(ranks).toContain(1);
      expect(ranges.map(({ worst }) => worst)).toContain(intervals.length);
      for (const { best, worst } of ranges) expect(best).toBeLessThanOrEqual(worst);
      expect(rankRanges(intervals.toReversed())).toEqual(ranges.toReversed());
      for (const [i, [, high]] of intervals.entries()) {
        for (const [j, [, other]] of intervals.entries()) {
          if (high > other) expect(ranks[i] ?? 0).toBeLessThanOrEqual(ranks[j] ?? 0);
        }
      }
    }),
  );
});

test('intervals that do not run upward, or are not of the same models, are refused', () => {
  expect(() => separability([[2, 1]])).toThrow('[2, 1]');
  expect(() => rankRanges([[Number.NaN, 1]])).toThrow('NaN');
  expect(() => separationAgreement([[1, 2]], [])).toThrow('1 and 0 intervals');
});
