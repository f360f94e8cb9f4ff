import { expect, test } from 'vitest';
import { pythonRandom } from '../../../src/stats/python/random.ts';
import { sampleIndices } from '../../../src/stats/python/sample.ts';

/** Successive draws; the expected ones below are those of Python 3.11.7, `random.Random(seed).sample(range(n), k)`. */
function draws(seed: number, { count, size, times = 1 }: { count: number; size: number; times?: number }) {
  const random = pythonRandom(seed);
  return Array.from({ length: times }, () => sampleIndices({ count, size }, random));
}

test('draws five of GSM8K’s 7,473 train rows as Python does, draw after draw', () => {
  expect(draws(1234, { count: 7473, size: 5, times: 4 })).toEqual([
    [6374, 3610, 957, 61, 742],
    [7462, 6610, 4769, 286, 5501],
    [5677, 687, 806, 6279, 2905],
    [1939, 142, 252, 6461, 129],
  ]);
});

test('small populations are drawn from a pool', () => {
  expect(draws(1234, { count: 20, size: 5, times: 3 })).toEqual([
    [14, 3, 0, 2, 1],
    [2, 3, 11, 7, 0],
    [0, 19, 11, 15, 14],
  ]);
  expect(draws(1234, { count: 22, size: 6, times: 2 })).toEqual([
    [14, 3, 0, 2, 1, 18],
    [3, 11, 7, 0, 18, 17],
  ]);
  expect(draws(1234, { count: 5, size: 5, times: 2 })).toEqual([
    [3, 0, 4, 2, 1],
    [0, 4, 1, 3, 2],
  ]);
  expect(draws(1234, { count: 1, size: 1 })).toEqual([[0]]);
});

test('the border between pool and set is Python’s', () => {
  const of = (count: number) => draws(1234, { count, size: 10 })[0];
  expect(of(85)).toEqual([56, 14, 0, 11, 74, 4, 10, 12, 45, 30]);
  expect(of(86)).toEqual([56, 14, 0, 11, 74, 4, 85, 10, 12, 45]);
  expect(draws(1234, { count: 1119, size: 25 })[0]?.slice(0, 5)).toEqual([902, 239, 15, 185, 71]);
});

test('more than there are cannot be drawn', () => {
  expect(() => draws(1, { count: 2, size: 3 })).toThrow('cannot draw 3 of 2');
});
