/** Means over several groups of values: every group counts alike (macro), or every value does (pooled). */

import { clusteredMean } from './clustered-mean.ts';
import { tQuantile } from './distributions/student-t.ts';

export interface MacroMean {
  mean: number;
  /** Values in all groups. */
  n: number;
  /** 95 %; undefined where a group has fewer than two clusters. */
  interval: readonly [number, number] | undefined;
}

interface Stratum {
  values: readonly number[];
  /** Names the cluster of each value. */
  clusters: readonly string[];
}

/**
 * The unweighted mean of the groups' means. The groups are fixed strata (the subjects of a benchmark, not a sample of
 * subjects): se² = Σ_g se_g²/G², se_g clustered (Cochran 1977, Sampling Techniques, equation 5.6 with equal weights), and the
 * interval is mean ± t·se with Σ_g (clusters_g − 1) degrees of freedom. Undefined for no groups, or an empty one.
 */
export function macroMean(strata: readonly Stratum[]): MacroMean | undefined {
  const means = strata.flatMap(({ values, clusters }) => clusteredMean(values, clusters) ?? []);
  if (means.length === 0 || means.length < strata.length) return undefined;
  const mean = means.reduce((sum, each) => sum + each.mean, 0) / means.length;
  const n = means.reduce((sum, each) => sum + each.n, 0);
  if (means.some(({ se }) => se === undefined)) return { mean, n, interval: undefined };
  const variance = means.reduce((sum, { se = 0 }) => sum + se * se, 0) / means.length ** 2;
  const freedom = means.reduce((sum, { clusters }) => sum + clusters - 1, 0);
  const half = tQuantile(0.975, freedom) * Math.sqrt(variance);
  return { mean, n, interval: [mean - half, mean + half] };
}

/**
 * Standard error of a mean without regard to clusters, as lm-evaluation-harness gives it (`mean_stderr` at commit
 * 4e7e0d4): √(Σ (x − x̄)²/(n − 1))/√n. NaN for fewer than two values.
 */
export function plainStandardError(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (n - 1)) / Math.sqrt(n);
}

/**
 * Standard error of the mean over several groups, from theirs, as lm-evaluation-harness pools it
 * (`pooled_sample_stderr` at commit 4e7e0d4): √(Σ (n_g − 1)·se_g²·n_g / (Σ n_g − G) / Σ n_g). It leaves out the
 * differences between the groups' means.
 */
export function pooledStandardError(groups: readonly { n: number; se: number }[]): number {
  const n = groups.reduce((sum, each) => sum + each.n, 0);
  const squares = groups.reduce((sum, each) => sum + (each.n - 1) * each.se ** 2 * each.n, 0);
  return Math.sqrt(squares / (n - groups.length) / n);
}
