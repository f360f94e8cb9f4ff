/** What a bench of a given size can tell apart, and how large a bench must be to tell a given difference. */

import { noncentralTCdf } from './distributions/noncentral-t.ts';
import { normalDensity, normalQuantile } from './distributions/quantile.ts';
import { tQuantile } from './distributions/student-t.ts';

export interface PowerOptions {
  /** Probability of finding the difference when it is there, in (0.5, 1). 0.8 unless given. */
  power?: number;
  /** Size of the two-sided test, in (0, 0.5). 0.05 unless given. */
  alpha?: number;
}

function levels(options: PowerOptions): { power: number; alpha: number } {
  const { power = 0.8, alpha = 0.05 } = options;
  if (!(power > 0.5 && power < 1)) throw new RangeError(`the power must lie between 0.5 and 1, not ${power}`);
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError(`alpha must lie between 0 and 0.5, not ${alpha}`);
  return { power, alpha };
}

/** z_{1−α/2} + z_{power}: the difference that is found with the given power, in standard errors. */
function standardErrors(options: PowerOptions): number {
  const { power, alpha } = levels(options);
  return normalQuantile(1 - alpha / 2) + normalQuantile(power);
}

/**
 * Power of the two-sided one-sample t test on n ≥ 2 paired differences of standard deviation `sd` > 0 when their true
 * mean is `difference`: P(|T| > t_{1−α/2, n−1}) with T noncentral t of noncentrality difference·√n/sd (Cohen 1988).
 * Units of `sd` and `difference` are the same.
 */
export function pairedPower(
  difference: number,
  design: { sd: number; n: number },
  options: Pick<PowerOptions, 'alpha'> = {},
): number {
  const { alpha } = levels(options);
  checkDesign(design);
  const df = design.n - 1;
  const delta = (Math.abs(difference) * Math.sqrt(design.n)) / design.sd;
  const critical = tQuantile(1 - alpha / 2, df);
  // Beyond what the terms of the distribution can represent; short of 1 for two or three questions only.
  if (delta > 37) return 1;
  return powerAt(delta, critical, df);
}

/**
 * Smallest true mean of n ≥ 2 paired differences of standard deviation `sd` that a two-sided test finds with the given
 * power, in units of `sd`. `normal`: (z_{1−α/2} + z_{power})·sd/√n (Miller 2024, arXiv:2411.00640, section 5). `t`: the
 * difference at which `pairedPower` is the power asked for, by the secant method in a bracket, to about 1e-13. Throws a
 * RangeError outside the domain, and for `t` where no noncentrality up to 37 has that power (n = 2 with a small alpha).
 */
export function detectableDifference(
  design: { sd: number; n: number },
  options: PowerOptions & { distribution?: 'normal' | 't' } = {},
): number {
  checkDesign(design);
  const se = design.sd / Math.sqrt(design.n);
  if (options.distribution === 'normal') return standardErrors(options) * se;
  const { power, alpha } = levels(options);
  const critical = tQuantile(1 - alpha / 2, design.n - 1);
  const missing = (delta: number) => power - powerAt(delta, critical, design.n - 1);
  let [low, high] = [0, 37];
  let delta = standardErrors(options);
  // The slope of the normal case begins; from the second step on it is that of the last two points.
  let slope = -normalDensity(delta - critical);
  let error = missing(delta);
  for (let step = 0; step < 200 && error !== 0; step += 1) {
    if (error > 0) low = delta;
    else high = delta;
    const secant = delta - error / slope;
    const next = secant > low && secant < high ? secant : (low + high) / 2;
    const moved = next - delta;
    if (Math.abs(moved) <= 1e-14 * delta) break;
    const missed = missing(next);
    if (missed !== error) slope = (missed - error) / moved;
    delta = next;
    error = missed;
  }
  if (missing(delta) > 1e-9) throw new RangeError(`${design.n} questions never reach the power ${power}`);
  return delta * se;
}

/** P(|T| > critical) for noncentral t. */
function powerAt(delta: number, critical: number, df: number): number {
  return 1 - noncentralTCdf(critical, df, delta) + noncentralTCdf(-critical, df, delta);
}

function checkDesign({ sd, n }: { sd: number; n: number }): void {
  if (!(sd > 0)) throw new RangeError(`the standard deviation must be positive, not ${sd}`);
  if (!(Number.isInteger(n) && n >= 2)) throw new RangeError(`n must be a whole number from 2, not ${n}`);
}

/**
 * Questions needed to find a true mean paired difference `delta` ≠ 0 at standard deviation `sd` > 0 (same units):
 * ⌈((z_{1−α/2} + z_{power})·sd/delta)²⌉, the normal formula of `detectableDifference` solved for n.
 */
export function questionsNeeded(design: { sd: number; delta: number }, options: PowerOptions = {}): number {
  if (!(design.sd > 0)) throw new RangeError(`the standard deviation must be positive, not ${design.sd}`);
  return atLeast(design.sd * design.sd, design.delta, options);
}

export interface ResampledDesign {
  /** ω²: variance over questions of the difference of the two models' expected scores. */
  omega2: number;
  /** σ²_A, σ²_B: mean variance of a model's score when one question is asked again. */
  varianceA: number;
  varianceB: number;
  /** K_A, K_B: samples a question. */
  samplesA: number;
  samplesB: number;
  /** Difference of means to find, in the units of the scores. */
  delta: number;
}

/**
 * Questions needed when every question is sampled K times: n = (z_{α/2} + z_β)²·(ω² + σ²_A/K_A + σ²_B/K_B)/δ², rounded
 * up (Miller 2024, arXiv:2411.00640, section 5).
 */
export function millerQuestionsNeeded(design: ResampledDesign, options: PowerOptions = {}): number {
  const { omega2, varianceA, varianceB, samplesA, samplesB, delta } = design;
  if (!(samplesA >= 1 && samplesB >= 1)) throw new RangeError('every question needs one sample or more');
  return atLeast(omega2 + varianceA / samplesA + varianceB / samplesB, delta, options);
}

function atLeast(variance: number, delta: number, options: PowerOptions): number {
  if (!(variance >= 0)) throw new RangeError(`the variance must not be negative, not ${variance}`);
  if (!(Math.abs(delta) > 0)) throw new RangeError(`the difference to find must not be ${delta}`);
  return Math.ceil((standardErrors(options) / delta) ** 2 * variance);
}
