import { expect, test } from 'vitest';
import { lastRows } from '../../../src/store/judgments/last-rows.ts';

/** A part of a key whose values have these numbers, out of `count`. */
const part = (numbers: readonly number[], count = 10) => ({
  numberAt: (row: number) => numbers[row] ?? -1,
  values: { length: count } as readonly unknown[],
});

test('`lastRows()` keeps the order of the first rows, and tells of each other row which one came next', () => {
  const { last, superseded } = lastRows(6, [part([1, 2, 1, 3, 1, 2])]);
  expect([...last]).toEqual([4, 5, 3]);
  expect([...superseded]).toEqual([
    [0, 2],
    [2, 4],
    [1, 5],
  ]);
});

test('`lastRows()` keeps keys apart whose parts have more values than there is room for in a number', () => {
  const many = 2 ** 31 - 1;
  const [a, b, c] = [part([0, 0, 1], many), part([1, 0, 0], many), part([many - 1, many - 1, 0], many)];
  expect([...lastRows(3, [a, b, c]).last]).toEqual([0, 1, 2]);
  expect([...lastRows(2, [part([5, 5], many), part([7, 7], many), part([9, 9], many)]).last]).toEqual([1]);
});
