/** The target of a question whose answer is a number. */

import { type GradedQuestion, GraderError } from '../grader.ts';

/** The target as text: `18`, `2,125`, or a whole solution that ends in `#### 18`. A number is written out. */
export function targetText({ question_id, target }: GradedQuestion): string {
  if (typeof target === 'number' && Number.isFinite(target)) return String(target);
  if (typeof target === 'string' && target.trim() !== '') return target;
  const shown = JSON.stringify(target) ?? 'nothing';
  throw new GraderError(`question ${question_id}: the target must be a number or its text, not ${shown}`);
}

/** The target without the solution before its last `####`. */
export function finalTarget(question: GradedQuestion): string {
  const text = targetText(question);
  const mark = text.lastIndexOf('####');
  return (mark === -1 ? text : text.slice(mark + 4)).trim();
}
