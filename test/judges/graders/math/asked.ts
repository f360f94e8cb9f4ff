/** Grades one reply to a question made up for a test. */

import type { Grade, Grader, Grading } from '../../../../src/judges/graders/grader.ts';

export function grading(target: unknown, response: string): Grading {
  return { question: { question_id: 'q1', turns: ['Find the value.'], target }, response };
}

export async function gradeOf(grader: Grader, target: unknown, response: string): Promise<Grade> {
  return grader.grade(grading(target, response));
}

/** The score; no answer counts as 0, as in the figures. */
export async function scoreOf(grader: Grader, target: unknown, response: string): Promise<number> {
  const grade = await gradeOf(grader, target, response);
  return grade.kind === 'graded' ? grade.score : 0;
}
