/** Student's t distribution: its distribution function and quantiles. */

/**
 * Quantile of Student's t: the x with P(T ≤ x) = p, for p in (0, 1) and df > 0 degrees of freedom, to about 1e-12
 * relative. Newton's method on the distribution function, kept inside a bracket. Throws a RangeError outside the domain.
 */
export function tQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p must lie between 0 and 1, not ${p}`);
  if (p === 0.5) return 0;
  if (p < 0.5) return -tQuantile(1 - p, df);
  let low = 0;
  let high = 2;
  while (tCdf(high, df) < p) {
    low = high;
    high *= 2;
  }
  let x = (low + high) / 2;
  for (let step = 0; step < 200; step += 1) {
    const error = tCdf(x, df) - p;
    if (error < 0) low = x;
    else high = x;
    const newton = x - error / tDensity(x, df);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-13 * next) return next;
    x = next;
  }
  return x;
}

/** Density of Student's t with df > 0 degrees of freedom. */
function tDensity(x: number, df: number): number {
  const log = logGamma((df + 1) / 2) - logGamma(df / 2) - Math.log(df * Math.PI) / 2;
  return Math.exp(log - ((df + 1) / 2) * Math.log1p((x * x) / df));
}

/**
 * P(T ≤ x) for Student's t with df > 0 degrees of freedom: 1 − I_z(df/2, 1/2)/2 for x ≥ 0, with z = df/(df + x²)
 * (Abramowitz & Stegun 26.7.1). Throws a RangeError for df ≤ 0.
 */
export function tCdf(x: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`the degrees of freedom must be positive, not ${df}`);
  const square = x * x;
  if (square < df) {
    // The same by I_z(a, b) = 1 − I_{1−z}(b, a): near 0 the digits of x would be lost in z.
    const half = incompleteBeta(square / (df + square), 0.5, df / 2) / 2;
    return x >= 0 ? 0.5 + half : 0.5 - half;
  }
  const tail = incompleteBeta(df / (df + square), df / 2, 0.5) / 2;
  return x >= 0 ? 1 - tail : tail;
}

/** Regularised incomplete beta function I_x(a, b) by its continued fraction (DLMF 8.17.22), about 1e-14 accurate. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below (a + 1)/(a + b + 2); above it the symmetric form does.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a;
  return front * betaFraction(x, a, b);
}

/** Lentz's method for the fraction of `incompleteBeta`. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const guard = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const term of [even, odd]) {
      d = 1 / guard(1 + term * d);
      c = guard(1 + term / c);
      value *= d * c;
    }
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** ln Γ(x) for x > 0: Stirling's series (DLMF 5.11.1) after shifting x above 15. */
export function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 15) {
    shift += Math.log(z);
    z += 1;
  }
  const w = 1 / (z * z);
  const series = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188))))) / z;
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - shift;
}
