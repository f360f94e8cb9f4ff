/** One step of the length-controlled fit: gradient and Hessian of its loss, and the linear system they make. */

import { choleskyFactor, choleskySolve } from './cholesky.ts';

/** One match of a model against the baseline. */
export interface LengthRow {
  /** Index of the model, from 0. */
  model: number;
  /** Index of the instruction, from 0. */
  instruction: number;
  /** Preference for the model, 0 to 1. */
  score: number;
  /** Length feature, −1 to 1; above 0 where the model's answer is the longer one. */
  length: number;
}

/** θ, φ, ψ of each model, then their mean length weight μ, in `core`; γ of each instruction. Also a step of these. */
export interface Parameters {
  core: Float64Array;
  gamma: Float64Array;
}

/**
 * The loss has (ridge/2)·the square of φ − μ, ψ − 1, γ and μ each. As standard deviations: 0.22, 0.22, 2 and 1. The
 * first is close to what 805 matches tell of φ, so that a model and its pool have about the same say there.
 */
export const ridges: { phi: number; psi: number; gamma: number; mean: number } = {
  phi: 20,
  psi: 20,
  gamma: 0.25,
  mean: 1,
};

/** Descent direction and curvature; the γ block is diagonal, for no match is about two instructions. */
interface System {
  /** Negative gradient. */
  core: Float64Array;
  gamma: Float64Array;
  /** n × n, row-major, lower triangle; n numbers in `core`. */
  coreBlock: Float64Array;
  gammaBlock: Float64Array;
  /** Instructions × n. */
  cross: Float64Array;
}

/** The system of the ridges alone. */
export function addRidges({ core, gamma }: Parameters): System {
  const n = core.length;
  const last = n - 1;
  const mean = core[last] ?? 0;
  const gradient = new Float64Array(n);
  const block = new Float64Array(n * n);
  let pull = -ridges.mean * mean;
  let weight = ridges.mean;
  for (let m = 0; m < last; m += 3) {
    const away = ridges.phi * ((core[m + 1] ?? 0) - mean);
    gradient[m + 1] = -away;
    gradient[m + 2] = -ridges.psi * ((core[m + 2] ?? 0) - 1);
    block[(m + 1) * n + m + 1] = ridges.phi;
    block[(m + 2) * n + m + 2] = ridges.psi;
    block[last * n + m + 1] = -ridges.phi;
    pull += away;
    weight += ridges.phi;
  }
  gradient[last] = pull;
  block[last * n + last] = weight;
  return {
    core: gradient,
    gamma: gamma.map((value) => -ridges.gamma * value),
    coreBlock: block,
    gammaBlock: new Float64Array(gamma.length).fill(ridges.gamma),
    cross: new Float64Array(gamma.length * n),
  };
}

/**
 * Adds the matches. The Hessian of Newton has the term of the residual in ψ × γ, and may not be positive definite far
 * from the minimum; the expected one of Fisher has not, and always is.
 */
export function addRows(
  system: System,
  { rows, at, hessian }: { rows: readonly LengthRow[]; at: Parameters; hessian: 'newton' | 'fisher' },
): System {
  const { core, gamma, coreBlock, gammaBlock, cross } = system;
  const n = core.length;
  for (const { model, instruction: x, length, score } of rows) {
    const first = 3 * model;
    const slope = at.core[first + 2] ?? 1;
    const inputs = [1, length, at.gamma[x] ?? 0] as const;
    const z = (at.core[first] ?? 0) + (at.core[first + 1] ?? 0) * length + slope * inputs[2];
    const p = 1 / (1 + Math.exp(-z));
    const residual = score - p;
    const weight = p * (1 - p);
    for (let i = 0; i < 3; i += 1) {
      const input = inputs[i] ?? 0;
      core[first + i] = (core[first + i] ?? 0) + residual * input;
      cross[x * n + first + i] = (cross[x * n + first + i] ?? 0) + weight * input * slope;
      const line = (first + i) * n + first;
      for (let j = 0; j <= i; j += 1) {
        coreBlock[line + j] = (coreBlock[line + j] ?? 0) + weight * input * (inputs[j] ?? 0);
      }
    }
    if (hessian === 'newton') cross[x * n + first + 2] = (cross[x * n + first + 2] ?? 0) - residual;
    gamma[x] = (gamma[x] ?? 0) + residual * slope;
    gammaBlock[x] = (gammaBlock[x] ?? 0) + weight * slope * slope;
  }
  return system;
}

/** The solution, γ being eliminated first (Schur complement). Overwrites the system. Undefined where not positive definite. */
export function solveStep({ core, gamma, coreBlock, gammaBlock, cross }: System): Parameters | undefined {
  const n = core.length;
  for (let x = 0; x < gamma.length; x += 1) {
    const line = cross.subarray(x * n, (x + 1) * n);
    for (let i = 0; i < n; i += 1) {
      const factor = (line[i] ?? 0) / (gammaBlock[x] ?? 1);
      if (factor === 0) continue;
      core[i] = (core[i] ?? 0) - factor * (gamma[x] ?? 0);
      const row = i * n;
      for (let j = 0; j <= i; j += 1)
        coreBlock[row + j] = (coreBlock[row + j] ?? 0) - factor * (line[j] ?? 0);
    }
  }
  try {
    choleskyFactor(coreBlock, n);
  } catch {
    return undefined;
  }
  choleskySolve(coreBlock, n, core);
  for (let x = 0; x < gamma.length; x += 1) {
    let sum = gamma[x] ?? 0;
    for (let i = 0; i < n; i += 1) sum -= (cross[x * n + i] ?? 0) * (core[i] ?? 0);
    gamma[x] = sum / (gammaBlock[x] ?? 1);
  }
  return { core, gamma };
}
