import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cohenKappa, krippendorffAlpha, type Scale } from '../../src/stats/agreement.ts';
import { hasVectors, needsVectors, present, vector } from './vectors.ts';

const scales: readonly Scale[] = ['nominal', 'ordinal', 'interval'];

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('`cohenKappa()` gives the figures of the 2 × 2 and 3 × 3 blocks', () => {
    const two = vector<{ matrix: number[][]; po: number; pe: number; kappa: number }>('kappa_2x2');
    const result = present(cohenKappa(two.matrix));
    expect(result.observed).toBeCloseTo(two.po, 14);
    expect(result.expected).toBeCloseTo(two.pe, 14);
    expect(result.kappa).toBeCloseTo(two.kappa, 14);
    const three = vector<{ matrix: number[][]; kappa: number; linear: number; quadratic: number }>(
      'kappa_3x3',
    );
    expect(cohenKappa(three.matrix)?.kappa).toBeCloseTo(three.kappa, 14);
    expect(cohenKappa(three.matrix, 'linear')?.kappa).toBeCloseTo(three.linear, 14);
    expect(cohenKappa(three.matrix, 'quadratic')?.kappa).toBeCloseTo(three.quadratic, 14);
  });

  test("`krippendorffAlpha()` gives Krippendorff's published figures on every scale, with missing values", () => {
    const block = vector<{
      data_rows_are_coders: (number | null)[][];
      published: Record<Scale, number>;
      computed: Record<Scale, number>;
    }>('krippendorff');
    for (const scale of scales) {
      const alpha = present(krippendorffAlpha(block.data_rows_are_coders, scale));
      expect(alpha).toBeCloseTo(block.computed[scale], 13);
      expect(alpha).toBeCloseTo(block.published[scale], 3);
    }
  });
});

const table = fc
  .integer({ min: 2, max: 5 })
  .chain((k) =>
    fc.array(fc.array(fc.nat(20), { minLength: k, maxLength: k }), { minLength: k, maxLength: k }),
  );

test('`cohenKappa()` does not mind which judge is first, nor which way the categories run', () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom('none' as const, 'linear' as const, 'quadratic' as const),
      (counts, weights) => {
        const plain = cohenKappa(counts, weights);
        const transposed = counts.map((_, i) => counts.map((row) => row[i] ?? 0));
        const turned = counts.map((row) => row.toReversed()).reverse();
        for (const other of [transposed, turned]) {
          expect(cohenKappa(other, weights)?.kappa ?? 2).toBeCloseTo(plain?.kappa ?? 2, 10);
        }
        if (plain?.kappa !== undefined) expect(plain.kappa).toBeLessThanOrEqual(1 + 1e-12);
      },
    ),
  );
});

test('`cohenKappa()` is 1 in full agreement, 0 for independent judges, undefined where there is nothing to tell', () => {
  expect(
    cohenKappa([
      [3, 0],
      [0, 4],
    ])?.kappa,
  ).toBe(1);
  expect(
    cohenKappa([
      [4, 6],
      [6, 9],
    ])?.kappa,
  ).toBeCloseTo(0, 14);
  expect(
    cohenKappa([
      [7, 0],
      [0, 0],
    ]),
  ).toEqual({ observed: 1, expected: 1, kappa: undefined });
  expect(
    cohenKappa([
      [0, 0],
      [0, 0],
    ]),
  ).toBeUndefined();
  expect(() => cohenKappa([[1, 2]])).toThrow('square');
  expect(() =>
    cohenKappa([
      [1, -2],
      [0, 1],
    ]),
  ).toThrow('not negative');
});

const scores = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 12 }))
  .chain(([coders, units]) =>
    fc.array(fc.array(fc.option(fc.integer({ min: 1, max: 5 })), { minLength: units, maxLength: units }), {
      minLength: coders,
      maxLength: coders,
    }),
  );

test('`krippendorffAlpha()` ignores the order of coders and units, and the unit of the scale', () => {
  fc.assert(
    fc.property(scores, fc.constantFrom(...scales), (rows, scale) => {
      const alpha = krippendorffAlpha(rows, scale);
      const others = [
        rows.toReversed(),
        rows.map((coder) => coder.toReversed()),
        rows.map((coder) => coder.map((value) => (value === null ? undefined : 10 - 2 * value))),
      ];
      for (const other of others) expect(krippendorffAlpha(other, scale) ?? 2).toBeCloseTo(alpha ?? 2, 10);
    }),
  );
});

test('`krippendorffAlpha()` is 1 in full agreement and undefined where nothing differs or nothing is paired', () => {
  for (const scale of scales) {
    expect(
      krippendorffAlpha(
        [
          [1, 2, 5],
          [1, 2, 5],
        ],
        scale,
      ),
    ).toBe(1);
    expect(
      krippendorffAlpha(
        [
          [3, 3],
          [3, 3],
        ],
        scale,
      ),
    ).toBeUndefined();
    expect(
      krippendorffAlpha(
        [
          [1, null],
          [null, 2],
        ],
        scale,
      ),
    ).toBeUndefined();
    expect(krippendorffAlpha([], scale)).toBeUndefined();
  }
});
