import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { winMatrix } from '../../../src/stats/ratings/battles.ts';
import { fitBradleyTerry } from '../../../src/stats/ratings/bradley-terry.ts';
import { fitStyleControl, styleFeatures } from '../../../src/stats/ratings/style-control.ts';
import { battlesOf, connectedBattles, drawnBattles, type Row } from '../battles.ts';
import { hasVectors, needsVectors, vector } from '../vectors.ts';

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test("`fitStyleControl()` gives the ratings and the coefficient of FastChat's loss", () => {
    const block = vector<{
      'rows[a,b,len_a,len_b,y]': [string, string, number, number, number][];
      ratings: number[];
      beta: number;
    }>('style_control_fastchat');
    const ids = ['A', 'B', 'C'];
    const all = block['rows[a,b,len_a,len_b,y]'];
    const battles = battlesOf(
      3,
      all.map(([a, b, , , y]): Row => [ids.indexOf(a), ids.indexOf(b), y]),
    );
    const features = styleFeatures(
      [all.map(([, , length]) => length)],
      [all.map(([, , , length]) => length)],
    );
    const { ratings, coefficients } = fitStyleControl(battles, features);
    // The case was solved to a gradient of 3e-9: about 1e-6 rating points.
    expect([...ratings]).toEqual(block.ratings.map((rating) => expect.closeTo(rating, 5)));
    expect([...coefficients]).toEqual([expect.closeTo(block.beta, 8)]);
  });
});

const styled = connectedBattles.chain(({ models, rows }) =>
  fc
    .array(fc.tuple(fc.nat(900), fc.nat(900), fc.nat(9), fc.nat(9)), {
      minLength: rows.length,
      maxLength: rows.length,
    })
    .map((counts) => ({ models, rows, counts })),
);

test('`fitStyleControl()` ignores row order, sides and the names of models', () => {
  fc.assert(
    fc.property(styled, ({ models, rows, counts }) => {
      const fitted = (turn: boolean, order: number[]) => {
        const sides = order.map((row) => {
          const [a, b, c, d] = counts[row] ?? [0, 0, 0, 0];
          return turn ? ([b, a, d, c] as const) : ([a, b, c, d] as const);
        });
        const own = order.map((row): Row => {
          const [a, b, score] = rows[row] ?? [0, 1, 0];
          return turn ? [b, a, 1 - score] : [a, b, score];
        });
        const first = [sides.map(([a]) => a), sides.map(([, , c]) => c)];
        const second = [sides.map(([, b]) => b), sides.map(([, , , d]) => d)];
        return fitStyleControl(battlesOf(models, own), styleFeatures(first, second));
      };
      const plain = fitted(false, [...rows.keys()]);
      const shuffled = fitted(true, [...rows.keys()].reverse());
      expect([...shuffled.ratings]).toEqual([...plain.ratings].map((r) => expect.closeTo(r, 5)));
      expect([...shuffled.coefficients]).toEqual([...plain.coefficients].map((c) => expect.closeTo(c, 7)));
      expect(plain.ratings.reduce((sum, rating) => sum + rating, 0) / models).toBeCloseTo(1000, 6);
    }),
    { numRuns: 50 },
  );
});

test('`fitStyleControl()` without features and almost without ridge is `fitBradleyTerry()`', () => {
  fc.assert(
    fc.property(connectedBattles, ({ models, rows }) => {
      const battles = battlesOf(models, rows);
      const fit = fitBradleyTerry(winMatrix(battles), models);
      if (!fit.connected) throw new Error('the win graph is not connected');
      const { ratings } = fitStyleControl(battles, new Float64Array(0), { ridge: 1e-9 });
      expect([...ratings]).toEqual([...fit.ratings].map((rating) => expect.closeTo(rating, 3)));
    }),
  );
});

test('`fitStyleControl()` finds the effect of style that was put in, and takes it out of the ratings', () => {
  const drawn = drawnBattles({ models: 3, battles: 6000, questions: 1, seed: 9 });
  // Model 2 pads: it writes twice as much, and length decides one game in three.
  const counts = drawn.rows.map(([a, b], row) => [
    (a === 2 ? 400 : 200) + (row % 7) * 30,
    (b === 2 ? 400 : 200) + (row % 5) * 30,
  ]);
  const rows = drawn.rows.map(([a, b, score], row): Row => {
    const [x = 0, y = 0] = counts[row] ?? [];
    return row % 3 === 0 && x !== y ? [a, b, x > y ? 1 : 0] : [a, b, score];
  });
  const features = styleFeatures([counts.map(([x = 0]) => x)], [counts.map(([, y = 0]) => y)]);
  const controlled = fitStyleControl(battlesOf(3, rows), features);
  const plain = fitStyleControl(battlesOf(3, rows), new Float64Array(0));
  const lead = ({ ratings }: { ratings: Float64Array }) => (ratings[2] ?? 0) - (ratings[1] ?? 0);
  expect(controlled.coefficients[0]).toBeGreaterThan(0.3);
  expect(lead(controlled)).toBeLessThan(lead(plain) - 40);
  const anchored = fitStyleControl(battlesOf(3, rows), features, { anchor: { model: 0, rating: 1114 } });
  expect(anchored.ratings[0]).toBe(1114);
  expect(lead(anchored)).toBeCloseTo(lead(controlled), 9);
});

test('`styleFeatures()` have mean 0 and variance 1, and are 0 for a measure that never differs', () => {
  const features = styleFeatures(
    [
      [10, 200, 35],
      [1, 1, 1],
    ],
    [
      [20, 100, 7],
      [1, 1, 1],
    ],
  );
  const length = [0, 1, 2].map((row) => features[2 * row] ?? 0);
  expect(length.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
  expect(length.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(3, 12);
  expect([0, 1, 2].map((row) => features[2 * row + 1])).toEqual([0, 0, 0]);
});

test('columns, counts and ridges that do not fit are refused', () => {
  const battles = battlesOf(2, [
    [0, 1, 1],
    [1, 0, 1],
  ]);
  expect(() => styleFeatures([[1]], [[1, 2]])).toThrow('one column for each side');
  expect(() => styleFeatures([[-1]], [[1]])).toThrow('not -1');
  expect(() => fitStyleControl(battles, new Float64Array(3))).toThrow('3 features do not fit 2 battles');
  expect(() => fitStyleControl(battles, new Float64Array(2), { ridge: 0 })).toThrow('not 0');
});
