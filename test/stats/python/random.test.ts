import { expect, test } from 'vitest';
import { pythonRandom, pythonRandoms } from '../../../src/stats/python/random.ts';

test('random() gives what Python gives for the same seed, beyond the first 624 words too', () => {
  const { random } = pythonRandom(1234);
  expect([random(), random(), random()]).toEqual([
    0.9664535356921388, 0.4407325991753527, 0.007491470058587191,
  ]);
  const zero = pythonRandom(0);
  expect(zero.random()).toBe(0.8444218515250481);
  for (let draw = 2; draw < 2000; draw += 1) zero.random();
  expect(zero.random()).toBe(0.35278860284662805);
});

test('gauss() draws pairs as Python does', () => {
  const { gauss } = pythonRandom(0);
  for (const value of [0.9417154046806644, -1.3965781047011498, -0.6797144480784211]) {
    expect(gauss()).toBeCloseTo(value, 14);
  }
});

test('choice() takes the index that Python takes', () => {
  const { choice } = pythonRandom(1234);
  expect(Array.from({ length: 6 }, () => choice(52))).toEqual([49, 28, 7, 0, 5, 51]);
});

test('generators of one seed start alike and go their own ways, and know whether they were used', () => {
  const next = pythonRandoms(0);
  const [one, other] = [next(), next()];
  one.random();
  expect([one.isUsed(), other.isUsed()]).toEqual([true, false]);
  expect(other.random()).toBe(0.8444218515250481);
  expect(one.random()).toBe(0.7579544029403025);
});
