import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { probabilityWeightedScore } from '../../src/stats/geval.ts';
import { hasVectors, needsVectors, present, vector } from './vectors.ts';

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('`probabilityWeightedScore()` gives the figures of the geval block', () => {
    const block = vector<{ logprobs: Record<string, number>; score: number; mass: number; argmax: number }>(
      'geval',
    );
    const weighted = present(probabilityWeightedScore(block.logprobs));
    expect(weighted.score).toBeCloseTo(block.score, 13);
    expect(weighted.mass).toBeCloseTo(block.mass, 14);
    expect(weighted.argmax).toBe(block.argmax);
  });
});

const probabilities = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), {
  minLength: 10,
  maxLength: 10,
});

test('`probabilityWeightedScore()` is a mean: within the ratings, whatever all probabilities are scaled by', () => {
  fc.assert(
    fc.property(probabilities, (all) => {
      const logs = (scale: number) =>
        Object.fromEntries(all.map((p, place) => [`${place + 1}`, Math.log(p * scale)] as const));
      const weighted = present(probabilityWeightedScore(logs(1)));
      const scaled = present(probabilityWeightedScore(logs(0.25)));
      expect(weighted.score >= 1 && weighted.score <= 10).toBe(true);
      expect(scaled.score).toBeCloseTo(weighted.score, 10);
      expect(scaled.mass).toBeCloseTo(weighted.mass / 4, 10);
    }),
  );
});

test('`probabilityWeightedScore()` adds spellings of one rating and leaves out what is none', () => {
  const logprobs = {
    '7': Math.log(0.2),
    ' 7': Math.log(0.2),
    '9': Math.log(0.3),
    '11': -1,
    '7.5': -1,
    '': -1,
    A: -1,
  };
  const weighted = present(probabilityWeightedScore(logprobs));
  expect(weighted.argmax).toBe(7);
  expect(weighted.mass).toBeCloseTo(0.7, 14);
  expect(weighted.score).toBeCloseTo((7 * 0.4 + 9 * 0.3) / 0.7, 13);
  expect(probabilityWeightedScore({ yes: -0.1 })).toBeUndefined();
  expect(probabilityWeightedScore({ '0': -0.1 }, { min: 0, max: 1 })?.score).toBe(0);
});
