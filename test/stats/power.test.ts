import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tQuantile } from '../../src/stats/distributions/student-t.ts';
import {
  detectableDifference,
  millerQuestionsNeeded,
  pairedPower,
  questionsNeeded,
} from '../../src/stats/power.ts';
import { hasVectors, needsVectors, vector } from './vectors.ts';

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  const block = vectorOrNothing();

  test('`detectableDifference()` gives the differences that 80 questions find at 80 % power', () => {
    // The case is 2.4e-10 below the root: that is how far its solver went.
    expect(tQuantile(0.975, 79)).toBeCloseTo(block.t975_df79, 9);
    const cases = Object.entries(block.mde_n80);
    expect(cases).toHaveLength(6);
    for (const [sd, expected] of cases) {
      const design = { sd: Number(sd), n: 80 };
      expect(detectableDifference(design, { distribution: 'normal' })).toBeCloseTo(expected.normal, 13);
      // The case was solved to nine digits: its root finder stopped there.
      expect(detectableDifference(design)).toBeCloseTo(expected.noncentral_t, 9);
    }
  });

  test('`questionsNeeded()` gives the questions that a difference takes', () => {
    const cases = Object.entries(block.n_for_delta);
    expect(cases).toHaveLength(2);
    for (const [name, n] of cases) {
      const [, sd, delta] = /^sd(.+)_delta(.+)$/.exec(name) ?? [];
      expect(questionsNeeded({ sd: Number(sd), delta: Number(delta) })).toBe(n);
    }
  });

  test("`millerQuestionsNeeded()` gives Miller's example", () => {
    const { example } = vector<{
      example: { omega2: number; sA2: number; sB2: number; K: number; delta: number; n: number };
    }>('miller_n');
    const { omega2, sA2: varianceA, sB2: varianceB, K, delta } = example;
    const design = { omega2, varianceA, varianceB, samplesA: K, samplesB: K, delta };
    expect(millerQuestionsNeeded(design)).toBe(example.n);
  });
});

interface PowerBlock {
  t975_df79: number;
  mde_n80: Record<string, { normal: number; noncentral_t: number }>;
  n_for_delta: Record<string, number>;
}

function vectorOrNothing(): PowerBlock {
  return hasVectors ? vector<PowerBlock>('power') : { t975_df79: 0, mde_n80: {}, n_for_delta: {} };
}

const sds = fc.double({ min: 0.01, max: 100, noNaN: true });
const sizes = fc.integer({ min: 5, max: 500 });

test('`detectableDifference()` is found with the power asked for, scales with the spread, and shrinks with n', () => {
  fc.assert(
    fc.property(sds, sizes, fc.double({ min: 0.6, max: 0.99, noNaN: true }), (sd, n, power) => {
      const found = detectableDifference({ sd, n }, { power });
      expect(Math.abs(pairedPower(found, { sd, n }) - power)).toBeLessThan(1e-9);
      expect(detectableDifference({ sd: 2 * sd, n }, { power }) / found).toBeCloseTo(2, 9);
      expect(detectableDifference({ sd, n: n + 1 }, { power })).toBeLessThan(found);
      expect(detectableDifference({ sd, n }, { power, distribution: 'normal' })).toBeLessThan(found);
    }),
    { numRuns: 40 },
  );
});

test('`pairedPower()` is alpha where there is nothing to find, and the same for both signs', () => {
  fc.assert(
    fc.property(sds, sizes, (sd, n) => {
      expect(pairedPower(0, { sd, n })).toBeCloseTo(0.05, 10);
      expect(pairedPower(-sd / 4, { sd, n })).toBe(pairedPower(sd / 4, { sd, n }));
    }),
    { numRuns: 40 },
  );
  expect(pairedPower(1000, { sd: 1, n: 80 })).toBe(1);
});

test('`questionsNeeded()` undoes the normal `detectableDifference()`', () => {
  fc.assert(
    fc.property(sds, sizes, (sd, n) => {
      const delta = detectableDifference({ sd, n }, { distribution: 'normal' });
      expect(questionsNeeded({ sd, delta: delta * (1 + 1e-9) })).toBe(n);
      expect(questionsNeeded({ sd, delta: delta * (1 - 1e-9) })).toBe(n + 1);
    }),
  );
});

test('designs that are none are refused', () => {
  expect(() => detectableDifference({ sd: 0, n: 80 })).toThrow('not 0');
  expect(() => detectableDifference({ sd: 1, n: 1 })).toThrow('not 1');
  expect(() => detectableDifference({ sd: 1, n: 2 }, { alpha: 0.001 })).toThrow('never reach');
  expect(() => detectableDifference({ sd: 1, n: 80 }, { power: 1 })).toThrow('not 1');
  expect(() => questionsNeeded({ sd: 1, delta: 0 })).toThrow('not be 0');
  expect(() => pairedPower(1, { sd: 1, n: 80 }, { alpha: 0.5 })).toThrow('not 0.5');
});
