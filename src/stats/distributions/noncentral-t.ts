/** The noncentral t distribution: what a t statistic follows when there is a difference to be found. */

import { normalCdf } from './quantile.ts';
import { incompleteBeta, logGamma } from './student-t.ts';

/**
 * P(T ≤ x) for the noncentral t with df > 0 degrees of freedom and noncentrality |delta| ≤ 37, to about 1e-12 absolute.
 * Lenth 1989, algorithm AS 243, for x ≥ 0: Φ(−δ) + ½·Σ_j [p_j·I_z(j + ½, df/2) + q_j·I_z(j + 1, df/2)] with
 * z = x²/(df + x²), p_j = e^(−δ²/2)·(δ²/2)^j/j! and q_j = δ·e^(−δ²/2)·(δ²/2)^j/(√2·Γ(j + 3/2)); below 0 by symmetry,
 * P(T ≤ x; δ) = 1 − P(T ≤ −x; −δ). Throws a RangeError outside the domain: beyond 37 the terms underflow.
 */
export function noncentralTCdf(x: number, df: number, delta: number): number {
  if (!(df > 0)) throw new RangeError(`the degrees of freedom must be positive, not ${df}`);
  if (!(Math.abs(delta) <= 37)) throw new RangeError(`the noncentrality must lie in −37 to 37, not ${delta}`);
  if (x < 0) return 1 - noncentralTCdf(-x, df, -delta);
  if (x === 0) return normalCdf(-delta);
  const half = (delta * delta) / 2;
  const z = (x * x) / (df + x * x);
  let sum = 0;
  for (let j = 0; j <= half + 10 * Math.sqrt(half) + 60; j += 1) {
    const p = poissonTerm(half, j, logGamma(j + 1));
    const q = (delta / Math.SQRT2) * poissonTerm(half, j, logGamma(j + 1.5));
    sum += p * incompleteBeta(z, j + 0.5, df / 2) + q * incompleteBeta(z, j + 1, df / 2);
  }
  return Math.min(1, Math.max(0, normalCdf(-delta) + sum / 2));
}

/** e^(−half)·half^j divided by e^logDivisor. */
function poissonTerm(half: number, j: number, logDivisor: number): number {
  const power = j === 0 ? 0 : j * Math.log(half);
  return Math.exp(power - half - logDivisor);
}
