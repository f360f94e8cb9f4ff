/** The permutation test of two samples, which assumes no distribution. */

import { seededRandom } from '../random.ts';

export interface PermutationOptions {
  /** A whole number from 0. */
  seed: number;
  /** Permutations to draw; 9,999 unless given. */
  rounds?: number;
}

/**
 * One-sided p of mean(a) − mean(b) under random relabelling: the share of draws whose difference is at least the one seen,
 * (1 + hits)/(1 + rounds), so that it is never 0 (Phipson & Smyth 2010, arXiv:1603.05766). Undefined where a sample is
 * empty. Throws a RangeError for values that are not finite.
 */
export function permutationTest(
  [a, b]: readonly [readonly number[], readonly number[]],
  { seed, rounds = 9_999 }: PermutationOptions,
): number | undefined {
  if (a.length === 0 || b.length === 0) return undefined;
  const all = Float64Array.from([...a, ...b]);
  if (!all.every(Number.isFinite)) throw new RangeError('the values must be finite numbers');
  if (!(Number.isInteger(rounds) && rounds >= 1)) {
    throw new RangeError(`the rounds must be a whole number from 1, not ${rounds}`);
  }
  const size = all.reduce((sum, value) => sum + Math.abs(value), 0);
  // With both sizes fixed, the sum of the first sample says it all. Sums that are equal but for rounding count as equal.
  const seen = a.reduce((sum, value) => sum + value, 0) - 1e-10 * size;
  const random = seededRandom(seed);
  let hits = 0;
  for (let round = 0; round < rounds; round += 1) {
    let sum = 0;
    // The first places of a Fisher–Yates shuffle are a random sample without replacement.
    for (let at = 0; at < a.length; at += 1) {
      const from = at + random.below(all.length - at);
      const drawn = all[from] ?? 0;
      all[from] = all[at] ?? 0;
      all[at] = drawn;
      sum += drawn;
    }
    if (sum >= seen) hits += 1;
  }
  return (1 + hits) / (1 + rounds);
}
