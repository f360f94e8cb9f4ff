/** The bootstrap over clusters: questions are drawn again with replacement, each with everything that was asked on it. */

import { percentileInterval } from './distributions/quantile.ts';
import { resampleMultiplicities, seededRandom } from './random.ts';

export interface Resampling {
  /** Bootstrap samples to draw. */
  rounds: number;
  /** A whole number from 0. The same seed draws the same clusters, whatever the statistic. */
  seed: number;
}

export interface BootstrapSample {
  /** The statistic in every round that has one, in the order of the rounds. */
  values: Float64Array;
  /** Rounds in which the statistic does not exist. An interval over the rest is conditional on that: say so. */
  undefinedRounds: number;
}

/**
 * Calls `visit` once a round with how often each of `clusters` clusters was drawn; the counts sum to `clusters`. The array
 * is reused: do not keep it. (Efron & Tibshirani 1993, section 6.2, with the cluster as the unit that is drawn.)
 */
export function resampleClusters(
  clusters: number,
  { rounds, seed }: Resampling,
  visit: (multiplicities: Int32Array, round: number) => void,
): void {
  if (!(Number.isInteger(clusters) && clusters >= 1)) {
    throw new RangeError(`there must be one cluster or more, not ${clusters}`);
  }
  if (!(Number.isInteger(rounds) && rounds >= 1)) {
    throw new RangeError(`the rounds must be a whole number from 1, not ${rounds}`);
  }
  const random = seededRandom(seed);
  const multiplicities = new Int32Array(clusters);
  for (let round = 0; round < rounds; round += 1) {
    visit(resampleMultiplicities(clusters, random, multiplicities), round);
  }
}

/**
 * Bootstrap distribution of any statistic of clustered data. `statistic` gets how often each cluster counts and returns
 * its value, or undefined where it has none (NaN counts as none too).
 */
export function bootstrap(
  clusters: number,
  statistic: (multiplicities: Int32Array) => number | undefined,
  resampling: Resampling,
): BootstrapSample {
  const values = new Float64Array(resampling.rounds);
  let kept = 0;
  resampleClusters(clusters, resampling, (multiplicities) => {
    const value = statistic(multiplicities);
    if (value === undefined || Number.isNaN(value)) return;
    values[kept] = value;
    kept += 1;
  });
  return { values: values.slice(0, kept), undefinedRounds: resampling.rounds - kept };
}

export interface BootstrappedMean {
  mean: number;
  /** Standard deviation of the bootstrapped means, or undefined for fewer than two clusters. */
  se: number | undefined;
  /** Percentile interval of the bootstrapped means, or undefined for fewer than two clusters. */
  interval: readonly [number, number] | undefined;
}

/**
 * Mean of `values` with percentile interval and standard error, by drawing clusters again: Σ_c m_c·S_c / Σ_c m_c·n_c,
 * with m_c the draws, S_c the sum and n_c the number of values of cluster c. `clusters[i]` names the cluster of
 * `values[i]`. Does not depend on the order of the rows. Returns undefined for no values.
 */
export function bootstrapMean(
  values: readonly number[],
  clusters: readonly string[],
  options: Resampling & { confidence?: number },
): BootstrappedMean | undefined {
  if (values.length === 0) return undefined;
  if (clusters.length !== values.length) {
    throw new RangeError(`${values.length} values need ${values.length} clusters, not ${clusters.length}`);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const { index, names } = indexClusters(clusters);
  if (names.length < 2) return { mean, se: undefined, interval: undefined };
  const sums = new Float64Array(names.length);
  const counts = new Float64Array(names.length);
  for (const [row, value] of values.entries()) {
    const cluster = index[row] ?? 0;
    sums[cluster] = (sums[cluster] ?? 0) + value - mean;
    counts[cluster] = (counts[cluster] ?? 0) + 1;
  }
  const sample = bootstrap(names.length, (m) => dot(m, sums) / dot(m, counts), options);
  const interval = percentileInterval(sample.values, options.confidence);
  return {
    mean,
    se: standardDeviation(sample.values),
    interval: interval && [mean + interval[0], mean + interval[1]],
  };
}

/** Names as positions in their sorted list: `index[i]` is where `names[i]` stands, however the rows are ordered. */
export function indexClusters(clusters: readonly string[]): { index: Int32Array; names: readonly string[] } {
  const names = [...new Set(clusters)].sort();
  const places = new Map(names.map((name, place) => [name, place]));
  return { index: Int32Array.from(clusters, (name) => places.get(name) ?? 0), names };
}

/** Standard deviation with n − 1, the bootstrap's standard error of a statistic. Returns undefined for n < 2. */
export function standardDeviation(values: ArrayLike<number>): number | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  let mean = 0;
  for (let i = 0; i < n; i += 1) mean += values[i] ?? 0;
  mean /= n;
  let squares = 0;
  for (let i = 0; i < n; i += 1) squares += ((values[i] ?? 0) - mean) ** 2;
  return Math.sqrt(squares / (n - 1));
}

function dot(counts: Int32Array, values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i += 1) sum += (counts[i] ?? 0) * (values[i] ?? 0);
  return sum;
}
