/** Bradley–Terry ratings with the style of the answers (length, headers, lists, bold) held equal. */

import { type Battles, checkBattles } from './battles.ts';
import { choleskyFactor, choleskySolve } from './cholesky.ts';

/**
 * Style features of battles, row-major battles × k: for each measure (length in tokens, headers, …) the difference of the
 * two answers over their sum plus one, (a − b)/(a + b + 1), then z-scored over the battles with the population standard
 * deviation (FastChat's `preprocess_for_style`). `a[m]` and `b[m]` are the columns of measure m, counts ≥ 0. A measure
 * that is the same in every battle says nothing and gives zeros, where FastChat divides by zero. Throws a RangeError for
 * columns of unequal length or negative counts.
 */
export function styleFeatures(
  a: readonly ArrayLike<number>[],
  b: readonly ArrayLike<number>[],
): Float64Array {
  const k = a.length;
  const rows = a[0]?.length ?? 0;
  if (b.length !== k || [...a, ...b].some((column) => column.length !== rows)) {
    throw new RangeError('every measure needs one column for each side, all of one length');
  }
  const features = new Float64Array(rows * k);
  for (let measure = 0; measure < k; measure += 1) {
    const differences = Float64Array.from({ length: rows }, (_, row) => {
      const [x, y] = [a[measure]?.[row] ?? 0, b[measure]?.[row] ?? 0];
      if (!(x >= 0 && y >= 0)) throw new RangeError(`a measure of style is a count, not ${x} or ${y}`);
      return (x - y) / (x + y + 1);
    });
    const mean = differences.reduce((sum, value) => sum + value, 0) / rows;
    const sd = Math.sqrt(differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows);
    for (let row = 0; row < rows; row += 1) {
      features[row * k + measure] = sd > 1e-12 ? ((differences[row] ?? 0) - mean) / sd : 0;
    }
  }
  return features;
}

export interface StyleControlled {
  /** Elo scale, 1000 being the rating the ridge pulls towards. */
  ratings: Float64Array;
  /** Log-odds for one standard deviation of each feature: above 0 where more of it wins. */
  coefficients: Float64Array;
}

/**
 * Ratings and style coefficients that minimise Σ −[y·ln p + (1 − y)·ln(1 − p)] + (ridge/2)·(|r|² + |β|²), with
 * p = 1/(1 + e^−(ln 10·(r_a − r_b) + β·f)) and ratings 400·r + 1000 (FastChat's `contextual_bt_loss_and_grad` and
 * `fit_contextual_bt`, ridge 0.5). `features` f is row-major battles × k, as of `styleFeatures`.
 *
 * The ridge makes a solution exist for any battles, also where `fitBradleyTerry` has none: check `winComponents` first,
 * or the numbers are the ridge's. It also pulls ratings together where battles are few. Throws as `winMatrix` does, and
 * for a ridge that is not positive.
 */
export function fitStyleControl(
  battles: Battles,
  features: Float64Array,
  { ridge = 0.5, anchor }: { ridge?: number; anchor?: { model: number; rating: number } } = {},
): StyleControlled {
  checkBattles(battles);
  if (!(ridge > 0)) throw new RangeError(`the ridge must be positive, not ${ridge}`);
  const { models: n, score } = battles;
  const k = score.length === 0 ? 0 : features.length / score.length;
  if (!Number.isInteger(k))
    throw new RangeError(`${features.length} features do not fit ${score.length} battles`);
  const size = n + k;
  const parameters = new Float64Array(size);
  const step = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const largest = features.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let count = 1; count <= 10_000; count += 1) {
    addDerivatives({ battles, features, ridge }, parameters, { step, hessian });
    choleskyFactor(hessian, size);
    choleskySolve(hessian, size, step);
    const reach = largestLogitMove(step, n, largest);
    // No logit moves by more than one: under that the loss cannot rise, as in `fitBradleyTerry`.
    const length = Math.min(1, 1 / reach);
    for (let i = 0; i < size; i += 1) parameters[i] = (parameters[i] ?? 0) + length * (step[i] ?? 0);
    if (reach < 1e-10) return scaled(parameters, n, anchor);
  }
  throw new Error('the style-controlled fit did not converge');
}

/** A bound of it: the range of the ratings' moves, since a shift of all of them moves no logit, and all of the style's. */
function largestLogitMove(step: Float64Array, models: number, largestFeature: number): number {
  const ratings = step.subarray(0, models);
  const high = ratings.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const low = ratings.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const style = step.subarray(models).reduce((sum, value) => sum + Math.abs(value), 0);
  return Math.LN10 * (high - low) + largestFeature * style;
}

/** Overwrites `step` with minus the gradient of the loss at `parameters`, and the lower triangle of `hessian`. */
function addDerivatives(
  { battles, features, ridge }: { battles: Battles; features: Float64Array; ridge: number },
  parameters: Float64Array,
  { step, hessian }: { step: Float64Array; hessian: Float64Array },
): void {
  const { models: n, a, b, score } = battles;
  const size = parameters.length;
  const k = size - n;
  hessian.fill(0);
  for (let i = 0; i < size; i += 1) {
    step[i] = -ridge * (parameters[i] ?? 0);
    hessian[i * size + i] = ridge;
  }
  // The entries of a battle's row of the design that are not zero.
  const places = new Int32Array(k + 2);
  const values = new Float64Array(k + 2);
  for (let m = 0; m < k; m += 1) places[m + 2] = n + m;
  for (let row = 0; row < score.length; row += 1) {
    places[0] = Math.max(a[row] ?? 0, b[row] ?? 0);
    places[1] = Math.min(a[row] ?? 0, b[row] ?? 0);
    values[0] = places[0] === a[row] ? Math.LN10 : -Math.LN10;
    values[1] = -values[0];
    for (let m = 0; m < k; m += 1) values[m + 2] = features[row * k + m] ?? 0;
    addRow({ places, values, score: score[row] ?? 0 }, parameters, { step, hessian });
  }
}

function addRow(
  { places, values, score }: { places: Int32Array; values: Float64Array; score: number },
  parameters: Float64Array,
  { step, hessian }: { step: Float64Array; hessian: Float64Array },
): void {
  const size = parameters.length;
  let logit = 0;
  for (let i = 0; i < places.length; i += 1) logit += (values[i] ?? 0) * (parameters[places[i] ?? 0] ?? 0);
  const p = 1 / (1 + Math.exp(-logit));
  const weight = p * (1 - p);
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i] ?? 0;
    const value = values[i] ?? 0;
    step[place] = (step[place] ?? 0) + (score - p) * value;
    for (let j = 0; j < places.length; j += 1) {
      const entry = place * size + (places[j] ?? 0);
      hessian[entry] = (hessian[entry] ?? 0) + weight * value * (values[j] ?? 0);
    }
  }
}

function scaled(
  parameters: Float64Array,
  models: number,
  anchor?: { model: number; rating: number },
): StyleControlled {
  const raw = parameters.slice(0, models).map((value) => 400 * value + 1000);
  const shift = anchor === undefined ? 0 : anchor.rating - (raw[anchor.model] ?? 0);
  return { ratings: raw.map((rating) => rating + shift), coefficients: parameters.slice(models) };
}
