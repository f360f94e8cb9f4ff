/** Standard errors of Bradley–Terry ratings: from the model alone, or robust to what happens within a question. */

import { modelsOfPairs } from './battles.ts';
import { eloScale, fisherInformation, winProbability } from './bradley-terry.ts';
import { choleskyFactor, choleskyInverse } from './cholesky.ts';
import type { ClusteredWins, Outcomes } from './resampled-wins.ts';

/**
 * Covariance (row-major n × n, in squared Elo points) of mean-centred ratings that maximise the likelihood of `battles`,
 * or of any table with the same ratings: the pseudo-inverse of the Fisher information. It takes the battles for
 * independent and a tie for half a win and half a loss. `ratings` are those of `fitBradleyTerry`; only their differences
 * matter.
 */
export function modelCovariance(wins: Float64Array, ratings: Float64Array): Float64Array {
  const n = ratings.length;
  const theta = ratings.map((rating) => rating / eloScale);
  const information = new Float64Array(n * n);
  const constant = fisherInformation(wins, theta, information);
  choleskyFactor(information, n);
  const shift = 1 / (constant * n * n);
  return choleskyInverse(information, n).map((entry) => (entry - shift) * eloScale * eloScale);
}

/**
 * Covariance as `modelCovariance`, but by the sandwich H⁺·(Σ_c s_c·s_cᵀ)·H⁺, with H the Fisher information and s_c the
 * sum of the score vectors of the battles of cluster c (Huber 1967; Liang & Zeger 1986, Biometrika 73(1); without a
 * small-sample factor, as the arena's errors: Chiang et al. 2024, arXiv:2403.04132). Of outcomes, every battle is a
 * cluster of its own. `wins` is the table of all of them. Does not depend on how battles of one question hang together;
 * takes questions for independent.
 */
export function sandwichCovariance(
  wins: Float64Array,
  ratings: Float64Array,
  counted: ClusteredWins | Outcomes,
): Float64Array {
  const n = ratings.length;
  const bread = modelCovariance(wins, ratings);
  const meat = 'start' in counted ? clusterProducts(counted, ratings) : outcomeProducts(counted, ratings);
  const scaled = eloScale * eloScale;
  return multiply(multiply(bread, meat, n), bread, n).map((entry) => entry / scaled);
}

/** Σ_c s_c·s_cᵀ: what each cluster gave each model beyond what its rating expects, times the same for each other. */
function clusterProducts({ models: n, start, pairs, won, lost }: ClusteredWins, ratings: Float64Array) {
  const { high, low } = modelsOfPairs(n);
  const products = new Float64Array(n * n);
  const sums = new Float64Array(n);
  const seen = new Int32Array(n).fill(-1);
  for (let c = 0; c + 1 < start.length; c += 1) {
    const touched: number[] = [];
    for (let entry = start[c] ?? 0; entry < (start[c + 1] ?? 0); entry += 1) {
      const [i, j] = [high[pairs[entry] ?? 0] ?? 0, low[pairs[entry] ?? 0] ?? 0];
      const games = (won[entry] ?? 0) + (lost[entry] ?? 0);
      const surplus = (won[entry] ?? 0) - games * winProbability(ratings[i] ?? 0, ratings[j] ?? 0);
      sums[i] = (sums[i] ?? 0) + surplus;
      sums[j] = (sums[j] ?? 0) - surplus;
      for (const model of [i, j]) {
        if (seen[model] !== c) touched.push(model);
        seen[model] = c;
      }
    }
    addProducts(products, sums, touched);
  }
  return products;
}

/** The same of battles that are each on their own: those of one kind all give the same. */
function outcomeProducts({ models: n, winner, loser, score, count }: Outcomes, ratings: Float64Array) {
  const products = new Float64Array(n * n);
  for (let kind = 0; kind < count.length; kind += 1) {
    const [i, j] = [winner[kind] ?? 0, loser[kind] ?? 0];
    const surplus = (score[kind] ?? 0) - winProbability(ratings[i] ?? 0, ratings[j] ?? 0);
    const squares = (count[kind] ?? 0) * surplus * surplus;
    for (const [row, column, sign] of [
      [i, i, 1],
      [j, j, 1],
      [i, j, -1],
      [j, i, -1],
    ] as const) {
      products[row * n + column] = (products[row * n + column] ?? 0) + sign * squares;
    }
  }
  return products;
}

/** Adds s·sᵀ over the models in `touched`, then clears those sums. */
function addProducts(products: Float64Array, sums: Float64Array, touched: readonly number[]): void {
  const n = sums.length;
  for (const i of touched) {
    for (const j of touched) {
      products[i * n + j] = (products[i * n + j] ?? 0) + (sums[i] ?? 0) * (sums[j] ?? 0);
    }
  }
  for (const i of touched) sums[i] = 0;
}

function multiply(left: Float64Array, right: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < n; k += 1) {
      const factor = left[i * n + k] ?? 0;
      if (factor === 0) continue;
      for (let j = 0; j < n; j += 1) {
        product[i * n + j] = (product[i * n + j] ?? 0) + factor * (right[k * n + j] ?? 0);
      }
    }
  }
  return product;
}

/**
 * Standard errors in Elo points (length n) from a covariance of mean-centred ratings: of each rating with the mean held
 * at 1000, or, with `anchor`, of its difference from that model (whose own error is then 0).
 */
export function ratingErrors(covariance: Float64Array, n: number, anchor?: number): Float64Array {
  const errors = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    errors[i] =
      anchor === undefined
        ? Math.sqrt(Math.max(0, covariance[i * n + i] ?? 0))
        : differenceError(covariance, n, [i, anchor]);
  }
  return errors;
}

/** Standard error, in Elo points, of the difference of the ratings of two models: √(C_ii + C_jj − 2·C_ij). */
export function differenceError(
  covariance: Float64Array,
  n: number,
  [i, j]: readonly [number, number],
): number {
  const at = (row: number, column: number) => covariance[row * n + column] ?? 0;
  return Math.sqrt(Math.max(0, at(i, i) + at(j, j) - 2 * at(i, j)));
}
