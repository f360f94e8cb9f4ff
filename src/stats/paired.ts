/** Two models on the same questions: how far apart they are, and whether chance explains it. */

import { standardDeviation } from './bootstrap.ts';
import { pearson } from './correlation.ts';
import { normalCdf } from './distributions/quantile.ts';
import { incompleteBeta, tCdf, tQuantile } from './distributions/student-t.ts';
import { midRanks } from './ranks.ts';

export interface PairedDifference {
  /** Mean of a − b, in the units of the scores. */
  mean: number;
  n: number;
  /** Standard deviation of the differences (n − 1). */
  sd: number;
  /** sd/√n. */
  se: number;
  df: number;
  /** mean/se and its two-sided p under Student's t; undefined where all differences are equal. */
  t: number | undefined;
  p: number | undefined;
  /** mean ± t·se with n − 1 degrees of freedom. */
  interval: readonly [number, number];
  /** Pearson's correlation of a and b; undefined where one is constant. */
  correlation: number | undefined;
  /** Standard error of the difference had the questions not been shared: √(var(a)/n + var(b)/n). */
  seUnpaired: number;
}

/**
 * Paired difference a − b over questions: `a[i]` and `b[i]` are the (mean) scores of two models on question i (Miller
 * 2024, arXiv:2411.00640, section 4.2; the paired t test of Student 1908). Undefined for fewer than two questions; throws
 * a RangeError for lists of unequal length.
 */
export function pairedDifference(
  a: readonly number[],
  b: readonly number[],
  { confidence = 0.95 }: { confidence?: number } = {},
): PairedDifference | undefined {
  const differences = subtract(a, b);
  const n = differences.length;
  const [sd, sdA, sdB] = [differences, a, b].map(standardDeviation);
  if (sd === undefined || sdA === undefined || sdB === undefined) return undefined;
  const mean = differences.reduce((sum, value) => sum + value, 0) / n;
  const se = sd / Math.sqrt(n);
  const df = n - 1;
  const half = tQuantile((1 + confidence) / 2, df) * se;
  // Differences that are alike but for rounding leave no spread to measure the mean by.
  const t = sd <= 1e-12 * Math.max(largest(a), largest(b)) ? undefined : mean / se;
  return {
    mean,
    n,
    sd,
    se,
    df,
    t,
    p: t === undefined ? undefined : 2 * tCdf(-Math.abs(t), df),
    interval: [mean - half, mean + half],
    correlation: pearson(a, b),
    seUnpaired: Math.sqrt((sdA * sdA + sdB * sdB) / n),
  };
}

/** By size; a list of a hundred thousand is too long for the arguments of Math.max. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** a[i] − b[i]. Throws a RangeError for lists of unequal length. */
export function subtract(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} scores cannot be paired`);
  return a.map((value, index) => value - (b[index] ?? 0));
}

/**
 * Exact two-sided sign test: twice P(X ≤ min(wins, losses)) for X binomial with p = ½ over wins + losses, at most 1; ties
 * are left out (Dixon & Mood 1946, J. Am. Stat. Assoc. 41(236)). Throws a RangeError for counts that are not whole
 * numbers from 0.
 */
export function signTest(wins: number, losses: number): number {
  for (const count of [wins, losses]) {
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`${count} is no count`);
  }
  const fewer = Math.min(wins, losses);
  const more = Math.max(wins, losses);
  return more === fewer ? 1 : Math.min(1, 2 * incompleteBeta(0.5, more, fewer + 1));
}

export interface Wilcoxon {
  /** The smaller of the rank sums of positive and of negative differences. */
  w: number;
  /** Differences that are not zero. */
  n: number;
  /** Two-sided, by the normal approximation. */
  p: number;
}

/**
 * Wilcoxon's signed-rank test (1945, Biometrics Bull. 1(6)): zeros are dropped, ranks of |d| shared among equals, and
 * z = (W − n(n+1)/4)/√(n(n+1)(2n+1)/24 − Σ(t³ − t)/48) with t the sizes of the tied groups, without continuity correction,
 * as `scipy.stats.wilcoxon(method='approx')`. Undefined where every difference is zero.
 */
export function wilcoxonSignedRank(differences: readonly number[]): Wilcoxon | undefined {
  const nonzero = differences.filter((value) => value !== 0);
  const n = nonzero.length;
  if (n === 0) return undefined;
  const { ranks, groups } = midRanks(nonzero.map(Math.abs));
  const total = (n * (n + 1)) / 2;
  const positive = nonzero.reduce((sum, value, index) => (value > 0 ? sum + (ranks[index] ?? 0) : sum), 0);
  const w = Math.min(positive, total - positive);
  const ties = groups.reduce((sum, size) => sum + size ** 3 - size, 0);
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  return { w, n, p: Math.min(1, 2 * normalCdf((w - total / 2) / Math.sqrt(variance))) };
}

/**
 * Holm's step-down correction (1979, Scand. J. Stat. 6(2)): adjusted p values, in the order given, that keep the chance of
 * any false finding below alpha when each is compared with alpha. The i-th smallest becomes the largest of
 * (m − k + 1)·p_(k) over k ≤ i, at most 1. Throws a RangeError for a p outside 0 to 1.
 */
export function holm(pValues: readonly number[]): number[] {
  if (!pValues.every((p) => p >= 0 && p <= 1)) throw new RangeError('p values lie in 0 to 1');
  const adjusted = pValues.map(() => 0);
  let largest = 0;
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  for (const [rank, { p, index }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * p));
    adjusted[index] = largest;
  }
  return adjusted;
}
