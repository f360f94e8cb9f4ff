/** The joint fit of models, length weights and instruction difficulties behind length-controlled win rates. */

import { addRidges, addRows, type LengthRow, type Parameters, ridges, solveStep } from './length-system.ts';

export interface LengthFit {
  /** Log-odds θ, length weight φ and slope of the difficulty ψ of each model. */
  models: { theta: number; phi: number; psi: number }[];
  /** γ by instruction, log-odds: above 0 where the models do better against the baseline. */
  difficulty: Float64Array;
}

/**
 * Minimises the log loss of P = logistic(θ_m + φ_m·length + ψ_m·γ_x) plus `ridges`, by Newton's method from φ = μ = γ = 0,
 * ψ = 1, and θ the log-odds of the mean score. The product ψ·γ makes the loss non-convex, so the start is part of the definition; where the Hessian is not
 * positive definite, the step is one of Fisher scoring. A step that does not lower the loss is halved. Every model needs a
 * mean score above 0 and below 1, or its θ has no bound. Throws an Error where 200 steps do not bring the largest change
 * below 1e-8.
 */
export function fitLengths(rows: readonly LengthRow[], models: number): LengthFit {
  let at = startOf(rows, models);
  let loss = lossAt(rows, at);
  for (let count = 1; count <= 200; count += 1) {
    const step = stepAt(rows, at);
    const reach = largest(step);
    if (reach < 1e-8) return resultOf(at, models);
    // No parameter moves by more than one a step.
    let share = Math.min(1, 1 / reach);
    let next = moved(at, step, share);
    let nextLoss = lossAt(rows, next);
    // The loss is a sum of many terms: its last digits are rounding.
    while (nextLoss > loss + 1e-12 * loss) {
      share /= 2;
      next = moved(at, step, share);
      nextLoss = lossAt(rows, next);
    }
    [at, loss] = [next, nextLoss];
  }
  throw new Error('the length-controlled fit did not converge');
}

function startOf(rows: readonly LengthRow[], models: number): Parameters {
  const instructions = rows.reduce((most, { instruction }) => Math.max(most, instruction + 1), 0);
  const core = new Float64Array(3 * models + 1);
  const sum = new Float64Array(models);
  const count = new Float64Array(models);
  for (const { model, score } of rows) {
    sum[model] = (sum[model] ?? 0) + score;
    count[model] = (count[model] ?? 0) + 1;
  }
  for (let m = 0; m < models; m += 1) {
    core[3 * m] = Math.log((sum[m] ?? 0) / ((count[m] ?? 0) - (sum[m] ?? 0)));
    core[3 * m + 2] = 1;
  }
  return { core, gamma: new Float64Array(instructions) };
}

function stepAt(rows: readonly LengthRow[], at: Parameters): Parameters {
  const system = (hessian: 'newton' | 'fisher') => addRows(addRidges(at), { rows, at, hessian });
  const step = solveStep(system('newton')) ?? solveStep(system('fisher'));
  if (!step) throw new Error('the length-controlled fit has no descent step');
  return step;
}

function resultOf({ core, gamma }: Parameters, models: number): LengthFit {
  return {
    models: Array.from({ length: models }, (_, m) => {
      const [theta = 0, phi = 0, psi = 1] = core.subarray(3 * m, 3 * m + 3);
      return { theta, phi, psi };
    }),
    difficulty: gamma,
  };
}

function lossAt(rows: readonly LengthRow[], { core, gamma }: Parameters): number {
  const mean = core.at(-1) ?? 0;
  let loss = (ridges.mean / 2) * mean * mean;
  for (let m = 0; m + 1 < core.length; m += 3) {
    loss += (ridges.phi / 2) * ((core[m + 1] ?? 0) - mean) ** 2;
    loss += (ridges.psi / 2) * ((core[m + 2] ?? 0) - 1) ** 2;
  }
  for (const value of gamma) loss += (ridges.gamma / 2) * value * value;
  for (const { model, instruction, length, score } of rows) {
    const first = 3 * model;
    const z =
      (core[first] ?? 0) +
      (core[first + 1] ?? 0) * length +
      (core[first + 2] ?? 0) * (gamma[instruction] ?? 0);
    loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - score * z;
  }
  return loss;
}

function moved({ core, gamma }: Parameters, step: Parameters, share: number): Parameters {
  return {
    core: core.map((value, index) => value + share * (step.core[index] ?? 0)),
    gamma: gamma.map((value, index) => value + share * (step.gamma[index] ?? 0)),
  };
}

function largest({ core, gamma }: Parameters): number {
  let most = 0;
  for (const value of core) most = Math.max(most, Math.abs(value));
  for (const value of gamma) most = Math.max(most, Math.abs(value));
  return most;
}
