/** Bradley–Terry ratings by maximum likelihood, on the Elo scale. */

import { choleskyFactor, choleskySolve } from './cholesky.ts';
import { type Component, isStronglyConnected, winComponents } from './win-graph.ts';

/** Rating points in one unit of log-odds: a difference of 400 is odds of 10 to 1. */
export const eloScale = 400 / Math.LN10;

export interface FitOptions {
  /** Model whose rating is fixed. Without one the mean rating is 1000. */
  anchor?: { model: number; rating: number };
  /** Stop when a Newton step moves no rating by more; what is left is then far smaller. 1e-6 unless given. */
  tolerance?: number;
  /** Ratings to start from (length n), such as those of a similar table: a warm start. */
  start?: Float64Array;
}

/** Ratings on the Elo scale, or the parts of a win graph that no finite ratings can tie together. */
export type Fit =
  | { connected: true; ratings: Float64Array; steps: number }
  | { connected: false; components: Component[] };

/**
 * Ratings r that maximise Σ_ij w_ij·ln P(i beats j), P(i beats j) = 1/(1 + 10^((r_j − r_i)/400)), for `wins` w (row-major
 * n × n, ties half a win each way: `winMatrix`). Bradley & Terry 1952; the loss of FastChat's `bt_loss_and_grad`, times
 * 400·log10. Newton's method, each step shortened to move no difference by more than one unit of log-odds, under which
 * the likelihood cannot fall (Bach 2010, Electron. J. Stat. 4, proposition 1).
 *
 * Where the win graph is not strongly connected there is no finite solution: the components are returned and no number.
 * Throws a RangeError for a table that is not n × n of finite wins ≥ 0, or an anchor that is no model.
 */
export function fitBradleyTerry(wins: Float64Array, n: number, options: FitOptions = {}): Fit {
  checkTable(wins, n, options);
  if (!isStronglyConnected(wins, n)) return { connected: false, components: winComponents(wins, n) };
  const theta = new Float64Array(n);
  if (options.start !== undefined) {
    for (let i = 0; i < n; i += 1) theta[i] = (options.start[i] ?? 0) / eloScale;
  }
  const tolerance = (options.tolerance ?? 1e-6) / eloScale;
  const gradient = new Float64Array(n);
  const information = new Float64Array(n * n);
  for (let steps = 1; steps <= 100_000; steps += 1) {
    addScores(wins, theta, gradient);
    fisherInformation(wins, theta, information);
    choleskyFactor(information, n);
    choleskySolve(information, n, gradient);
    const moved = step(theta, gradient);
    if (moved <= tolerance) return { connected: true, ratings: toElo(theta, options), steps };
  }
  throw new Error('the Bradley–Terry fit did not converge');
}

function checkTable(wins: Float64Array, n: number, { anchor }: FitOptions): void {
  if (n < 1 || wins.length !== n * n)
    throw new RangeError(`${wins.length} counts are not a ${n} × ${n} table`);
  if (!wins.every((count) => count >= 0 && count < Number.POSITIVE_INFINITY)) {
    throw new RangeError('wins must be finite and not negative');
  }
  if (anchor !== undefined && !(anchor.model >= 0 && anchor.model < n)) {
    throw new RangeError(`the anchor ${anchor.model} is none of ${n} models`);
  }
}

/** Overwrites `gradient` with that of the log-likelihood: wins of each model minus those expected at `theta`. */
function addScores(wins: Float64Array, theta: Float64Array, gradient: Float64Array): void {
  const n = theta.length;
  gradient.fill(0);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const won = wins[i * n + j] ?? 0;
      const games = won + (wins[j * n + i] ?? 0);
      if (games === 0) continue;
      const surplus = won - games / (1 + Math.exp((theta[j] ?? 0) - (theta[i] ?? 0)));
      gradient[i] = (gradient[i] ?? 0) + surplus;
      gradient[j] = (gradient[j] ?? 0) - surplus;
    }
  }
}

/**
 * Overwrites the lower triangle of `into` (n × n) with the Fisher information at log-odds `theta`, a Laplacian with
 * weights games·p·(1 − p), plus the returned constant in every entry: ratings are known up to a shift only, and the
 * constant makes the matrix invertible without touching differences. Its pseudo-inverse is the inverse of the sum minus
 * 1/(constant·n²).
 */
export function fisherInformation(wins: Float64Array, theta: Float64Array, into: Float64Array): number {
  const n = theta.length;
  into.fill(0);
  let trace = 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const games = (wins[i * n + j] ?? 0) + (wins[j * n + i] ?? 0);
      if (games === 0) continue;
      const odds = Math.exp(-Math.abs((theta[j] ?? 0) - (theta[i] ?? 0)));
      const weight = (games * odds) / ((1 + odds) * (1 + odds));
      into[i * n + j] = -weight;
      into[i * n + i] = (into[i * n + i] ?? 0) + weight;
      into[j * n + j] = (into[j * n + j] ?? 0) + weight;
      trace += 2 * weight;
    }
  }
  const constant = trace > 0 ? trace / (n * n) : 1;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) into[i * n + j] = (into[i * n + j] ?? 0) + constant;
  }
  return constant;
}

/** Moves `theta` along `direction`, by one unit of log-odds at most between any two; returns the largest move. */
function step(theta: Float64Array, direction: Float64Array): number {
  let low = 0;
  let high = 0;
  for (let i = 0; i < direction.length; i += 1) {
    low = Math.min(low, direction[i] ?? 0);
    high = Math.max(high, direction[i] ?? 0);
  }
  const length = Math.min(1, 1 / (high - low));
  for (let i = 0; i < theta.length; i += 1) theta[i] = (theta[i] ?? 0) + length * (direction[i] ?? 0);
  return length * Math.max(high, -low);
}

/** Log-odds to the Elo scale, with the mean at 1000 or the anchor at its rating. */
export function toElo(theta: Float64Array, { anchor }: FitOptions): Float64Array {
  const mean = theta.reduce((sum, value) => sum + value, 0) / theta.length;
  const [origin, rating] = anchor === undefined ? [mean, 1000] : [theta[anchor.model] ?? 0, anchor.rating];
  return theta.map((value) => rating + (value - origin) * eloScale);
}

/** P(a beats b) for two ratings on the Elo scale, a tie counted as half a win: 1/(1 + 10^((b − a)/400)). */
export function winProbability(ratingA: number, ratingB: number): number {
  return 1 / (1 + Math.exp((ratingB - ratingA) / eloScale));
}
