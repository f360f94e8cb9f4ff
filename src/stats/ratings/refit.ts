/** Fits tables that are like one already fitted, as those of a bootstrap are, without factoring a matrix for each. */

import type { PairWins } from './battles.ts';
import { eloScale, fisherInformation } from './bradley-terry.ts';
import { choleskyFactor, choleskyInverse } from './cholesky.ts';

/** What may be left to go, in log-odds: 10^-6 Elo points. */
const left = 1e-6 / eloScale;
/** A step must be shorter than the one before it by this factor, or the table is not like the fitted one. */
const shrinks = 0.5;
/** The most steps that shrink by half and still end above `left`. */
const mostSteps = 40;
/** Strengths e^θ of a wider range would lose digits, or overflow. */
const widest = 600;

export type Refit = (wins: PairWins) => Float64Array | undefined;

/**
 * Ratings of a table in log-odds, mean 0, to 10^-6 Elo points, or undefined where they are not found quickly: then
 * `fitBradleyTerry` has to. Newton's method with the information of the fitted table (row-major n × n `wins` and their
 * `ratings`) instead of each step's own: the chord method (Ortega & Rheinboldt 1970, section 7.1), whose steps shrink by
 * a constant factor, the smaller the more alike the tables. The table must be strongly connected.
 */
export function createRefit(wins: Float64Array, ratings: Float64Array): Refit {
  const n = ratings.length;
  const mean = ratings.reduce((sum, rating) => sum + rating, 0) / n;
  const start = ratings.map((rating) => (rating - mean) / eloScale);
  const inverse = inverseInformation(wins, start);
  const [gradient, direction, strength] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  return (table) => {
    const theta = start.slice();
    let before = Number.POSITIVE_INFINITY;
    for (let steps = 0; steps < mostSteps; steps += 1) {
      if (rangeOf(theta) > widest) return undefined;
      for (let i = 0; i < n; i += 1) strength[i] = Math.exp(theta[i] ?? 0);
      addScores(table, strength, gradient);
      multiply(inverse, gradient, direction);
      const moved = direction.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      // A step of more than one unit of log-odds is too long to be trusted (see `fitBradleyTerry`).
      if (moved > shrinks * before || moved > shrinks) return undefined;
      for (let i = 0; i < n; i += 1) theta[i] = (theta[i] ?? 0) + (direction[i] ?? 0);
      const rate = moved / before;
      // What is left of a geometric series; the first step has none before it to tell its rate by.
      if (moved === 0 || (steps > 0 && (moved * rate) / (1 - rate) <= left)) return theta;
      before = moved;
    }
    return undefined;
  };
}

function inverseInformation(wins: Float64Array, theta: Float64Array): Float64Array {
  const n = theta.length;
  const information = new Float64Array(n * n);
  fisherInformation(wins, theta, information);
  choleskyFactor(information, n);
  return choleskyInverse(information, n);
}

function rangeOf(theta: Float64Array): number {
  let [low, high] = [0, 0];
  for (let i = 0; i < theta.length; i += 1) {
    low = Math.min(low, theta[i] ?? 0);
    high = Math.max(high, theta[i] ?? 0);
  }
  return high - low;
}

/** Overwrites `gradient` with wins minus those expected; a division a pair instead of an exponential. */
function addScores({ models: n, won, lost }: PairWins, strength: Float64Array, gradient: Float64Array): void {
  gradient.fill(0);
  let pair = 0;
  for (let i = 1; i < n; i += 1) {
    const own = strength[i] ?? 0;
    let sum = 0;
    for (let j = 0; j < i; j += 1) {
      const wins = won[pair] ?? 0;
      const games = wins + (lost[pair] ?? 0);
      const surplus = wins - (games * own) / (own + (strength[j] ?? 0));
      sum += surplus;
      gradient[j] = (gradient[j] ?? 0) - surplus;
      pair += 1;
    }
    gradient[i] = (gradient[i] ?? 0) + sum;
  }
}

/** Overwrites `into` with matrix·vector; four sums at once, since each addition waits for the one before it. */
function multiply(matrix: Float64Array, vector: Float64Array, into: Float64Array): void {
  const n = vector.length;
  for (let i = 0; i < n; i += 1) {
    const row = i * n;
    let [a, b, c, d] = [0, 0, 0, 0];
    let j = 0;
    for (; j + 3 < n; j += 4) {
      a += (matrix[row + j] ?? 0) * (vector[j] ?? 0);
      b += (matrix[row + j + 1] ?? 0) * (vector[j + 1] ?? 0);
      c += (matrix[row + j + 2] ?? 0) * (vector[j + 2] ?? 0);
      d += (matrix[row + j + 3] ?? 0) * (vector[j + 3] ?? 0);
    }
    for (; j < n; j += 1) a += (matrix[row + j] ?? 0) * (vector[j] ?? 0);
    into[i] = a + b + c + d;
  }
}
