import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  randomFromState,
  resampleIndices,
  resampleMultiplicities,
  seededRandom,
} from '../../src/stats/random.ts';

const seed = fc.maxSafeNat();

test('`randomFromState()` gives the published first outputs of xoshiro128**', () => {
  const random = randomFromState([1, 2, 3, 4]);
  expect(Array.from({ length: 4 }, random.uint32)).toEqual([11520, 0, 5927040, 70819200]);
});

test('`seededRandom()` gives the same numbers on every machine', () => {
  const { uint32 } = seededRandom(42);
  expect([uint32(), uint32(), uint32()]).toEqual([2837322924, 544945897, 479756282]);
});

test('`seededRandom()` repeats itself for equal seeds and differs for others', () => {
  fc.assert(
    fc.property(seed, seed, (a, b) => {
      const draw = (from: number) => Array.from({ length: 8 }, seededRandom(from).uint32).join();
      expect(draw(a)).toBe(draw(a));
      if (a !== b) expect(draw(a)).not.toBe(draw(b));
    }),
  );
});

test('`seededRandom()` refuses seeds that are not whole numbers from 0', () => {
  for (const wrong of [-1, 0.5, Number.NaN, 2 ** 60]) {
    expect(() => seededRandom(wrong)).toThrow(`not ${wrong}`);
  }
  expect(() => randomFromState([0, 0, 0, 0])).toThrow('all zero');
});

test('`uniform()` stays in [0, 1) and has the mean and variance of a uniform number', () => {
  const { uniform } = seededRandom(1);
  const draws = Array.from({ length: 100_000 }, uniform);
  const mean = draws.reduce((sum, u) => sum + u, 0) / draws.length;
  const variance = draws.reduce((sum, u) => sum + (u - mean) ** 2, 0) / draws.length;
  expect(draws.every((u) => u >= 0 && u < 1)).toBe(true);
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.004);
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001);
});

test('`below()` draws every number equally often, and refuses counts without a number to draw', () => {
  const { below } = seededRandom(2);
  const counts = new Array<number>(7).fill(0);
  for (let draw = 0; draw < 70_000; draw += 1) {
    const number = below(7);
    counts[number] = (counts[number] ?? 0) + 1;
  }
  const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chiSquare).toBeLessThan(22.5); // 6 degrees of freedom: exceeded by chance once in a thousand
  for (const wrong of [0, -1, 1.5, 2 ** 33]) expect(() => below(wrong)).toThrow(RangeError);
});

test('`below()` has no preference for small numbers where 2^32 is not a multiple of the count', () => {
  const { below } = seededRandom(3);
  const count = 3 * 2 ** 30; // a bare remainder would draw the lower third twice as often
  let low = 0;
  for (let draw = 0; draw < 30_000; draw += 1) low += below(count) < 2 ** 30 ? 1 : 0;
  expect(Math.abs(low - 10_000)).toBeLessThan(300);
});

test('`resampleMultiplicities()` counts the sample that `resampleIndices()` draws', () => {
  fc.assert(
    fc.property(seed, fc.integer({ min: 1, max: 60 }), (from, count) => {
      const indices = resampleIndices(count, seededRandom(from));
      const multiplicities = resampleMultiplicities(count, seededRandom(from), new Int32Array(count).fill(9));
      expect([...indices].every((index) => index >= 0 && index < count)).toBe(true);
      expect([...multiplicities]).toEqual(
        Array.from({ length: count }, (_, place) => indices.filter((index) => index === place).length),
      );
    }),
  );
});
