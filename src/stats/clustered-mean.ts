/** Means of scores that come in clusters: the two turns, choices and repeats of one question are not independent. */

import { tQuantile } from './distributions/student-t.ts';

export interface ClusteredMean {
  mean: number;
  n: number;
  clusters: number;
  /** Standard error, or undefined for fewer than two clusters. */
  se: number | undefined;
  /** Confidence interval mean ± t·se with `clusters` − 1 degrees of freedom. */
  interval: readonly [number, number] | undefined;
}

/**
 * Mean of `values` with its cluster-robust standard error (Miller 2024, arXiv:2411.00640, section 2.2, with the
 * small-sample factor C/(C − 1)): se² = C/(C − 1) · Σ_c (Σ_i (x_ic − x̄))² / n². `clusters[i]` names the cluster of
 * `values[i]`; both have the same length. Returns undefined for no values.
 */
export function clusteredMean(
  values: readonly number[],
  clusters: readonly string[],
  options: { confidence: number } = { confidence: 0.95 },
): ClusteredMean | undefined {
  const n = values.length;
  if (n === 0) return undefined;
  if (clusters.length !== n) throw new RangeError(`${n} values need ${n} clusters, not ${clusters.length}`);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const residuals = residualSums(values, clusters, mean);
  const count = residuals.length;
  if (count < 2) return { mean, n, clusters: count, se: undefined, interval: undefined };
  const squares = residuals.reduce((sum, residual) => sum + residual * residual, 0);
  const se = Math.sqrt((count / (count - 1)) * squares) / n;
  const half = tQuantile((1 + options.confidence) / 2, count - 1) * se;
  return { mean, n, clusters: count, se, interval: [mean - half, mean + half] };
}

/** Σ_i (x_ic − x̄) of each cluster, in order of first appearance. */
function residualSums(values: readonly number[], clusters: readonly string[], mean: number): number[] {
  const places = new Map<string, number>();
  const sums: number[] = [];
  let last: string | undefined;
  let place = 0;
  for (let index = 0; index < values.length; index += 1) {
    const cluster = clusters[index] ?? '';
    // Those of a cluster mostly stand together, which spares its look-up.
    if (cluster !== last) {
      place = places.get(cluster) ?? sums.push(0) - 1;
      if (place === sums.length - 1) places.set(cluster, place);
      last = cluster;
    }
    sums[place] = (sums[place] ?? 0) + (values[index] ?? 0) - mean;
  }
  return sums;
}
