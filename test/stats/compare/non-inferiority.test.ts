/** What may be said of a candidate: verdicts against a margin, the tests behind them, and the questions that would tell. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  againstMargin,
  powerOfNotWorse,
  questionsToTell,
  verdictOf,
} from '../../../src/stats/compare/non-inferiority.ts';

const accuracy = { margin: 0.01, scale: { low: 0, high: 1 } };
const points = { margin: 0.2, scale: { low: 1, high: 10 } };

/** `both` right, `lost`, `gained`, and the rest wrong in both. */
function binary({ both, lost, gained, n }: { both: number; lost: number; gained: number; n: number }) {
  const base = Array.from({ length: n }, (_, at) => (at < both + lost ? 1 : 0));
  const candidate = Array.from({ length: n }, (_, at) =>
    at < both || (at >= both + lost && at < both + lost + gained) ? 1 : 0,
  );
  return { base, candidate };
}

function verdict(scores: { base: number[]; candidate: number[] }, settings: typeof accuracy) {
  const found = againstMargin(scores, settings);
  return found && verdictOf(found);
}

describe('a verdict against a margin', () => {
  test('of right and wrong: the four things that can be said', () => {
    expect(verdict(binary({ both: 700, lost: 2, gained: 40, n: 1000 }), accuracy)).toBe('better');
    expect(verdict(binary({ both: 7000, lost: 40, gained: 45, n: 10_000 }), accuracy)).toBe('not worse');
    expect(verdict(binary({ both: 700, lost: 60, gained: 10, n: 1000 }), accuracy)).toBe('worse');
    expect(verdict(binary({ both: 60, lost: 3, gained: 2, n: 80 }), accuracy)).toBe('cannot tell');
  });

  test('a difference that is sure and within the margin is "not worse"', () => {
    const found = againstMargin(binary({ both: 90_000, lost: 300, gained: 100, n: 100_000 }), accuracy);
    expect(found?.pDifferent).toBeLessThan(0.001);
    expect(found && verdictOf(found)).toBe('not worse');
  });

  test('no significant difference is not enough: few questions cannot tell', () => {
    const found = againstMargin(binary({ both: 40, lost: 0, gained: 0, n: 80 }), accuracy);
    expect(found?.pDifferent).toBe(1);
    expect(found && verdictOf(found)).toBe('cannot tell');
  });

  test('of scores from 1 to 10 by the paired t test', () => {
    const base = Array.from({ length: 160 }, (_, at) => 5 + (at % 4));
    const near = base.map((score, at) => score + (at % 8 === 0 ? -1 : at % 8 === 4 ? 1 : 0));
    const lower = base.map((score, at) => score - (at % 2));
    expect(verdict({ base, candidate: near }, points)).toBe('not worse');
    expect(verdict({ base, candidate: lower }, points)).toBe('worse');
    expect(againstMargin({ base, candidate: near }, points)?.counts).toBeUndefined();
  });

  test('"not worse" holds exactly where the lower end of the interval is above −margin', () => {
    const scores = fc.integer({ min: 2, max: 120 }).chain((n) => {
      const list = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: n, maxLength: n });
      return fc.record({ base: list, candidate: list });
    });
    fc.assert(
      fc.property(scores, fc.double({ min: 0.01, max: 2, noNaN: true }), (given, margin) => {
        const found = againstMargin(given, { margin, scale: points.scale });
        fc.pre(found !== undefined && Math.abs(found.interval[0] + margin) > 1e-9);
        expect((found?.pNotWorse ?? 1) < 0.025).toBe((found?.interval[0] ?? 0) > -margin);
      }),
    );
  });

  test('fewer than two questions say nothing', () => {
    expect(againstMargin({ base: [1], candidate: [1] }, accuracy)).toBeUndefined();
  });
});

describe('the questions that would tell', () => {
  test('are those at which the power is what was asked for', () => {
    const found = againstMargin(binary({ both: 700, lost: 25, gained: 25, n: 1000 }), accuracy);
    const n = found ? questionsToTell(found, accuracy) : 0;
    // (1.96 + 0.8416)²·(51/1001)/0.0001
    expect(n).toBe(3999);
    expect(powerOfNotWorse({ sd: Math.sqrt(51 / 1001), n, difference: 0 }, 0.01)).toBeCloseTo(0.8, 3);
  });

  test('a margin of 0 is never told', () => {
    const found = againstMargin(binary({ both: 700, lost: 25, gained: 25, n: 1000 }), accuracy);
    expect(found && questionsToTell(found, { ...accuracy, margin: 0 })).toBe(Number.POSITIVE_INFINITY);
  });
});
