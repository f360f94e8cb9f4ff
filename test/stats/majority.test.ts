import { expect, test } from 'vitest';
import { majority } from '../../src/stats/majority.ts';

test('the most frequent vote wins, and the first to appear among equals', () => {
  expect(majority(['7', '8', '8'])).toBe('8');
  expect(majority(['7', '8', '8', '7'])).toBe('7');
  expect(majority(['9', '7', '8', '8', '7'])).toBe('7');
});

test('`k` takes the first votes alone', () => {
  expect(majority(['7', '8', '8'], 1)).toBe('7');
  expect(majority(['7', '8', '8'], 2)).toBe('7');
  expect(majority(['7', '8', '8'], 3)).toBe('8');
});

test('no votes have no majority, and too few are refused', () => {
  expect(majority([])).toBeUndefined();
  expect(() => majority(['7'], 2)).toThrow(RangeError);
  expect(() => majority(['7'], -1)).toThrow(RangeError);
});

test('an answer that was not found can be a vote, as in lm-eval', () => {
  expect(majority([undefined, '7', undefined])).toBeUndefined();
  expect(majority(['[invalid]', '7', '[invalid]'])).toBe('[invalid]');
});
