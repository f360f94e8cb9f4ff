import { expect, test } from 'vitest';
import { chooseScale } from '../../../src/results/leaderboard/scales.ts';

const row = (judge: string, scale?: [number, number]) => ({ judge, scale });

test('judges on one scale are all shown', () => {
  expect(chooseScale([row('a'), row('b', [1, 10])])).toEqual({ scale: [1, 10], others: [] });
  expect(chooseScale([row('a', [0, 1])])).toEqual({ scale: [0, 1], others: [] });
  expect(chooseScale([])).toEqual({ scale: [1, 10], others: [] });
});

test('the scale of FastChat goes before others, and otherwise the first', () => {
  expect(chooseScale([row('a', [0, 1]), row('b'), row('a', [0, 1])])).toEqual({
    scale: [1, 10],
    others: [{ judge: 'a', scale: [0, 1] }],
  });
  expect(chooseScale([row('a', [0, 1]), row('b', [0, 5])])).toEqual({
    scale: [0, 1],
    others: [{ judge: 'b', scale: [0, 5] }],
  });
});
