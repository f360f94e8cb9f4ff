/** What multiple-choice graders read of a question: the options, their labels, and which one is right. */

import { z } from 'zod';
import { type GradedQuestion, GraderError } from '../grader.ts';
import { readCheck } from '../read-check.ts';

/** `labels` are those the prompt shows; without them A, B, C, ... in the order of the options. */
const choiceCheckSchema = z.object({
  options: z.array(z.string()).min(2).max(26),
  labels: z.array(z.string().trim().min(1)).optional(),
});

export interface ChoiceQuestion {
  options: readonly string[];
  labels: readonly string[];
  /** Index of the right option. */
  gold: number;
}

export const letterAt = (index: number): string => String.fromCharCode(65 + index);

/**
 * The options of a question with `check: { options, labels? }` and a target that is a label or a letter. Throws a
 * GraderError for a malformed check, labels that are not one for each option, or a target that names none of them.
 */
export function readChoice(question: GradedQuestion): ChoiceQuestion {
  const check = readCheck(choiceCheckSchema, question, 'options');
  const { options } = check;
  const labels = check.labels ?? options.map((_, index) => letterAt(index));
  if (labels.length !== options.length || new Set(labels).size !== labels.length) {
    throw new GraderError(
      `question ${question.question_id}: check.labels must name each of ${options.length} options once`,
    );
  }
  return { options, labels, gold: goldIndex(question, labels) };
}

/** The letter of the right option, for graders that need nothing else: the check may be absent. */
export function targetLetter(question: GradedQuestion): string {
  if (question.check !== undefined) return letterAt(readChoice(question).gold);
  const { target, question_id } = question;
  if (typeof target === 'string' && /^[A-Z]$/.test(target.trim())) return target.trim();
  throw new GraderError(
    `question ${question_id}: the target must be a letter, not ${JSON.stringify(target) ?? 'nothing'}`,
  );
}

/** A label wins over a letter: with the labels B, A the target "A" is the second option. */
function goldIndex({ question_id, target }: GradedQuestion, labels: readonly string[]): number {
  const text = typeof target === 'string' ? target.trim() : '';
  const label = labels.indexOf(text);
  if (label !== -1) return label;
  const letter = /^[A-Z]$/.test(text) ? text.charCodeAt(0) - 65 : -1;
  if (letter >= 0 && letter < labels.length) return letter;
  const shown = JSON.stringify(target) ?? 'nothing';
  throw new GraderError(
    `question ${question_id}: the target must be one of ${labels.join(', ')}, not ${shown}`,
  );
}
