/** Mid-ranks, on which the rank statistics stand. */

export interface Ranks {
  /** Rank of each value from 1, equal values sharing the mean of their places. */
  ranks: Float64Array;
  /** Sizes of the groups of equal values, those of one included. */
  groups: number[];
}

/** Mid-ranks of `values`, as `scipy.stats.rankdata` by default. Throws a RangeError for NaN. */
export function midRanks(values: ArrayLike<number>): Ranks {
  const order = Array.from(values, (value, index) => ({ value, index }));
  if (order.some(({ value }) => Number.isNaN(value))) throw new RangeError('NaN has no rank');
  order.sort((a, b) => a.value - b.value);
  const ranks = new Float64Array(order.length);
  const groups: number[] = [];
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && order[end]?.value === order[first]?.value) end += 1;
    for (const { index } of order.slice(first, end)) ranks[index] = (first + 1 + end) / 2;
    groups.push(end - first);
    first = end;
  }
  return { ranks, groups };
}
