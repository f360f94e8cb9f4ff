/** Intervals for a share, and a share corrected for what the judge gets wrong. */

import { normalQuantile } from './distributions/quantile.ts';
import { incompleteBeta } from './distributions/student-t.ts';

export type Interval = readonly [number, number];

function checkShare(successes: number, trials: number, confidence: number): void {
  if (!(trials > 0 && successes >= 0 && successes <= trials)) {
    throw new RangeError(`${successes} of ${trials} is no share`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`the confidence must lie between 0 and 1, not ${confidence}`);
  }
}

/**
 * Wilson's score interval for `successes` of `trials` > 0 (Wilson 1927, J. Am. Stat. Assoc. 22(158)):
 * (p̂ + z²/2n ± z·√(p̂(1 − p̂)/n + z²/4n²))/(1 + z²/n). Half successes (ties) are allowed. Throws a RangeError outside the
 * domain, as the other intervals here do.
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): Interval {
  checkShare(successes, trials, confidence);
  const z = normalQuantile((1 + confidence) / 2);
  const p = successes / trials;
  const square = (z * z) / trials;
  const centre = p + square / 2;
  const half = Math.sqrt(square * (p * (1 - p) + square / 4));
  // At the ends the bounds are exact; rounding would leave them a digit short.
  return [
    successes === 0 ? 0 : (centre - half) / (1 + square),
    successes === trials ? 1 : (centre + half) / (1 + square),
  ];
}

/**
 * Clopper & Pearson's exact interval (1934, Biometrika 26(4)): the α/2 quantile of Beta(k, n − k + 1) and the 1 − α/2
 * quantile of Beta(k + 1, n − k); 0 and 1 at the ends.
 */
export function clopperPearsonInterval(successes: number, trials: number, confidence = 0.95): Interval {
  checkShare(successes, trials, confidence);
  const failures = trials - successes;
  const tail = (1 - confidence) / 2;
  return [
    successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
  ];
}

/**
 * Jeffreys' interval: central quantiles of Beta(k + ½, n − k + ½), with 0 and 1 at the ends (Brown, Cai & DasGupta 2001,
 * Stat. Sci. 16(2)).
 */
export function jeffreysInterval(successes: number, trials: number, confidence = 0.95): Interval {
  checkShare(successes, trials, confidence);
  const failures = trials - successes;
  const tail = (1 - confidence) / 2;
  return [
    successes === 0 ? 0 : betaQuantile(tail, successes + 0.5, failures + 0.5),
    failures === 0 ? 1 : betaQuantile(1 - tail, successes + 0.5, failures + 0.5),
  ];
}

/** Half the width of the normal interval z·√(p(1 − p)/n): what n games say about a win rate near p. */
export function normalHalfWidth(p: number, trials: number, confidence = 0.95): number {
  checkShare(p * trials, trials, confidence);
  return normalQuantile((1 + confidence) / 2) * Math.sqrt((p * (1 - p)) / trials);
}

/** The x with I_x(a, b) = p, for p in (0, 1) and a, b > 0: bisection down to neighbouring numbers. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p must lie between 0 and 1, not ${p}`);
  if (!(a > 0 && b > 0)) throw new RangeError(`both shapes must be positive, not ${a} and ${b}`);
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
}

export interface JudgedShare {
  /** Share the judge called correct, of `n` judged. */
  p: number;
  n: number;
  /** Share the judge calls correct of `m1` known to be correct. */
  sensitivity: number;
  m1: number;
  /** Share the judge calls incorrect of `m0` known to be incorrect. */
  specificity: number;
  m0: number;
}

/**
 * True share behind a judge's share: θ = (p + specificity − 1)/(sensitivity + specificity − 1), with
 * se² = [p(1−p)/n + (1−θ)²·spec(1−spec)/m0 + θ²·sens(1−sens)/m1]/(sens + spec − 1)² (Rogan & Gladen 1978, Am. J.
 * Epidemiol. 107(1); for judges Lee et al. 2025, arXiv:2511.21140). θ is not cut to 0…1: outside it the calibration does
 * not fit. Undefined for a judge no better than chance (sensitivity + specificity ≤ 1); throws a RangeError for shares
 * outside 0 to 1.
 */
export function roganGladen(judged: JudgedShare): { theta: number; se: number } | undefined {
  const { p, n, sensitivity, m1, specificity, m0 } = judged;
  for (const [share, count] of [[p, n] as const, [sensitivity, m1] as const, [specificity, m0] as const]) {
    if (!(share >= 0 && share <= 1 && count > 0)) throw new RangeError(`${share} of ${count} is no share`);
  }
  const youden = sensitivity + specificity - 1;
  if (youden <= 0) return undefined;
  const theta = (p + specificity - 1) / youden;
  const variance =
    (p * (1 - p)) / n +
    ((1 - theta) ** 2 * specificity * (1 - specificity)) / m0 +
    (theta ** 2 * sensitivity * (1 - sensitivity)) / m1;
  return { theta, se: Math.sqrt(variance) / youden };
}
