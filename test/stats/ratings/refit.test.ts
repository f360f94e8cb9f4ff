import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyPairWins, winMatrix } from '../../../src/stats/ratings/battles.ts';
import { fitBradleyTerry, toElo } from '../../../src/stats/ratings/bradley-terry.ts';
import { createRefit } from '../../../src/stats/ratings/refit.ts';
import { sumClusters, winsByCluster } from '../../../src/stats/ratings/resampled-wins.ts';
import { battlesOf, connectedBattles, drawnBattles, type Row } from '../battles.ts';

/** The ratings of a fit that factors every step's own matrix; undefined where there are none. */
function slowly(models: number, rows: readonly Row[]): Float64Array | undefined {
  const fit = fitBradleyTerry(winMatrix(battlesOf(models, rows)), models);
  return fit.connected ? fit.ratings : undefined;
}

/** The ratings by a refit of `rows`, each as often as its cluster is drawn, and the same the slow way. */
function both(models: number, rows: readonly Row[], drawn: readonly number[]) {
  const full = slowly(models, rows);
  if (!full) throw new Error('the battles are not connected');
  const battles = battlesOf(models, rows);
  const clusters = rows.map((_, row) => row % drawn.length);
  const wins = emptyPairWins(models);
  sumClusters(winsByCluster(battles, clusters), Int32Array.from(drawn), wins);
  const again = rows.flatMap((row, at) => new Array<Row>(drawn[at % drawn.length] ?? 0).fill(row));
  return { refit: createRefit(winMatrix(battles), full)(wins), slow: slowly(models, again) };
}

test('a refit gives the ratings of a fit from the start, or says that it does not', () => {
  let found = 0;
  fc.assert(
    fc.property(
      connectedBattles,
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 9 }),
      ({ models, rows }, drawn) => {
        const { refit, slow } = both(models, [...rows, ...rows, ...rows, ...rows, ...rows], drawn);
        if (!slow || !refit) return;
        found += 1;
        expect([...toElo(refit, {})]).toEqual([...slow].map((rating) => expect.closeTo(rating, 4)));
      },
    ),
    { numRuns: 300, seed: 1 },
  );
  expect(found).toBeGreaterThan(20);
});

test('a table of many battles, drawn again, is refitted', () => {
  const { rows } = drawnBattles({ models: 5, battles: 3000, questions: 60, seed: 21 });
  const { refit, slow } = both(5, rows, [2, 0, 1, 1, 1, 3, 0, 0, 1, 1]);
  expect([...toElo(refit ?? new Float64Array(5), {})]).toEqual(
    [...(slow ?? [])].map((rating) => expect.closeTo(rating, 5)),
  );
});

test('a table that is not like the fitted one is left to the slow way', () => {
  const rows: Row[] = [
    [0, 1, 1],
    [1, 0, 1],
  ];
  expect(both(2, rows, [50, 1]).refit).toBeUndefined();
});
