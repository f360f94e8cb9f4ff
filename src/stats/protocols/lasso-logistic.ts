/** Logistic regression of three features with an L1 penalty and no intercept, on outcomes between 0 and 1. */

type Three = readonly [number, number, number];

export interface LassoRows {
  x: readonly Three[];
  /** Outcomes, 0 to 1. */
  y: readonly number[];
  weight: readonly number[];
}

/**
 * Minimises |β|₁ + c · Σ weight · log loss (liblinear's objective, as scikit-learn gives it `C`): Newton steps, each solved under
 * the penalty by coordinate descent, and halved where the objective would not fall. Throws an Error where 100 steps do not
 * bring the largest change below 1e-8.
 */
export function fitLasso(rows: LassoRows, c: number, start: Three = [0, 0, 0]): Three {
  let beta: Three = start;
  let loss = objective(rows, c, beta);
  for (let step = 0; step < 100; step += 1) {
    const target = solveQuadratic(quadraticAt(rows, c, beta), beta);
    const change = target.map((value, at) => value - (beta[at] ?? 0));
    if (Math.max(...change.map(Math.abs)) < 1e-8) return beta;
    let share = 1;
    let next = moved(beta, change, share);
    let nextLoss = objective(rows, c, next);
    // The objective is a sum of many terms: its last digits are rounding.
    while (nextLoss > loss + 1e-13 * Math.abs(loss) && share > 1e-10) {
      share /= 2;
      next = moved(beta, change, share);
      nextLoss = objective(rows, c, next);
    }
    [beta, loss] = [next, nextLoss];
  }
  throw new Error('the regularised length control did not converge');
}

/** Mean of weight · log loss. */
export function meanLogLoss(rows: LassoRows, beta: Three): number {
  return sumLoss(rows, beta) / rows.y.length;
}

function sumLoss({ x, y, weight }: LassoRows, beta: Three): number {
  let sum = 0;
  for (let row = 0; row < y.length; row += 1) {
    const z = scoreOf(x[row], beta);
    const loss = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - (y[row] ?? 0) * z;
    sum += (weight[row] ?? 0) * loss;
  }
  return sum;
}

function objective(rows: LassoRows, c: number, beta: Three): number {
  return beta.reduce((sum, value) => sum + Math.abs(value), 0) + c * sumLoss(rows, beta);
}

function scoreOf(x: Three = [0, 0, 0], beta: Three): number {
  return x[0] * beta[0] + x[1] * beta[1] + x[2] * beta[2];
}

/** Gradient and Hessian (3 × 3, row-major) of the weighted loss. */
interface Quadratic {
  gradient: number[];
  hessian: number[];
}

function quadraticAt({ x, y, weight }: LassoRows, c: number, beta: Three): Quadratic {
  const gradient = [0, 0, 0];
  const hessian = Array.from({ length: 9 }, () => 0);
  for (let row = 0; row < y.length; row += 1) {
    const features = x[row] ?? [0, 0, 0];
    const p = 1 / (1 + Math.exp(-scoreOf(features, beta)));
    const each = c * (weight[row] ?? 0);
    for (let i = 0; i < 3; i += 1) {
      gradient[i] = (gradient[i] ?? 0) + each * (p - (y[row] ?? 0)) * (features[i] ?? 0);
      for (let j = 0; j < 3; j += 1) {
        const curved = each * p * (1 - p) * (features[i] ?? 0) * (features[j] ?? 0);
        hessian[3 * i + j] = (hessian[3 * i + j] ?? 0) + curved;
      }
    }
  }
  return { gradient, hessian };
}

/** The minimum of the quadratic around `beta` plus |β|₁, one coordinate after the other. */
function solveQuadratic({ gradient, hessian }: Quadratic, beta: Three): number[] {
  const at: number[] = [...beta];
  for (let round = 0; round < 500; round += 1) {
    let most = 0;
    for (let i = 0; i < 3; i += 1) {
      const curve = hessian[3 * i + i] ?? 0;
      if (curve <= 0) continue;
      let slope = gradient[i] ?? 0;
      for (let j = 0; j < 3; j += 1) slope += (hessian[3 * i + j] ?? 0) * ((at[j] ?? 0) - (beta[j] ?? 0));
      const before = at[i] ?? 0;
      const free = before - slope / curve;
      const after = Math.sign(free) * Math.max(0, Math.abs(free) - 1 / curve);
      most = Math.max(most, Math.abs(after - before));
      at[i] = after;
    }
    if (most < 1e-11) break;
  }
  return at;
}

function moved(beta: Three, change: readonly number[], share: number): Three {
  const [a = 0, b = 0, c = 0] = change;
  return [beta[0] + share * a, beta[1] + share * b, beta[2] + share * c];
}
