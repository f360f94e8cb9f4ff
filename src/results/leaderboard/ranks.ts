/** Ranks by interval: models that the intervals do not tell apart share them. */

import { rankRanges } from '../../stats/separability.ts';

/** From the best to the worst rank that an interval leaves open; null where there is no interval. */
export interface Ranks {
  rank: number | null;
  rank_worst: number | null;
}

/** Whether there is anything to rank: one model is first of one, and without intervals nobody knows. */
export function hasRanks(rows: readonly Ranks[]): boolean {
  return rows.length > 1 && rows.some(({ rank }) => rank !== null);
}

/** The rows with their ranks among those that have an interval. */
export function ranked<Row extends object>(
  rows: readonly Row[],
  intervalOf: (row: Row) => readonly [number, number] | null,
): (Row & Ranks)[] {
  const intervals = rows.flatMap((row) => {
    const interval = intervalOf(row);
    return interval ? [interval] : [];
  });
  const ranges = rankRanges(intervals).values();
  return rows.map((row) => {
    const range = intervalOf(row) ? ranges.next().value : undefined;
    return { ...row, rank: range?.best ?? null, rank_worst: range?.worst ?? null };
  });
}
