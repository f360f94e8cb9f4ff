import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatherRows, winMatrix } from '../../../src/stats/ratings/battles.ts';
import { battlesOf } from '../battles.ts';

test('`winMatrix()` counts wins by row and a tie as half a win each way', () => {
  const battles = battlesOf(3, [
    [0, 1, 1],
    [1, 0, 1],
    [1, 0, 1],
    [0, 2, 0.5],
  ]);
  expect([...winMatrix(battles)]).toEqual([0, 1, 0.5, 2, 0, 0, 0.5, 0, 0]);
});

test('`winMatrix()` names the battle it refuses', () => {
  for (const [a, b, score] of [
    [0, 3, 1],
    [-1, 0, 1],
    [1, 1, 1],
    [0, 1, 2],
    [0, 1, Number.NaN],
  ]) {
    const rows = [[0, 1, 1] as const, [a ?? 0, b ?? 0, score ?? 0] as const];
    const battles = battlesOf(3, rows);
    expect(() => winMatrix({ ...battles, a: rows.map(([x]) => x) })).toThrow('battle 1');
  }
  expect(() => winMatrix({ ...battlesOf(2, [[0, 1, 1]]), score: [] })).toThrow('do not fit together');
});

test('`gatherRows()` lists the rows of every cluster once, in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(8)), (cluster) => {
      const { start, rows } = gatherRows(cluster);
      const clusters = Math.max(-1, ...cluster) + 1;
      expect(start).toHaveLength(clusters + 1);
      for (let c = 0; c < clusters; c += 1) {
        const own = [...cluster.keys()].filter((row) => cluster[row] === c);
        expect([...rows.slice(start[c], start[c + 1])]).toEqual(own);
      }
    }),
  );
});
