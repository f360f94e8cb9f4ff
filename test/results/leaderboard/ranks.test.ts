import { expect, test } from 'vitest';
import { hasRanks, ranked } from '../../../src/results/leaderboard/ranks.ts';

const interval = ({ ci }: { ci: [number, number] | null }) => ci;

test('`ranked()` ranks among the rows that have an interval, and leaves the others without', () => {
  const rows = ranked(
    [
      { name: 'a', ci: [7, 9] },
      { name: 'b', ci: null },
      { name: 'c', ci: [8, 8.5] },
      { name: 'd', ci: [1, 2] },
    ] as { name: string; ci: [number, number] | null }[],
    interval,
  );
  expect(rows.map(({ name, rank, rank_worst }) => [name, rank, rank_worst])).toEqual([
    ['a', 1, 2],
    ['b', null, null],
    ['c', 1, 2],
    ['d', 3, 3],
  ]);
});

test('`hasRanks()` is false of one model and of models without intervals', () => {
  expect(hasRanks(ranked([{ ci: [1, 2] as [number, number] }], interval))).toBe(false);
  expect(hasRanks(ranked([{ ci: null }, { ci: null }], interval))).toBe(false);
  expect(hasRanks(ranked([{ ci: [1, 2] as [number, number] }, { ci: null }], interval))).toBe(true);
});
