import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyPairWins, toWinMatrix, winMatrix } from '../../../src/stats/ratings/battles.ts';
import {
  distinctOutcomes,
  sumClusters,
  sumOutcomes,
  winsByCluster,
} from '../../../src/stats/ratings/resampled-wins.ts';
import { battlesOf, connectedBattles, type Row } from '../battles.ts';

test('`winsByCluster()` keeps every win: its clusters, summed, are `winMatrix()`', () => {
  fc.assert(
    fc.property(
      connectedBattles,
      fc.array(fc.nat(6), { minLength: 70, maxLength: 70 }),
      ({ models, rows }, questions) => {
        const cluster = rows.map((_, row) => questions[row] ?? 0);
        const clusters = Math.max(...cluster) + 1;
        const clustered = winsByCluster(battlesOf(models, rows), cluster);
        const wins = emptyPairWins(models);
        wins.won.fill(9);
        for (let only = 0; only < clusters; only += 1) {
          const multiplicities = new Int32Array(clusters);
          multiplicities[only] = 3;
          sumClusters(clustered, multiplicities, wins);
          const own = winMatrix(
            battlesOf(
              models,
              rows.filter((_, row) => cluster[row] === only),
            ),
          );
          expect([...toWinMatrix(wins, new Float64Array(models * models))]).toEqual([
            ...own.map((count) => 3 * count),
          ]);
        }
      },
    ),
  );
});

test('`winsByCluster()` has one entry a pair and cluster, however many battles there are', () => {
  const rows = Array.from({ length: 5000 }, (_, row): Row => (row % 2 === 0 ? [0, 1, 1] : [1, 0, 0.5]));
  const { pairs, won, lost, start } = winsByCluster(
    battlesOf(2, rows),
    rows.map((_, row) => row % 3),
  );
  expect([...start]).toEqual([0, 1, 2, 3]);
  expect([pairs.length, won[0], lost[0]]).toEqual([3, 416.5, 1250.5]);
});

test('`winsByCluster()` grows beyond its first thousand entries', () => {
  const rows = Array.from({ length: 3000 }, (): Row => [1, 0, 1]);
  const { pairs, won } = winsByCluster(battlesOf(2, rows), [...rows.keys()]);
  expect(pairs).toHaveLength(3000);
  expect(won.every((count) => count === 1)).toBe(true);
});

test('`distinctOutcomes()` counts battles by pair and score, whichever side a model was on', () => {
  const rows: Row[] = [
    [0, 1, 1],
    [1, 0, 0],
    [1, 0, 0.5],
    [0, 1, 0.5],
    [2, 1, 0],
  ];
  const { winner, loser, score, count } = distinctOutcomes(battlesOf(3, rows));
  expect([...winner].map((model, kind) => [model, loser[kind], score[kind], count[kind]])).toEqual([
    [0, 1, 0.5, 2],
    [0, 1, 1, 2],
    [1, 2, 1, 1],
  ]);
});

test('`distinctOutcomes()` adds up to `winMatrix()`', () => {
  fc.assert(
    fc.property(connectedBattles, ({ models, rows }) => {
      const battles = battlesOf(models, rows);
      const outcomes = distinctOutcomes(battles);
      const wins = emptyPairWins(models);
      sumOutcomes(outcomes, outcomes.count, wins);
      expect([...toWinMatrix(wins, new Float64Array(models * models))]).toEqual([...winMatrix(battles)]);
    }),
  );
});

test('columns that do not fit are refused', () => {
  const battles = battlesOf(2, [[0, 1, 1]]);
  expect(() => winsByCluster(battles, [])).toThrow('1 battles need 1 clusters, not 0');
  expect(() => distinctOutcomes(battlesOf(2, [[0, 2, 1]]))).toThrow('battle 0');
});
