/** How much more one model drops from one set of questions to another than other models do. */

import { standardDeviation } from '../bootstrap.ts';
import { tQuantile } from '../distributions/student-t.ts';
import { pairedDifference } from '../paired.ts';

/** Scores on the questions of one set; every list has one score a question, in the same order. */
export interface ScoredSet {
  model: readonly number[];
  /** A list for each other model. */
  others: readonly (readonly number[])[];
}

export interface Difference {
  /** In the units of the scores. */
  mean: number;
  /** The next two are undefined where the questions leave no spread to measure the mean by. */
  se: number | undefined;
  interval: readonly [number, number] | undefined;
}

export interface DifferenceOptions {
  /** Both lists are about the same questions in the same order. */
  paired?: boolean;
  confidence?: number;
}

/**
 * (mean of the model − mean of the others) on `known`, less the same on `fresh`. Of each question x = score of the model
 * − mean score of the others, which takes out how hard the question is (Card & Krueger 1994, Am. Econ. Rev. 84(4), for
 * the design). Questions are the sample, the models are fixed: the interval says nothing of how much models differ in
 * their drops. Undefined without others, and for fewer than two questions in a set. Throws a RangeError for lists of
 * unequal length.
 */
export function differenceInDifferences(
  { known, fresh }: { known: ScoredSet; fresh: ScoredSet },
  options: DifferenceOptions = {},
): Difference | undefined {
  if (known.others.length === 0) return undefined;
  return meanDifference([aboveOthers(known), aboveOthers(fresh)], options);
}

/**
 * mean(a) − mean(b) with the interval of Welch (1947, Biometrika 34(1–2)), se² = s²_a/n_a + s²_b/n_b and the degrees of
 * freedom of Satterthwaite; of paired lists, with that of Student. Undefined for fewer than two values in a list.
 */
export function meanDifference(
  [a, b]: readonly [readonly number[], readonly number[]],
  { paired = false, confidence = 0.95 }: DifferenceOptions = {},
): Difference | undefined {
  if (paired) {
    const found = pairedDifference(a, b, { confidence });
    if (!found) return undefined;
    const { mean, se, interval } = found;
    return isNothing(se) ? { mean, se: undefined, interval: undefined } : { mean, se, interval };
  }
  const [sdA, sdB] = [standardDeviation(a), standardDeviation(b)];
  if (sdA === undefined || sdB === undefined) return undefined;
  const mean = meanOf(a) - meanOf(b);
  const [varA, varB] = [(sdA * sdA) / a.length, (sdB * sdB) / b.length];
  const se = Math.sqrt(varA + varB);
  if (isNothing(se)) return { mean, se: undefined, interval: undefined };
  const df = (varA + varB) ** 2 / (varA ** 2 / (a.length - 1) + varB ** 2 / (b.length - 1));
  const half = tQuantile((1 + confidence) / 2, df) * se;
  return { mean, se, interval: [mean - half, mean + half] };
}

/** Of each question, the score of the model − the mean score of the others. Throws a RangeError for lists of unequal length. */
export function aboveOthers({ model, others }: ScoredSet): number[] {
  const odd = others.find((scores) => scores.length !== model.length);
  if (odd) throw new RangeError(`${model.length} and ${odd.length} scores are not about the same questions`);
  return model.map((score, at) => score - meanOf(others.map((scores) => scores[at] ?? Number.NaN)));
}

/** Equal values differ by rounding alone. */
function isNothing(se: number): boolean {
  return se <= 1e-12;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
