/** Quantiles: of a sample, and of the normal distribution. */

/**
 * The value below which the share `p` in [0, 1] of `values` lies, with linear interpolation between order statistics:
 * position p·(n − 1) of the sorted values, as `numpy.quantile` by default (Hyndman & Fan 1996, type 7). Returns undefined
 * for no values; throws a RangeError for a share outside [0, 1] and for NaN.
 */
export function percentile(values: ArrayLike<number>, p: number): number | undefined {
  return sortedPercentile(sorted(values), p);
}

/**
 * The central interval that holds the share `confidence` in (0, 1) of a bootstrap sample: its (1 − confidence)/2 and
 * (1 + confidence)/2 percentiles (Efron & Tibshirani 1993, section 13.3). Returns undefined for an empty sample.
 */
export function percentileInterval(
  sample: ArrayLike<number>,
  confidence = 0.95,
): readonly [number, number] | undefined {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`the confidence must lie between 0 and 1, not ${confidence}`);
  }
  const ordered = sorted(sample);
  const low = sortedPercentile(ordered, (1 - confidence) / 2);
  const high = sortedPercentile(ordered, (1 + confidence) / 2);
  return low === undefined || high === undefined ? undefined : [low, high];
}

function sorted(values: ArrayLike<number>): Float64Array {
  const ordered = Float64Array.from(values).sort();
  // A typed array sorts NaN to the end.
  if (Number.isNaN(ordered[ordered.length - 1])) throw new RangeError('the values must be numbers, not NaN');
  return ordered;
}

function sortedPercentile(ordered: Float64Array, p: number): number | undefined {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`the share must lie in 0 to 1, not ${p}`);
  const position = p * (ordered.length - 1);
  const low = ordered[Math.floor(position)];
  const high = ordered[Math.ceil(position)];
  if (low === undefined || high === undefined) return undefined;
  return low === high ? low : low + (high - low) * (position - Math.floor(position));
}

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * P(Z ≤ x) of the standard normal, to about 1e-15 absolute and 1e-13 relative in the lower tail: the series
 * Φ(x) = 1/2 + φ(x)·Σ x^(2k+1)/(1·3·…·(2k+1)) (Marsaglia 2004, J. Stat. Softw. 11(4)) near the middle, a continued
 * fraction of the tail elsewhere (Abramowitz & Stegun 26.2.14). Throws a RangeError for NaN.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError('x must be a number, not NaN');
  if (x < -2.5) return lowerTail(-x);
  if (x > 2.5) return 1 - lowerTail(x);
  let term = x;
  let sum = x;
  for (let k = 1; Math.abs(term) > 1e-18; k += 1) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}

/** P(Z ≤ −x) for x > 2.5. */
function lowerTail(x: number): number {
  if (x > 39) return 0;
  let fraction = x;
  for (let k = 300; k >= 1; k -= 1) fraction = x + k / fraction;
  return normalDensity(x) / fraction;
}

/**
 * Quantile of the standard normal: the x with P(Z ≤ x) = p for p in (0, 1), to about 1e-14. Starts from Abramowitz &
 * Stegun 26.2.23 (off by at most 4.5e-4) and refines it by Halley's method on `normalCdf`. Throws a RangeError outside
 * (0, 1).
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p must lie between 0 and 1, not ${p}`);
  // The lower half keeps every digit of p; 1 − p is exact there.
  if (p > 0.5) return -normalQuantile(1 - p);
  const w = Math.sqrt(-2 * Math.log(p));
  const top = 2.515517 + w * (0.802853 + w * 0.010328);
  let x = top / (1 + w * (1.432788 + w * (0.189269 + w * 0.001308))) - w;
  for (let step = 0; step < 3; step += 1) {
    const error = (normalCdf(x) - p) / normalDensity(x);
    x -= error / (1 + (x * error) / 2);
  }
  return x;
}
