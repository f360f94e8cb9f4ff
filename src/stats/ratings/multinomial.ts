/** Binomial and multinomial draws: a bootstrap over rows that are alike needs only how often each kind was drawn. */

import { logGamma } from '../distributions/student-t.ts';
import type { Random } from '../random.ts';

/**
 * How often each kind comes up in `draws` draws with replacement, with probabilities in proportion to `weights` (≥ 0, not
 * all zero): a chain of conditional binomials (Devroye 1986, "Non-Uniform Random Variate Generation", chapter XI).
 * `into` is overwritten and returned; its entries sum to `draws`. Throws a RangeError for weights without a positive sum.
 */
export function multinomial(
  draws: number,
  weights: Float64Array,
  options: { random: Random; into?: Float64Array },
): Float64Array {
  const into = options.into ?? new Float64Array(weights.length);
  into.fill(0);
  let mass = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(mass > 0)) throw new RangeError('the weights must have a positive sum');
  // Whatever rounding leaves of the mass belongs to the last kind that can come up at all.
  let last = weights.length - 1;
  while (weights[last] === 0) last -= 1;
  let left = draws;
  for (let kind = 0; kind < last && left > 0; kind += 1) {
    const weight = weights[kind] ?? 0;
    const count = binomial(left, Math.min(1, weight / mass), options.random);
    into[kind] = count;
    left -= count;
    mass -= weight;
  }
  into[last] = (into[last] ?? 0) + left;
  return into;
}

/**
 * One draw of the number of successes in `trials` (whole, ≥ 0) independent trials of probability `p`. Inversion where
 * few are expected, else Hörmann's transformed rejection BTRS (Hörmann 1993, J. Stat. Comput. Simul. 46). Throws a
 * RangeError outside the domain.
 */
export function binomial(trials: number, p: number, random: Random): number {
  if (!(Number.isInteger(trials) && trials >= 0)) {
    throw new RangeError(`the trials must be a whole number from 0, not ${trials}`);
  }
  if (!(p >= 0 && p <= 1)) throw new RangeError(`the probability must lie in 0 to 1, not ${p}`);
  if (p > 0.5) return trials - binomial(trials, 1 - p, random);
  if (p === 0 || trials === 0) return 0;
  return trials * p < 10 ? invert(trials, p, random) : reject(trials, p, random);
}

function invert(trials: number, p: number, random: Random): number {
  const odds = p / (1 - p);
  const start = Math.exp(trials * Math.log1p(-p));
  for (;;) {
    let u = random.uniform();
    let term = start;
    let count = 0;
    while (u > term && count <= trials) {
      u -= term;
      count += 1;
      term *= ((trials - count + 1) / count) * odds;
    }
    // Past the last count only by the rounding of the sum of all terms.
    if (count <= trials) return count;
  }
}

function reject(trials: number, p: number, random: Random): number {
  const spread = Math.sqrt(trials * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * spread;
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const tail = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / tail + b) * u + trials * p + 0.5);
    if (tail >= 0.07 && v <= 0.92 - 4.2 / b) return count;
    if (count < 0 || count > trials) continue;
    // One draw in five comes this far: the logarithms are not worth having ready.
    if (Math.log((v * alpha) / (a / (tail * tail) + b)) <= logRatioToMode(count, trials, p)) return count;
  }
}

/** ln of P(X = count)/P(X = mode). */
function logRatioToMode(count: number, trials: number, p: number): number {
  const mode = Math.floor((trials + 1) * p);
  const peak = logGamma(mode + 1) + logGamma(trials - mode + 1);
  const own = logGamma(count + 1) + logGamma(trials - count + 1);
  return peak - own + (count - mode) * Math.log(p / (1 - p));
}
