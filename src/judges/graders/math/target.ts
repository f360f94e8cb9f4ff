/** Reads the target of a MATH question. */

import { type GradedQuestion, GraderError } from '../grader.ts';

/** The answer that a reply is compared with: the content of the solution's last box, as text (a number also goes). */
export function mathTarget(question: GradedQuestion): string {
  const { target, question_id } = question;
  if (typeof target === 'number' && Number.isFinite(target)) return String(target);
  if (typeof target === 'string' && target.trim() !== '') return target;
  const found = JSON.stringify(target) ?? 'nothing';
  throw new GraderError(`Question ${question_id}: \`target\` must be the answer as text, not ${found}.`);
}
