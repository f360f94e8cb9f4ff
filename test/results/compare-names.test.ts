import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNames } from '../../src/results/compare-names.ts';

test('`compareNames()` takes numbers in names by their size', () => {
  const sorted = ['2', '10', 'm-Q4', 'model', 'model-1', 'model-2', 'model-2b', 'model-10', 'model-010x'];
  expect(sorted.toReversed().sort(compareNames)).toEqual(sorted);
  expect(['llama3.10', 'llama3.2'].sort(compareNames)).toEqual(['llama3.2', 'llama3.10']);
  expect(['0.5', '0.25'].sort(compareNames)).toEqual(['0.25', '0.5']);
  const long = ['9'.repeat(30), `1${'0'.repeat(30)}`].map((digits) => `m${digits}`);
  expect(long.toReversed().sort(compareNames)).toEqual(long);
});

test('`compareNames()` is an order of names with letters: one direction, and 0 for equal names alone', () => {
  const names = fc.stringMatching(/^[a-c][a-c0-3-]{0,6}$/);
  fc.assert(
    fc.property(names, names, names, (a, b, c) => {
      expect(Math.sign(compareNames(a, b))).toBe(0 - Math.sign(compareNames(b, a)));
      expect(compareNames(a, b) === 0).toBe(a === b);
      if (compareNames(a, b) < 0 && compareNames(b, c) < 0) expect(compareNames(a, c)).toBeLessThan(0);
    }),
  );
});
