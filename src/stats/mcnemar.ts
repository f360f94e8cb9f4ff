/** Two models on the same right-or-wrong questions: does one get more right than chance explains? */

import { signTest } from './paired.ts';

export interface McNemar {
  bothRight: number;
  /** Right for a, wrong for b; and the other way round. Only these say which is better. */
  onlyA: number;
  onlyB: number;
  bothWrong: number;
  /** Two-sided and exact; 1 where the two never differ. */
  p: number;
}

/**
 * McNemar's test (1947, Psychometrika 12(2)) in its exact form: given how often the two differ, `onlyA` is binomial with
 * p = ½, so it is the sign test of the questions on which they differ. `a[i]` and `b[i]` say whether the two models got
 * question i right: one answer a question, for several answers of one are not independent. Throws a RangeError for lists
 * of unequal length.
 */
export function mcnemar(a: readonly boolean[], b: readonly boolean[]): McNemar {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} answers cannot be paired`);
  const counts = { bothRight: 0, onlyA: 0, onlyB: 0, bothWrong: 0 };
  for (const [index, right] of a.entries()) {
    if (right) counts[b[index] ? 'bothRight' : 'onlyA'] += 1;
    else counts[b[index] ? 'onlyB' : 'bothWrong'] += 1;
  }
  return { ...counts, p: signTest(counts.onlyA, counts.onlyB) };
}
