/** The answers that the judges of a run lack. */

import type { Question } from '../../records/question.ts';

export interface MissingAnswer {
  model: string;
  question: Question;
  /** `no answer`, `no answer to turn 2` … */
  reason: string;
  /** True where the record of the answer says so itself: no run asks for it unless it is told to. */
  recorded?: boolean;
}

/** Each missing answer once, however many judges wait for it. */
export function missingAnswers(
  plans: readonly { missing: ReadonlyMap<string, MissingAnswer> }[],
): MissingAnswer[] {
  return [...new Map(plans.flatMap(({ missing }) => [...missing])).values()];
}
