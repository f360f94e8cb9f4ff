/** Figures of names that every object has, too. */

import { expect, test } from 'vitest';
import { categoriesOf, ownValue } from '../../../src/results/charts/by-name.ts';

test('a category that is called like a part of every object has the figures that are its own', () => {
  const categories = JSON.parse('{"__proto__":1,"constructor":2}');
  expect(ownValue(categories, '__proto__')).toBe(1);
  expect(ownValue(categories, 'constructor')).toBe(2);
  expect(ownValue(categories, 'toString')).toBeUndefined();
  expect(categoriesOf([{ categories }, {}, { categories: { math: 3 } }])).toEqual([
    '__proto__',
    'constructor',
    'math',
  ]);
});
