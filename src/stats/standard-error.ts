/** Standard errors of a mean other than the one `clusteredMean` reports, to compare with other tools' figures. */

import { indexClusters, standardDeviation } from './bootstrap.ts';

/**
 * s/√n with n − 1 in s: right only for independent values, which the turns of one question are not (Miller 2024,
 * arXiv:2411.00640, section 2.1). Undefined for fewer than two values.
 */
export function naiveStandardError(values: readonly number[]): number | undefined {
  const sd = standardDeviation(values);
  return sd === undefined ? undefined : sd / Math.sqrt(values.length);
}

/**
 * Clustered standard error of the mean of `values`, `clusters[i]` naming the cluster of `values[i]`. `cr0`:
 * √(Σ_c (Σ_i (x_ic − x̄))²)/n, without a small-sample factor. `miller`: √(s²/n + Σ_c Σ_i Σ_{j≠i} (x_ic − x̄)(x_jc − x̄)/n²),
 * which has n − 1 in the first term only (Miller 2024, arXiv:2411.00640, section 2.2). Undefined for fewer than two
 * clusters; throws a RangeError for lists of unequal length.
 */
export function clusteredStandardError(
  values: readonly number[],
  clusters: readonly string[],
  kind: 'cr0' | 'miller',
): number | undefined {
  const n = values.length;
  if (clusters.length !== n) throw new RangeError(`${n} values need ${n} clusters, not ${clusters.length}`);
  const { index, names } = indexClusters(clusters);
  if (names.length < 2) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const sums = new Float64Array(names.length);
  let squares = 0;
  for (const [row, value] of values.entries()) {
    const cluster = index[row] ?? 0;
    sums[cluster] = (sums[cluster] ?? 0) + value - mean;
    squares += (value - mean) ** 2;
  }
  const clustered = sums.reduce((total, sum) => total + sum * sum, 0) / (n * n);
  if (kind === 'cr0') return Math.sqrt(clustered);
  return Math.sqrt(squares / (n - 1) / n + clustered - squares / (n * n));
}
