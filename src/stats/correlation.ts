/** How two columns of scores of the same things go together. */

import { midRanks } from './ranks.ts';

function checkPair(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length) throw new RangeError(`${x.length} and ${y.length} values cannot be paired`);
  return x.length;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? 0;
  return sum / values.length;
}

/**
 * Pearson's product-moment correlation, in −1 to 1. Undefined for fewer than two pairs or a constant column. Throws a
 * RangeError for columns of unequal length.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number | undefined {
  const n = checkPair(x, y);
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  let products = 0;
  let squaresX = 0;
  let squaresY = 0;
  for (let i = 0; i < n; i += 1) {
    const dx = (x[i] ?? 0) - meanX;
    const dy = (y[i] ?? 0) - meanY;
    products += dx * dy;
    squaresX += dx * dx;
    squaresY += dy * dy;
  }
  // A constant column may differ from its rounded mean; whatever spread that leaves is no spread.
  if (n < 2 || isConstant(x) || isConstant(y)) return undefined;
  return Math.max(-1, Math.min(1, products / Math.sqrt(squaresX * squaresY)));
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i += 1) if (values[i] !== values[0]) return false;
  return true;
}

/** Spearman's rank correlation: Pearson's of the mid-ranks (Spearman 1904). Undefined and throwing as `pearson`. */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number | undefined {
  checkPair(x, y);
  return pearson(midRanks(x).ranks, midRanks(y).ranks);
}

/**
 * Kendall's tau-b: (concordant − discordant)/√((n₀ − n₁)·(n₀ − n₂)), with n₀ pairs in all, n₁ tied in x, n₂ tied in y
 * (Kendall 1945, Biometrika 33(3)). Counts every pair: time grows with n². Undefined for a constant column or fewer than
 * two values; throws a RangeError for columns of unequal length.
 */
export function kendallTauB(x: ArrayLike<number>, y: ArrayLike<number>): number | undefined {
  const n = checkPair(x, y);
  let balance = 0;
  let untiedX = 0;
  let untiedY = 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const dx = Math.sign((x[i] ?? 0) - (x[j] ?? 0));
      const dy = Math.sign((y[i] ?? 0) - (y[j] ?? 0));
      balance += dx * dy;
      untiedX += dx * dx;
      untiedY += dy * dy;
    }
  }
  return untiedX === 0 || untiedY === 0 ? undefined : balance / Math.sqrt(untiedX * untiedY);
}

/** Mean of |x − y|, in the units of the scores. Undefined for no pairs. */
export function meanAbsoluteDifference(x: ArrayLike<number>, y: ArrayLike<number>): number | undefined {
  return meanOverPairs(x, y, Math.abs);
}

/**
 * Share of pairs with |x − y| ≥ `distance` (3 unless given: on scores from 1 to 10, judges that saw different answers).
 * Undefined for no pairs.
 */
export function shareApart(x: ArrayLike<number>, y: ArrayLike<number>, distance = 3): number | undefined {
  return meanOverPairs(x, y, (difference) => (Math.abs(difference) >= distance ? 1 : 0));
}

function meanOverPairs(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  measure: (difference: number) => number,
): number | undefined {
  const n = checkPair(x, y);
  if (n === 0) return undefined;
  let sum = 0;
  for (let i = 0; i < n; i += 1) sum += measure((x[i] ?? 0) - (y[i] ?? 0));
  return sum / n;
}
