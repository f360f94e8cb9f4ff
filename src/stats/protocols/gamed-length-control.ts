/** AlpacaEval's own length-controlled win rate: one model at a time, drawn towards two baselines that gamed the length. */

import { standardDeviation } from '../bootstrap.ts';
import { fitLasso, type LassoRows, meanLogLoss } from './lasso-logistic.ts';

/** A row of `df_gamed.csv`: a gamed baseline against the baseline, on one instruction. */
export interface GamedRow {
  /** Of the instruction. */
  index: number;
  /** For the second output, 0 to 1. */
  preference: number;
  /** (characters of the baseline's output − of the other) / their standard deviation. */
  std_delta_len: number;
  instruction_difficulty: number;
}

/** The matches of one model, one entry an instruction. */
export interface ModelMatches {
  index: readonly number[];
  /** For the model, 0 to 1. */
  preference: readonly number[];
  /** Characters of the baseline's output less those of the model's. */
  difference: readonly number[];
}

export interface GamedControl {
  /** Mean predicted preference at equal length, 0 to 1, and the standard error of that mean. */
  winRate: number;
  standardError: number;
  /** tanh(length), difficulty, and the model itself: the weights of the GLM. */
  weights: readonly [length: number, difficulty: number, model: number];
  /** The inverse strength of the L1 penalty that cross-validation chose. */
  c: number;
}

/** The gamed rows together weigh a fifth, each of the two baselines a tenth (`regularize_to_baseline_lambda` 0.2). */
const gamedWeight = 0.1;
/** Ten strengths from 10⁻⁴ to 10⁴, evenly on the log scale, as scikit-learn's `Cs=10`. */
const strengths = Array.from({ length: 10 }, (_, step) => 10 ** (-4 + (8 * step) / 9));
const folds = 5;

/**
 * The difficulties that the gamed rows tell, by instruction; each instruction has one.
 */
export function difficultiesOf(gamed: readonly GamedRow[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { index, instruction_difficulty } of gamed)
    if (!found.has(index)) found.set(index, instruction_difficulty);
  return found;
}

/**
 * `length_controlled_v1` (AlpacaEval, `metrics/glm_winrate.py`, commit 1020da2; Dubois et al. 2024, arXiv:2404.04475): a logistic
 * regression without intercept of preferences on tanh(length difference / its standard deviation), difficulty and the model,
 * with an L1 penalty chosen by five-fold cross-validation of the log loss, on the model's matches and the gamed rows. Those have
 * their lengths standardised already, and 0 for the model. The win rate is the mean prediction without the length.
 *
 * Undefined where there are fewer than two matches. Throws a RangeError for an instruction that no gamed row is about.
 */
export function gamedWinRate(
  { index, preference, difference }: ModelMatches,
  gamed: readonly GamedRow[],
): GamedControl | undefined {
  const sd = standardDeviation(difference);
  if (sd === undefined) return undefined;
  const difficulty = difficultiesOf(gamed);
  const hard = index.map((instruction) => {
    const found = difficulty.get(instruction);
    if (found === undefined) throw new RangeError(`no gamed row is about instruction ${instruction}`);
    return found;
  });
  const rows: LassoRows = {
    x: [
      ...gamed.map((row) => [Math.tanh(row.std_delta_len), row.instruction_difficulty, 0] as const),
      ...hard.map((each, at) => [sd > 0 ? Math.tanh((difference[at] ?? 0) / sd) : 0, each, 1] as const),
    ],
    y: [...gamed.map((row) => row.preference), ...preference],
    weight: [...gamed.map(() => gamedWeight), ...preference.map(() => 1)],
  };
  const c = chooseStrength(rows);
  const weights = fitLasso(rows, c);
  const predicted = hard.map((each) => 1 / (1 + Math.exp(-weights[1] * each - weights[2])));
  return {
    winRate: predicted.reduce((sum, p) => sum + p, 0) / predicted.length,
    standardError: (standardDeviation(predicted) ?? 0) / Math.sqrt(predicted.length),
    weights,
    c,
  };
}

/** The strength with the least mean loss on the rows that were left out; of equal ones the weakest penalty comes last. */
function chooseStrength(rows: LassoRows): number {
  const foldOf = (row: number) => (rows.y.length - 1 - row) % folds;
  const losses = strengths.map(() => 0);
  for (let fold = 0; fold < folds; fold += 1) {
    const kept = only(rows, (row) => foldOf(row) !== fold);
    const left = only(rows, (row) => foldOf(row) === fold);
    let start: readonly [number, number, number] = [0, 0, 0];
    for (const [place, c] of strengths.entries()) {
      start = fitLasso(kept, c, start);
      losses[place] = (losses[place] ?? 0) + meanLogLoss(left, start) / folds;
    }
  }
  return strengths[losses.indexOf(Math.min(...losses))] ?? 1;
}

function only({ x, y, weight }: LassoRows, isWanted: (row: number) => boolean): LassoRows {
  return {
    x: x.filter((_, row) => isWanted(row)),
    y: y.filter((_, row) => isWanted(row)),
    weight: weight.filter((_, row) => isWanted(row)),
  };
}
