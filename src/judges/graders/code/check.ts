/** The two forms of `check` of a question whose answer is a program: HumanEval's and MBPP's. */

import { z } from 'zod';
import type { GradedQuestion } from '../grader.ts';
import { readCheck } from '../read-check.ts';

/** HumanEval: `test` defines `check(candidate)`, which is called with the function of the name `entry_point`. */
const functionCheckSchema = z.object({
  entry_point: z.string().regex(/^[\p{L}_][\p{L}\p{N}_]*$/u),
  test: z.string().min(1),
  /** The start of the program that was to be completed. Without it the question's last turn is that start. */
  prompt: z.string().optional(),
  /** The data's own solution: what follows `prompt`. No grader reads it. */
  canonical: z.string().optional(),
});

/** MBPP: assertions that follow the program. `test_imports` of the sanitized set is set-up code. */
const assertionCheckSchema = z.object({
  test_list: z.array(z.string().min(1)).min(1),
  test_setup_code: z.string().optional(),
  challenge_test_list: z.array(z.string().min(1)).optional(),
});

export type FunctionCheck = z.infer<typeof functionCheckSchema> & { prompt: string };
export type AssertionCheck = z.infer<typeof assertionCheckSchema>;

export function functionCheck(question: GradedQuestion): FunctionCheck {
  const check = readCheck(functionCheckSchema, question, 'entry_point and test');
  return { ...check, prompt: check.prompt ?? question.turns.at(-1) ?? '' };
}

export function assertionCheck(question: GradedQuestion): AssertionCheck {
  return readCheck(assertionCheckSchema, question, 'test_list');
}
