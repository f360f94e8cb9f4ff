import { expect, test } from 'vitest';
import { binsOf, farApart, ringsOf, scaleOf, stepOf } from '../../../src/results/charts/scale.ts';

test('a board without a scale is on that of FastChat, in whose points everything was', () => {
  const scale = scaleOf({});
  expect(scale).toEqual([1, 10]);
  expect(ringsOf(scale)).toEqual([2, 4, 6, 8, 10]);
  expect(binsOf(scale)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect([1, 1.4, 5.5, 10].map((score) => stepOf(score, scale))).toEqual([0, 0, 5, 9]);
  expect(farApart(scale)).toBe(3);
});

test('a scale from 0 to 1 has ten equal bins, and five rings', () => {
  const scale = scaleOf({ scale: [0, 1] });
  expect(binsOf(scale)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
  expect(ringsOf(scale)).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  expect([0, 0.5, 1].map((score) => stepOf(score, scale))).toEqual([0, 5, 9]);
  expect(farApart(scale)).toBe(0.33);
});

test('whole scores are bins of their own where they are few, and equal parts where they are many', () => {
  expect(binsOf([0, 4])).toEqual([0, 1, 2, 3, 4]);
  expect(binsOf([0, 100])).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
});
