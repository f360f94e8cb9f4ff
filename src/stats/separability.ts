/** Which models a bench can tell apart, given an interval for each. */

export type Bounds = readonly [low: number, high: number];

/**
 * 1 where a lies above b, −1 where below, 0 where they overlap. Touching ends are no overlap; a point inside the other
 * interval, such as the rating of an anchor, is.
 */
function order(a: Bounds, b: Bounds): number {
  return Number(a[0] >= b[1]) - Number(b[0] >= a[1]);
}

function pairs(count: number): [number, number][] {
  return Array.from({ length: count }, (_, i) => i).flatMap((i) =>
    Array.from({ length: i }, (_, j): [number, number] => [j, i]),
  );
}

function checkBounds(intervals: readonly Bounds[]): void {
  for (const [low, high] of intervals) {
    if (!(low <= high)) throw new RangeError(`the interval [${low}, ${high}] does not run upward`);
  }
}

/**
 * Share of the pairs of models whose intervals do not overlap, touching ends not counting as overlap (Li et al. 2024,
 * arXiv:2406.11939, "separability with confidence"). Undefined for fewer than two models; throws a RangeError for an
 * interval that does not run upward.
 */
export function separability(intervals: readonly Bounds[]): number | undefined {
  checkBounds(intervals);
  const all = pairs(intervals.length);
  if (all.length === 0) return undefined;
  return all.filter(([i, j]) => orderOf(intervals, i, j) !== 0).length / all.length;
}

function orderOf(intervals: readonly Bounds[], i: number, j: number): number {
  const a = intervals[i];
  const b = intervals[j];
  return a === undefined || b === undefined ? 0 : order(a, b);
}

export interface SeparationAgreement {
  /**
   * Mean over the pairs that the reference separates: 1 where the bench separates them the same way, 0 the other way, 0.5
   * where it does not (Arena-Hard's notebook). Undefined where the reference separates none.
   */
  overSeparated: number | undefined;
  /**
   * Mean over all pairs: 1 where both separate the same way, −1 where they do it opposite ways, 0 where either does not
   * (the paper's "agreement with confidence"). Undefined for fewer than two models.
   */
  overAll: number | undefined;
}

/**
 * Agreement of a bench's intervals with those of a reference, such as human votes, for the same models in the same order
 * (Li et al. 2024, arXiv:2406.11939). Throws a RangeError for lists of unequal length.
 */
export function separationAgreement(
  bench: readonly Bounds[],
  reference: readonly Bounds[],
): SeparationAgreement {
  if (bench.length !== reference.length) {
    throw new RangeError(`${bench.length} and ${reference.length} intervals are not of the same models`);
  }
  checkBounds(bench);
  checkBounds(reference);
  const signs = pairs(bench.length).map(([i, j]) => ({
    found: orderOf(bench, i, j),
    truth: orderOf(reference, i, j),
  }));
  const separated = signs.filter(({ truth }) => truth !== 0);
  return {
    overSeparated: mean(separated.map(({ found, truth }) => (1 + found * truth) / 2)),
    overAll: mean(signs.map(({ found, truth }) => found * truth)),
  };
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Ranks that a model may have. */
export interface RankRange {
  best: number;
  worst: number;
}

/**
 * The ranks that each model may have by its interval. The best is 1 + the number of models whose interval lies wholly
 * above its own (FastChat's `recompute_final_ranking`; Chiang et al. 2024, arXiv:2403.04132, section 5); the worst is the
 * number of models less those whose interval lies wholly below. Models that do not differ significantly may share ranks.
 * Throws a RangeError for an interval that does not run upward.
 */
export function rankRanges(intervals: readonly Bounds[]): RankRange[] {
  checkBounds(intervals);
  const lows = intervals.map(([low]) => low).sort((a, b) => a - b);
  const highs = intervals.map(([, high]) => high).sort((a, b) => a - b);
  return intervals.map(([low, high]) => ({
    best: 1 + lows.length - countUpTo(lows, (value) => value <= high),
    worst: highs.length - countUpTo(highs, (value) => value < low),
  }));
}

/** How many of the sorted values, from the first on, hold. */
function countUpTo(sorted: readonly number[], holds: (value: number) => boolean): number {
  const end = sorted.findIndex((value) => !holds(value));
  return end === -1 ? sorted.length : end;
}
