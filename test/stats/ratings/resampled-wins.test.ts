import fc from 'fast-check';
import { expect, test } from 'vitest';
import { winMatrix } from '../../../src/stats/ratings/battles.ts';
import { distinctOutcomes, sumClusters, winsByCluster } from '../../../src/stats/ratings/resampled-wins.ts';
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
        const wins = new Float64Array(models * models).fill(9);
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
          expect([...wins]).toEqual([...own.map((count) => 3 * count)]);
        }
      },
    ),
  );
});

test('`distinctOutcomes()` counts battles by pair and score, whichever side a model was on', () => {
  const rows: Row[] = [
    [0, 1, 1],
    [1, 0, 0],
    [1, 0, 0.5],
    [0, 1, 0.5],
    [2, 1, 0],
  ];
  const { cells, mirrored, score, count } = distinctOutcomes(battlesOf(3, rows));
  expect([...cells].map((cell, kind) => [cell, mirrored[kind], score[kind], count[kind]])).toEqual([
    [1, 3, 0.5, 2],
    [1, 3, 1, 2],
    [5, 7, 1, 1],
  ]);
});

test('`distinctOutcomes()` adds up to `winMatrix()`', () => {
  fc.assert(
    fc.property(connectedBattles, ({ models, rows }) => {
      const battles = battlesOf(models, rows);
      const { cells, mirrored, score, count } = distinctOutcomes(battles);
      const wins = new Float64Array(models * models);
      for (const [kind, times] of count.entries()) {
        const [cell = 0, mirror = 0, share = 0] = [cells[kind], mirrored[kind], score[kind]];
        wins[cell] = (wins[cell] ?? 0) + times * share;
        wins[mirror] = (wins[mirror] ?? 0) + times * (1 - share);
      }
      expect([...wins]).toEqual([...winMatrix(battles)]);
    }),
  );
});

test('columns that do not fit are refused', () => {
  const battles = battlesOf(2, [[0, 1, 1]]);
  expect(() => winsByCluster(battles, [])).toThrow('1 battles need 1 clusters, not 0');
  expect(() => distinctOutcomes(battlesOf(2, [[0, 2, 1]]))).toThrow('battle 0');
});
