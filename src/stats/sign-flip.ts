/** The sign-flip permutation test of paired differences, which assumes no distribution. */

import { type Random, seededRandom } from './random.ts';

export interface SignFlip {
  /** Two-sided: the share of sign patterns whose sum is at least as far from 0 as the one seen. */
  p: number;
  /** Whether every sign pattern was counted. */
  exact: boolean;
  /** Sign patterns counted, or drawn. */
  patterns: number;
}

export interface SignFlipOptions {
  /** A whole number from 0; used only where patterns are drawn. */
  seed: number;
  /** Patterns to draw where they cannot all be counted. 10,000 unless given. */
  rounds?: number;
}

/**
 * Two-sided permutation p of the sum of `differences` when the sign of each is as likely to be + as − (Fisher 1935, The
 * Design of Experiments, section 21). Exact where the differences are multiples of one 1/k, k ≤ 1000, as means of scores
 * are (by the distribution of their sum, Pagano & Tritchler 1983, J. Am. Stat. Assoc. 78(382)), and where at most 20 are
 * not zero (by counting 2^20 patterns). Else `rounds` seeded draws, with p = (1 + hits)/(1 + rounds), so that it is never 0
 * (Phipson & Smyth 2010, arXiv:1603.05766). The p is 1 where every difference is zero. Throws a RangeError for
 * differences that are not finite.
 */
export function signFlipTest(differences: readonly number[], options: SignFlipOptions): SignFlip {
  const sizes = Float64Array.from(differences.filter((value) => value !== 0));
  if (!sizes.every(Number.isFinite)) throw new RangeError('differences must be finite numbers');
  const rounds = options.rounds ?? 10_000;
  if (!(Number.isInteger(rounds) && rounds >= 1)) {
    throw new RangeError(`the rounds must be a whole number from 1, not ${rounds}`);
  }
  const patterns = 2 ** sizes.length;
  const multiples = wholeMultiples(sizes);
  if (multiples !== undefined) return { p: shareOfSums(multiples), exact: true, patterns };
  const total = sizes.reduce((sum, value) => sum + Math.abs(value), 0);
  // Sums that are equal but for rounding count as equal.
  const seen = Math.abs(sizes.reduce((sum, value) => sum + value, 0)) - 1e-10 * total;
  if (sizes.length <= 20) return { p: countPatterns(sizes, seen) / patterns, exact: true, patterns };
  const hits = drawPatterns(sizes, { seen, rounds, random: seededRandom(options.seed) });
  return { p: (1 + hits) / (1 + rounds), exact: false, patterns: rounds };
}

/** The differences times the smallest k ≤ 1000 that makes them whole; undefined without one, or for sums too many. */
function wholeMultiples(sizes: Float64Array): Float64Array | undefined {
  for (let k = 1; k <= 1000; k += 1) {
    if (!sizes.every((value) => Math.abs(value * k - Math.round(value * k)) <= 1e-9)) continue;
    const whole = sizes.map((value) => Math.round(value * k));
    const sums = whole.reduce((sum, value) => sum + Math.abs(value), 0);
    // Tiny differences would be rounded away.
    if (whole.includes(0)) return undefined;
    return sums * whole.length <= 2e7 ? whole : undefined;
  }
  return undefined;
}

/** P(|Σ ±m| ≥ |Σ m|), from the probabilities of each sum of a random half of the sizes. */
function shareOfSums(multiples: Float64Array): number {
  const total = multiples.reduce((sum, value) => sum + Math.abs(value), 0);
  const seen = Math.abs(multiples.reduce((sum, value) => sum + value, 0));
  const chance = new Float64Array(total + 1);
  chance[0] = 1;
  let reach = 0;
  for (const value of multiples) {
    const size = Math.abs(value);
    reach += size;
    // From above, so that what is read has not been overwritten.
    for (let sum = reach; sum >= 0; sum -= 1) {
      chance[sum] = ((chance[sum] ?? 0) + (sum >= size ? (chance[sum - size] ?? 0) : 0)) / 2;
    }
  }
  return Math.min(
    1,
    chance.reduce((p, probability, sum) => (Math.abs(2 * sum - total) >= seen ? p + probability : p), 0),
  );
}

/** Counts the patterns at least as far out, from one to the next by flipping one sign (Gray code). */
function countPatterns(sizes: Float64Array, seen: number): number {
  const signed = sizes.slice();
  let sum = signed.reduce((total, value) => total + value, 0);
  let hits = Math.abs(sum) >= seen ? 1 : 0;
  for (let pattern = 1; pattern < 2 ** sizes.length; pattern += 1) {
    const flipped = 31 - Math.clz32(pattern & -pattern);
    const value = signed[flipped] ?? 0;
    signed[flipped] = -value;
    sum -= 2 * value;
    if (Math.abs(sum) >= seen) hits += 1;
  }
  return hits;
}

function drawPatterns(
  sizes: Float64Array,
  { seen, rounds, random }: { seen: number; rounds: number; random: Random },
): number {
  let hits = 0;
  for (let round = 0; round < rounds; round += 1) {
    let sum = 0;
    let bits = 0;
    for (let i = 0; i < sizes.length; i += 1) {
      if (i % 32 === 0) bits = random.uint32();
      const value = sizes[i] ?? 0;
      sum += (bits & 1) === 1 ? value : -value;
      bits >>>= 1;
    }
    if (Math.abs(sum) >= seen) hits += 1;
  }
  return hits;
}
