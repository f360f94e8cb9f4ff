import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standardDeviation } from '../../../src/stats/bootstrap.ts';
import { winMatrix } from '../../../src/stats/ratings/battles.ts';
import { fitBradleyTerry } from '../../../src/stats/ratings/bradley-terry.ts';
import { bootstrapQuestions } from '../../../src/stats/ratings/bradley-terry-bootstrap.ts';
import {
  differenceError,
  modelCovariance,
  ratingErrors,
  sandwichCovariance,
} from '../../../src/stats/ratings/bradley-terry-errors.ts';
import { distinctOutcomes, winsByCluster } from '../../../src/stats/ratings/resampled-wins.ts';
import { battlesOf, connectedBattles, drawnBattles, type Row, rowsOfCounts } from '../battles.ts';
import { hasVectors, needsVectors, present, vector } from '../vectors.ts';

function errorsOf(models: number, rows: readonly Row[], cluster?: readonly number[]) {
  const battles = battlesOf(models, rows);
  const wins = winMatrix(battles);
  const fit = fitBradleyTerry(wins, models);
  if (!fit.connected) throw new Error('the win graph is not connected');
  const counted = cluster ? winsByCluster(battles, cluster) : distinctOutcomes(battles);
  const sandwich = sandwichCovariance(wins, fit.ratings, counted);
  const model = modelCovariance(wins, fit.ratings);
  return { sandwich, model, ratings: fit.ratings };
}

const closeTo = (values: readonly number[], digits: number) => values.map((v) => expect.closeTo(v, digits));

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('`sandwichCovariance()` and `modelCovariance()` give the errors of the three and four players', () => {
    for (const [name, counts] of [['bt_exact_3', 'counts'] as const, ['bt_wikipedia_4', 'wins'] as const]) {
      const block = vector<{
        counts: Record<string, number>;
        wins: Record<string, number>;
        ids: string[];
        se_sandwich: number[];
        se_model: number[];
      }>(name);
      const n = block.ids.length;
      const { sandwich, model } = errorsOf(n, rowsOfCounts(block[counts], block.ids));
      expect([...ratingErrors(sandwich, n)]).toEqual(closeTo(block.se_sandwich, 7));
      expect([...ratingErrors(model, n)]).toEqual(closeTo(block.se_model, 7));
    }
  });

  test('`differenceError()` gives the errors of a difference with ties', () => {
    const block = vector<Record<string, number> & { se_sandwich: number[]; se_model: number[] }>('bt_ties_2');
    const rows = (
      [
        [0, 1, 1],
        [0, 1, 0],
        [0, 1, 0.5],
      ] as Row[]
    ).flatMap((row, kind) => new Array<Row>(block[['A_wins', 'B_wins', 'ties'][kind] ?? ''] ?? 0).fill(row));
    const { sandwich, model } = errorsOf(2, rows);
    expect([...ratingErrors(sandwich, 2)]).toEqual(closeTo(block.se_sandwich, 9));
    expect([...ratingErrors(model, 2)]).toEqual(closeTo(block.se_model, 9));
    expect(differenceError(sandwich, 2, [0, 1])).toBeCloseTo(block.se_diff_sandwich ?? 0, 9);
    expect(differenceError(model, 2, [0, 1])).toBeCloseTo(block.se_diff_fisher ?? 0, 9);
    expect(ratingErrors(sandwich, 2)[0]).toBeCloseTo(block['per_model_se_sandwich(mean-centred)'] ?? 0, 9);
  });
});

test('covariances are symmetric, of mean-centred ratings, and follow their models', () => {
  fc.assert(
    fc.property(connectedBattles, ({ models: n, rows }) => {
      const cluster = rows.map((_, row) => row % 5);
      const plain = errorsOf(n, rows, cluster);
      const renamed = errorsOf(
        n,
        rows.map(([a, b, score]): Row => [n - 1 - b, n - 1 - a, 1 - score]),
        cluster,
      );
      for (const kind of ['sandwich', 'model'] as const) {
        const errors = [...ratingErrors(plain[kind], n)];
        expect([...ratingErrors(renamed[kind], n)]).toEqual(closeTo(errors.toReversed(), 5));
        for (let i = 0; i < n; i += 1) {
          const row = Array.from({ length: n }, (_, j) => plain[kind][i * n + j] ?? 0);
          const column = Array.from({ length: n }, (_, j) => plain[kind][j * n + i] ?? 0);
          expect(row).toEqual(closeTo(column, 4));
          expect(row.reduce((sum, entry) => sum + entry, 0)).toBeCloseTo(0, 4);
        }
      }
    }),
  );
});

test('`sandwichCovariance()` takes copies on one question for one battle, `modelCovariance()` for two', () => {
  fc.assert(
    fc.property(connectedBattles, ({ models: n, rows }) => {
      const once = errorsOf(n, rows);
      const twice = errorsOf(n, [...rows, ...rows], [...rows.keys(), ...rows.keys()]);
      expect([...ratingErrors(twice.sandwich, n)]).toEqual(closeTo([...ratingErrors(once.sandwich, n)], 5));
      const halved = [...ratingErrors(once.model, n)].map((error) => error / Math.SQRT2);
      expect([...ratingErrors(twice.model, n)]).toEqual(closeTo(halved, 5));
    }),
  );
});

test('`ratingErrors()` of an anchored table are those of differences from the anchor', () => {
  const { rows, question } = drawnBattles({ models: 4, battles: 400, questions: 40, seed: 5 });
  const { sandwich } = errorsOf(4, rows, question);
  const anchored = ratingErrors(sandwich, 4, 2);
  expect(anchored[2]).toBe(0);
  expect(anchored[0]).toBe(differenceError(sandwich, 4, [0, 2]));
  expect(() => errorsOf(4, rows, [1])).toThrow('400 battles need 400 clusters, not 1');
});

test('`sandwichCovariance()` over questions is near the bootstrap over questions, above battles taken alone', () => {
  const n = 5;
  const { rows, question } = drawnBattles({ models: n, battles: 6000, questions: 120, seed: 8 });
  const clustered = ratingErrors(errorsOf(n, rows, question).sandwich, n);
  const alone = ratingErrors(errorsOf(n, rows).sandwich, n);
  const sample = bootstrapQuestions(winsByCluster(battlesOf(n, rows), question), { rounds: 1000, seed: 2 });
  if (!sample.connected) throw new Error('the win graph is not connected');
  for (let model = 0; model < n; model += 1) {
    const ratings = Array.from({ length: 1000 }, (_, round) => sample.ratings[round * n + model] ?? 0);
    expect(Math.abs((clustered[model] ?? 0) / present(standardDeviation(ratings)) - 1)).toBeLessThan(0.12);
  }
  // The ends gain most from a question that favours high numbers.
  expect(clustered[0]).toBeGreaterThan(1.2 * (alone[0] ?? 0));
});
