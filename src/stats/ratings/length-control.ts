/** The win rates that models would have against a baseline if all answers were as long as the baseline's. */

import { standardDeviation } from '../bootstrap.ts';
import { fitLengths } from './length-fit.ts';
import type { LengthRow } from './length-system.ts';

/** The matches of one model against the baseline, one entry a match. */
export interface LengthMatches {
  /** Index of the instruction, from 0, the same for all models. */
  instruction: readonly number[];
  /** Preference for the model, 0 to 1: 1 a win, 0.5 a tie, or a judge's probability. */
  score: readonly number[];
  /** Length of the model's answer less the baseline's, in tokens or characters. */
  difference: readonly number[];
}

export interface LengthControlled {
  /** Mean predicted preference for the model at equal length, over its matches; 0 to 1. */
  winRate: number;
  /** Of that mean, over the matches: the difficulties and weights are taken as known. */
  standardError: number;
  /** Mean score as it was. */
  rawWinRate: number;
  /** φ: log-odds for an answer that is much longer than the baseline's. Above 0 where longer wins. */
  lengthCoefficient: number;
  /** ψ: how strongly the difficulty of an instruction moves this model; 1 is the prior mean. */
  difficultySlope: number;
}

/**
 * Length-controlled win rates of a pool of models against one baseline, in the order given: the mean of logistic(θ_m +
 * ψ_m·γ_x) over the matches of m, from the joint fit (`fitLengths`) of P(m wins on x) = logistic(θ_m + φ_m·tanh(d/sd_m(d))
 * + ψ_m·γ_x), d being the length difference (Dubois et al. 2024, arXiv:2404.04475, section 3). There, the difficulties γ
 * come from a pool fitted beforehand, and φ is drawn towards two gamed baselines; here γ is fitted with the models, and φ is drawn
 * towards the mean of the pool. Counting all preferences from the baseline's side gives 1 − winRate.
 *
 * Undefined for a model without matches, and for one that won or lost every match: length and quality cannot be separated
 * then; such a model is no part of the fit. Throws a RangeError for columns of unequal length, or scores outside 0 to 1.
 */
export function lengthControlledWinRates(pool: readonly LengthMatches[]): (LengthControlled | undefined)[] {
  for (const matches of pool) check(matches);
  const raw = pool.map(({ score }) => score.reduce((sum, won) => sum + won, 0) / score.length);
  const fitted = pool.flatMap((_, index) => (separable(raw[index]) ? [index] : []));
  const rows = fitted.flatMap((index, model) => rowsOf(pool[index], model));
  const { models, difficulty } = fitLengths(rows, fitted.length);
  const results: (LengthControlled | undefined)[] = pool.map(() => undefined);
  for (const [model, index] of fitted.entries()) {
    const found = models[model];
    const instructions = pool[index]?.instruction ?? [];
    if (!found) continue;
    const { theta, phi, psi } = found;
    const predicted = instructions.map((x) => 1 / (1 + Math.exp(-theta - psi * (difficulty[x] ?? 0))));
    results[index] = {
      winRate: predicted.reduce((sum, p) => sum + p, 0) / predicted.length,
      standardError: (standardDeviation(predicted) ?? 0) / Math.sqrt(predicted.length),
      rawWinRate: raw[index] ?? Number.NaN,
      lengthCoefficient: phi,
      difficultySlope: psi,
    };
  }
  return results;
}

function check({ instruction, score, difference }: LengthMatches): void {
  if (instruction.length !== score.length || difference.length !== score.length)
    throw new RangeError('every match needs an instruction, a score and a length difference');
  if (!score.every((won) => won >= 0 && won <= 1)) throw new RangeError('scores lie in 0 to 1');
}

/** Neither 0, nor 1 (but for what a judge's probabilities leave open), nor the 0/0 of no matches. */
function separable(rate: number | undefined): boolean {
  return rate !== undefined && rate > 1e-9 && rate < 1 - 1e-9;
}

function rowsOf(matches: LengthMatches | undefined, model: number): LengthRow[] {
  if (!matches) return [];
  const { instruction, score, difference } = matches;
  const sd = standardDeviation(difference) ?? 0;
  return score.map((won, row) => ({
    model,
    instruction: instruction[row] ?? 0,
    score: won,
    // Equal differences everywhere cannot be separated from quality: the feature stays 0.
    length: sd > 0 ? Math.tanh((difference[row] ?? 0) / sd) : 0,
  }));
}
