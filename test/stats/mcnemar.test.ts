import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mcnemar } from '../../src/stats/mcnemar.ts';

/** The share of all ways to give the questions on which two models differ to either, that are as uneven or more. */
function enumerated(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB;
  let extreme = 0;
  for (let ways = 0; ways < 2 ** n; ways += 1) {
    let forA = 0;
    for (let index = 0; index < n; index += 1) forA += (ways >> index) & 1;
    if (Math.abs(2 * forA - n) >= Math.abs(onlyA - onlyB)) extreme += 1;
  }
  return extreme / 2 ** n;
}

function answers(counts: { both: number; onlyA: number; onlyB: number; neither: number }) {
  const { both, onlyA, onlyB, neither } = counts;
  const row = (length: number, right: boolean): boolean[] => Array.from({ length }, () => right);
  return {
    a: [...row(both, true), ...row(onlyA, true), ...row(onlyB, false), ...row(neither, false)],
    b: [...row(both, true), ...row(onlyA, false), ...row(onlyB, true), ...row(neither, false)],
  };
}

test('p is the share of all outcomes as uneven or more, by exact enumeration', () => {
  for (let onlyA = 0; onlyA <= 8; onlyA += 1) {
    for (let onlyB = 0; onlyB <= 8; onlyB += 1) {
      const { a, b } = answers({ both: 3, onlyA, onlyB, neither: 2 });
      expect(mcnemar(a, b).p).toBeCloseTo(enumerated(onlyA, onlyB), 12);
    }
  }
});

test('the four counts add up, and questions with the same outcome do not move p', () => {
  const count = fc.nat({ max: 40 });
  fc.assert(
    fc.property(count, count, count, count, (both, onlyA, onlyB, neither) => {
      const { a, b } = answers({ both, onlyA, onlyB, neither });
      const found = mcnemar(a, b);
      expect(found).toMatchObject({ bothRight: both, onlyA, onlyB, bothWrong: neither });
      const bare = answers({ both: 0, onlyA, onlyB, neither: 0 });
      expect(found.p).toBe(mcnemar(bare.a, bare.b).p);
      expect(mcnemar(b, a).p).toBe(found.p);
    }),
  );
});

test('two models that never differ are told apart by nothing', () => {
  expect(mcnemar([true, false], [true, false]).p).toBe(1);
  expect(mcnemar([], []).p).toBe(1);
});

test('lists of unequal length are refused', () => {
  expect(() => mcnemar([true], [])).toThrow(RangeError);
});
