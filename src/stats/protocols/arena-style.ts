/** Arena-Hard's style control: win rates against one baseline with length and Markdown held equal. */

import { seededRandom } from '../random.ts';
import { choleskyFactor, choleskySolve } from '../ratings/cholesky.ts';

/** One answer: tokens, Markdown headers, list items, bold spans. */
export type StyleCounts = readonly [tokens: number, headers: number, lists: number, bold: number];

/** One verdict on a model's answer against the baseline's. */
export interface StyledBattle {
  /** Index of the model, from 0. */
  model: number;
  /** For the model: 0, 0.5 or 1. */
  score: number;
  /** How often it counts: each is drawn by itself. */
  count: number;
  own: StyleCounts;
  baseline: StyleCounts;
}

export interface StyleControlled {
  /** By model: at equal style, 0 to 1; the median of the resamples and their 5th and 95th percentile. */
  models: { winRate: number; low: number; high: number }[];
  /** Log-odds for one standard deviation more of each measure, medians. */
  coefficients: readonly [number, number, number, number];
}

/**
 * The features of `show_result.py` (Arena-Hard-Auto, commit 005ac12), row-major battles × 4: for tokens the difference over
 * the sum; for the others the difference of their numbers per token, over their sum plus one; then z-scored over the battles
 * with n − 1. A measure that is the same in every battle gives zeros, where theirs divides by zero; so does an answer without
 * a token.
 */
function arenaStyleFeatures(battles: readonly StyledBattle[]): Float64Array {
  const features = new Float64Array(battles.length * 4);
  for (let measure = 0; measure < 4; measure += 1) {
    const column = battles.map(({ own, baseline }) => differenceOf(own, baseline, measure));
    const total = battles.reduce((sum, { count }) => sum + count, 0);
    const summed = (of: (value: number) => number) =>
      column.reduce((sum, value, row) => sum + (battles[row]?.count ?? 0) * of(value), 0);
    const mean = summed((value) => value) / total;
    const sd = total > 1 ? Math.sqrt(summed((value) => (value - mean) ** 2) / (total - 1)) : 0;
    for (const [row, value] of column.entries())
      features[row * 4 + measure] = sd > 1e-12 ? (value - mean) / sd : 0;
  }
  return features;
}

function differenceOf(own: StyleCounts, baseline: StyleCounts, measure: number): number {
  const [a, b] = [own[0], baseline[0]];
  if (measure === 0) return a + b > 0 ? (a - b) / (a + b) : 0;
  const [dense, other] = [a > 0 ? (own[measure] ?? 0) / a : 0, b > 0 ? (baseline[measure] ?? 0) / b : 0];
  return (dense - other) / (dense + other + 1);
}

/**
 * Bradley–Terry of `models` models against the baseline with the four features, fitted on `rounds` resamples of the battles
 * (theirs: 100). Theirs has no penalty; ours has a ridge of 1e-3 on each parameter, so that a model that won everything has a
 * number. Throws an Error where a fit does not converge.
 */
export function controlArenaStyle(
  battles: readonly StyledBattle[],
  { models, rounds, seed }: { models: number; rounds: number; seed: number },
): StyleControlled {
  const features = arenaStyleFeatures(battles);
  const { below } = seededRandom(seed);
  const rowOf = battles.flatMap(({ count }, row) => Array.from({ length: count }, () => row));
  let start = new Float64Array(models + 4);
  const fits: Float64Array[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const weight = new Float64Array(battles.length);
    for (let draw = 0; draw < rowOf.length; draw += 1) {
      const row = rowOf[below(rowOf.length)] ?? 0;
      weight[row] = (weight[row] ?? 0) + 1;
    }
    start = fitOnce(battles, { features, weight, models, start });
    fits.push(start);
  }
  const quantiles = (place: number, share: number) =>
    quantile(
      fits.map((each) => each[place] ?? 0),
      share,
    );
  const rate = (place: number, share: number) => 1 / (1 + Math.exp(-quantiles(place, share)));
  return {
    models: Array.from({ length: models }, (_, model) => ({
      winRate: rate(model, 0.5),
      low: rate(model, 0.05),
      high: rate(model, 0.95),
    })),
    coefficients: [0, 1, 2, 3].map((measure) => quantiles(models + measure, 0.5)) as [
      number,
      number,
      number,
      number,
    ],
  };
}

/** Linear between the two nearest values, as numpy's and pandas' default. Throws a RangeError for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) throw new RangeError('a quantile needs values');
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}

const ridge = 1e-3;

/** Newton's method from `start`; the loss is convex, and a step that would not lower it is halved. */
function fitOnce(
  battles: readonly StyledBattle[],
  given: { features: Float64Array; weight: Float64Array; models: number; start: Float64Array },
): Float64Array<ArrayBuffer> {
  let beta = Float64Array.from(given.start);
  let loss = lossAt(battles, given, beta);
  for (let count = 0; count < 100; count += 1) {
    const step = stepAt(battles, given, beta);
    if (step.every((value) => Math.abs(value) < 1e-8)) return beta;
    let share = 1;
    let next = beta.map((value, at) => value + (step[at] ?? 0));
    let nextLoss = lossAt(battles, given, next);
    while (nextLoss > loss + 1e-12 * Math.abs(loss) && share > 1e-10) {
      share /= 2;
      const part = share;
      next = beta.map((value, at) => value + part * (step[at] ?? 0));
      nextLoss = lossAt(battles, given, next);
    }
    [beta, loss] = [next, nextLoss];
  }
  throw new Error('the style-controlled fit did not converge');
}

type Given = Parameters<typeof fitOnce>[1];

function logitAt(row: number, model: number, { features, models }: Given, beta: Float64Array): number {
  let z = beta[model] ?? 0;
  for (let k = 0; k < 4; k += 1) z += (features[row * 4 + k] ?? 0) * (beta[models + k] ?? 0);
  return z;
}

function lossAt(battles: readonly StyledBattle[], given: Given, beta: Float64Array): number {
  let loss = beta.reduce((sum, value) => sum + (ridge / 2) * value * value, 0);
  for (const [row, { model, score }] of battles.entries()) {
    const weight = given.weight[row] ?? 0;
    if (weight === 0) continue;
    const z = logitAt(row, model, given, beta);
    loss += weight * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - score * z);
  }
  return loss;
}

function stepAt(battles: readonly StyledBattle[], given: Given, beta: Float64Array): Float64Array {
  const { features, models } = given;
  const n = models + 4;
  const matrix = new Float64Array(n * n);
  const gradient = beta.map((value) => -ridge * value);
  for (let at = 0; at < n; at += 1) matrix[at * n + at] = ridge;
  const add = (line: number, column: number, value: number) => {
    matrix[line * n + column] = (matrix[line * n + column] ?? 0) + value;
  };
  for (const [row, { model, score }] of battles.entries()) {
    const weight = given.weight[row] ?? 0;
    if (weight === 0) continue;
    const p = 1 / (1 + Math.exp(-logitAt(row, model, given, beta)));
    const curve = weight * p * (1 - p);
    const pull = weight * (score - p);
    gradient[model] = (gradient[model] ?? 0) + pull;
    add(model, model, curve);
    for (let k = 0; k < 4; k += 1) {
      const x = features[row * 4 + k] ?? 0;
      gradient[models + k] = (gradient[models + k] ?? 0) + pull * x;
      add(models + k, model, curve * x);
      for (let j = 0; j <= k; j += 1) add(models + k, models + j, curve * x * (features[row * 4 + j] ?? 0));
    }
  }
  choleskyFactor(matrix, n);
  choleskySolve(matrix, n, gradient);
  return gradient;
}
