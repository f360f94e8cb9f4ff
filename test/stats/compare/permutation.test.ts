/** The permutation test: against all relabellings counted, in what must hold for any, and where nothing differs. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { permutationTest } from '../../../src/stats/compare/permutation.ts';
import { seededRandom } from '../../../src/stats/random.ts';

test('the drawn p is that of all relabellings, but for the error of drawing', () => {
  const [a, b] = [
    [3, 5, 4, 6],
    [1, 2, 4, 3],
  ];
  const all = [...a, ...b];
  let hits = 0;
  let patterns = 0;
  for (let mask = 0; mask < 256; mask += 1) {
    const chosen = all.filter((_, at) => (mask >> at) & 1);
    if (chosen.length !== 4) continue;
    patterns += 1;
    if (chosen.reduce((sum, value) => sum + value, 0) >= 18) hits += 1;
  }
  const exact = hits / patterns;
  const p = permutationTest([a, b], { seed: 1 }) ?? 0;
  expect(Math.abs(p - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 9999));
});

test('p lies above 0 and at most at 1, the same seed gives the same one, and equal values give 1', () => {
  const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(values, values, (a, b) => {
      const p = permutationTest([a, b], { seed: 3, rounds: 99 });
      expect(p).toBeGreaterThanOrEqual(0.01);
      expect(p).toBeLessThanOrEqual(1);
      expect(permutationTest([a, b], { seed: 3, rounds: 99 })).toBe(p);
    }),
  );
  expect(permutationTest([[0.1, 0.1], [0.1]], { seed: 1, rounds: 99 })).toBe(1);
  expect(permutationTest([[], [1]], { seed: 1 })).toBeUndefined();
});

test('a clear difference has a small p, the opposite one a large p', () => {
  const [high, low] = [Array.from({ length: 20 }, () => 1), Array.from({ length: 20 }, () => 0)];
  expect(permutationTest([high, low], { seed: 1 })).toBe(0.0001);
  expect(permutationTest([low, high], { seed: 1 })).toBe(1);
});

test('where nothing differs, p is below 0.05 in at most 5 % of simulated cases', () => {
  const random = seededRandom(5);
  let rejected = 0;
  for (let round = 0; round < 1000; round += 1) {
    const drawn = (count: number) => Array.from({ length: count }, () => random.uniform() ** 2);
    if ((permutationTest([drawn(15), drawn(25)], { seed: round, rounds: 199 }) ?? 1) <= 0.05) rejected += 1;
  }
  expect(rejected / 1000).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 1000));
});
