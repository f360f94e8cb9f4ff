/** Two models on the same questions, each answer right or wrong: how far apart their accuracies are. */

import { normalCdf, normalQuantile } from '../distributions/quantile.ts';

/** Questions by who has them right. */
export interface PairedCounts {
  /** Wrong in the base, right in the candidate. */
  gained: number;
  /** Right in the base, wrong in the candidate. */
  lost: number;
  /** All questions. */
  n: number;
}

/**
 * The score statistic for the hypothesis that the difference of accuracies, candidate − base, is `difference` in (−1, 1):
 * standard normal under it (Tango 1998, Stat. Med. 17(8), equations 6 to 8). With c gained, b lost:
 * z = (c − b − nδ)/√(n(2q + δ(1 − δ))), q = (√(B² − 4AC) − B)/2A, A = 2n, B = −b − c + (2n − c + b)δ, C = −bδ(1 − δ).
 */
export function scoreStatistic({ gained, lost, n }: PairedCounts, difference: number): number {
  const b = -lost - gained + (2 * n - gained + lost) * difference;
  const c = -lost * difference * (1 - difference);
  const q = (Math.sqrt(Math.max(0, b * b - 8 * n * c)) - b) / (4 * n);
  const variance = n * (2 * q + difference * (1 - difference));
  const distance = gained - lost - n * difference;
  if (variance > 0) return distance / Math.sqrt(variance);
  return distance === 0 ? 0 : Math.sign(distance) * Number.POSITIVE_INFINITY;
}

/**
 * Confidence interval of the difference of accuracies: every difference that the score test does not refuse. It holds its
 * coverage where few questions differ, which mean ± t·se does not. Throws a RangeError for no questions.
 */
export function differenceInterval(
  counts: PairedCounts,
  { confidence = 0.95 }: { confidence?: number } = {},
): readonly [number, number] {
  if (!(counts.n > 0)) throw new RangeError('an interval needs at least one question');
  const z = normalQuantile((1 + confidence) / 2);
  const observed = (counts.gained - counts.lost) / counts.n;
  const end = (limit: -1 | 1) => {
    // The statistic falls as the difference grows: halve the stretch in which it passes ±z.
    let [inside, outside] = [observed, limit as number];
    for (let step = 0; step < 60; step += 1) {
      const middle = (inside + outside) / 2;
      if (Math.abs(scoreStatistic(counts, middle)) <= z) inside = middle;
      else outside = middle;
    }
    return inside;
  };
  return [end(-1), end(1)];
}

/** One-sided p of the hypothesis that the difference is at most `difference`: small where the candidate is better than that. */
export function scoreTest(counts: PairedCounts, difference: number): number {
  return normalCdf(-scoreStatistic(counts, difference));
}
