/** The win rate two models would have if their answers were equally long. */

import { standardDeviation } from '../bootstrap.ts';

export interface LengthControlled {
  /** P(a wins) at equal length, a tie counted as half a win. */
  winRate: number;
  /** Mean score as it was. */
  rawWinRate: number;
  /** φ: log-odds for an answer that is much longer than the other. Above 0 where longer wins. */
  lengthCoefficient: number;
}

/**
 * Length-controlled win rate of model a against model b: logistic(θ) from the fit of
 * P(a wins) = logistic(θ + φ·tanh((len_a − len_b)/sd(len_a − len_b))) that minimises the log loss + (ridge/2)·φ² (Dubois
 * et al. 2024, arXiv:2404.04475, section 3, without its term for the difficulty of an instruction, which needs a pool of
 * other models). One entry a match: `score` 1, 0.5 or 0; lengths in tokens or characters. Swapping the models gives
 * 1 − winRate.
 *
 * Undefined for no matches, and where a won or lost every one: length and quality cannot be separated then. Throws a
 * RangeError for columns of unequal length, scores outside 0 to 1, or a ridge that is not positive.
 */
export function lengthControlledWinRate(
  score: readonly number[],
  lengths: { a: readonly number[]; b: readonly number[] },
  { ridge = 0.5 }: { ridge?: number } = {},
): LengthControlled | undefined {
  const n = score.length;
  if (lengths.a.length !== n || lengths.b.length !== n)
    throw new RangeError('every match needs both lengths');
  if (!score.every((won) => won >= 0 && won <= 1)) throw new RangeError('scores lie in 0 to 1');
  if (!(ridge > 0)) throw new RangeError(`the ridge must be positive, not ${ridge}`);
  const rawWinRate = score.reduce((sum, won) => sum + won, 0) / n;
  if (n === 0 || rawWinRate === 0 || rawWinRate === 1) return undefined;
  const differences = score.map((_, row) => (lengths.a[row] ?? 0) - (lengths.b[row] ?? 0));
  const sd = standardDeviation(differences) ?? 0;
  // Equal differences everywhere cannot be separated from quality: φ stays 0.
  const features = differences.map((difference) => (sd > 0 ? Math.tanh(difference / sd) : 0));
  const [theta, phi] = fitTwo(score, features, ridge);
  return { winRate: 1 / (1 + Math.exp(-theta)), rawWinRate, lengthCoefficient: phi };
}

/** Newton's method for intercept and slope, no logit moving by more than one a step. */
function fitTwo(score: readonly number[], features: readonly number[], ridge: number): [number, number] {
  let theta = 0;
  let phi = 0;
  for (let count = 1; count <= 10_000; count += 1) {
    let [g0, g1] = [0, -ridge * phi];
    let [h00, h01, h11] = [0, 0, ridge];
    for (const [row, won] of score.entries()) {
      const f = features[row] ?? 0;
      const p = 1 / (1 + Math.exp(-theta - phi * f));
      const weight = p * (1 - p);
      g0 += won - p;
      g1 += (won - p) * f;
      h00 += weight;
      h01 += weight * f;
      h11 += weight * f * f;
    }
    const determinant = h00 * h11 - h01 * h01;
    const d0 = (h11 * g0 - h01 * g1) / determinant;
    const d1 = (h00 * g1 - h01 * g0) / determinant;
    const reach = Math.abs(d0) + Math.abs(d1);
    const length = Math.min(1, 1 / reach);
    theta += length * d0;
    phi += length * d1;
    if (reach < 1e-12) return [theta, phi];
  }
  throw new Error('the length-controlled fit did not converge');
}
