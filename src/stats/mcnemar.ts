/** Two models on the same questions, each right or wrong on each: whether the flips go one way more than chance allows. */

import { signTest } from './paired.ts';

export interface McNemar {
  /** Questions that a alone, and that b alone, has right. */
  onlyA: number;
  onlyB: number;
  /** Two-sided and exact. */
  p: number;
}

/**
 * McNemar's test (1947, Psychometrika 12(2)) in its exact form: twice the chance of at most min(onlyA, onlyB) heads among
 * onlyA + onlyB throws of a fair coin, at most 1. `a[i]` and `b[i]` are 0 or 1 on question i; both have the same length,
 * or it is a RangeError. Undefined where a value is neither 0 nor 1.
 */
export function mcnemar(a: readonly number[], b: readonly number[]): McNemar | undefined {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} scores cannot be paired`);
  let [onlyA, onlyB] = [0, 0];
  for (let index = 0; index < a.length; index += 1) {
    const [first, second] = [a[index], b[index]];
    if (!(isVerdict(first) && isVerdict(second))) return undefined;
    if (first > second) onlyA += 1;
    if (second > first) onlyB += 1;
  }
  return { onlyA, onlyB, p: signTest(onlyA, onlyB) };
}

function isVerdict(value: number | undefined): value is 0 | 1 {
  return value === 0 || value === 1;
}
