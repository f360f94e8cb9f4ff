import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/stats/random.ts';
import { lengthControlledWinRate } from '../../../src/stats/ratings/length-control.ts';
import { present } from '../vectors.ts';

const matches = fc
  .array(
    fc.tuple(fc.constantFrom(0, 0.5, 1), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 })),
    {
      minLength: 2,
      maxLength: 60,
    },
  )
  .filter((all) => all.some(([score]) => score > 0) && all.some(([score]) => score < 1));

const rate = (all: readonly (readonly [number, number, number])[], ridge?: number) =>
  present(
    lengthControlledWinRate(
      all.map(([score]) => score),
      { a: all.map(([, a]) => a), b: all.map(([, , b]) => b) },
      ridge === undefined ? {} : { ridge },
    ),
  );

test('`lengthControlledWinRate()` gives a fit that was computed with numpy', () => {
  const score = [1, 1, 0, 0.5, 1, 0, 1, 0];
  const a = [300, 500, 120, 260, 410, 90, 330, 200];
  const b = [200, 150, 240, 250, 100, 180, 400, 120];
  const { winRate, lengthCoefficient } = present(lengthControlledWinRate(score, { a, b }));
  expect(winRate).toBeCloseTo(0.5190347218900297, 12);
  expect(lengthCoefficient).toBeCloseTo(1.1021593404732883, 12);
});

test('`lengthControlledWinRate()` becomes its complement when the models are swapped', () => {
  fc.assert(
    fc.property(matches, (all) => {
      const plain = rate(all);
      const swapped = rate(all.map(([score, a, b]) => [1 - score, b, a] as const));
      expect(swapped.winRate).toBeCloseTo(1 - plain.winRate, 9);
      expect(swapped.lengthCoefficient).toBeCloseTo(plain.lengthCoefficient, 9);
      expect(plain.winRate > 0 && plain.winRate < 1).toBe(true);
    }),
  );
});

test('`lengthControlledWinRate()` ignores row order, the unit of length, and what both answers share', () => {
  fc.assert(
    fc.property(matches, (all) => {
      const plain = rate(all);
      for (const other of [
        all.toReversed(),
        all.map(([score, a, b]) => [score, 4 * a, 4 * b] as const),
        all.map(([score, a, b]) => [score, a + 50, b + 50] as const),
      ]) {
        expect(rate(other).winRate).toBeCloseTo(plain.winRate, 8);
      }
    }),
  );
});

test('`lengthControlledWinRate()` is the raw rate where lengths never differ', () => {
  fc.assert(
    fc.property(matches, (all) => {
      const { winRate, rawWinRate, lengthCoefficient } = rate(
        all.map(([score, a]) => [score, a, a] as const),
      );
      expect(winRate).toBeCloseTo(rawWinRate, 10);
      expect(lengthCoefficient).toBe(0);
    }),
  );
});

test('`lengthControlledWinRate()` takes the gain from padding back', () => {
  const { uniform } = seededRandom(17);
  // Equal models; the longer answer wins with probability 0.8, and a is the longer one in three of four matches.
  const all = Array.from({ length: 4000 }, (_, row) => {
    const longer = row % 4 !== 0;
    return [uniform() < (longer ? 0.8 : 0.2) ? 1 : 0, longer ? 600 : 300, longer ? 300 : 600] as const;
  });
  const { winRate, rawWinRate, lengthCoefficient } = rate(all);
  expect(rawWinRate).toBeGreaterThan(0.62);
  expect(Math.abs(winRate - 0.5)).toBeLessThan(0.03);
  expect(lengthCoefficient).toBeGreaterThan(1);
  expect(rate(all, 1e6).lengthCoefficient).toBeCloseTo(0, 2);
});

test('`lengthControlledWinRate()` says nothing of a model that won or lost everything', () => {
  const lengths = { a: [5, 9], b: [7, 2] };
  expect(lengthControlledWinRate([1, 1], lengths)).toBeUndefined();
  expect(lengthControlledWinRate([0, 0], lengths)).toBeUndefined();
  expect(lengthControlledWinRate([], { a: [], b: [] })).toBeUndefined();
  expect(() => lengthControlledWinRate([1], lengths)).toThrow('both lengths');
  expect(() => lengthControlledWinRate([1, 2], lengths)).toThrow('0 to 1');
  expect(() => lengthControlledWinRate([1, 0], lengths, { ridge: 0 })).toThrow('not 0');
});
