/** The answers that the judges of a run lack. */

import type { Question } from '../../records/question.ts';
import type { JudgmentPlan } from './plan.ts';

export interface MissingAnswer {
  model: string;
  question: Question;
  /** `no answer`, `no answer to turn 2` … */
  reason: string;
}

/** Each missing answer once, however many judges wait for it. */
export function missingAnswers(plans: readonly Pick<JudgmentPlan, 'missing'>[]): MissingAnswer[] {
  return [...new Map(plans.flatMap(({ missing }) => [...missing])).values()];
}
