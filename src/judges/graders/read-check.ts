/** Reads what a grader needs of a question besides its target; faults are told in the words of the bench's author. */

import type { z } from 'zod';
import { issueWords } from '../../records/issue-words.ts';
import { type GradedQuestion, GraderError } from './grader.ts';

/** The question's `check`. Throws a GraderError that names the place and what is wrong; `needed` says what should be there. */
export function readCheck<Schema extends z.ZodType>(
  schema: Schema,
  { question_id: id, check }: Pick<GradedQuestion, 'question_id' | 'check'>,
  needed: string,
): z.infer<Schema> {
  const { data, error } = schema.safeParse(check);
  if (!error) return data;
  if (check === undefined) throw new GraderError(`question ${id} has no check, which should hold ${needed}`);
  const [issue] = error.issues;
  const fault = issue ? issueWords(issue) : 'malformed';
  throw new GraderError(`question ${id}: ${['check', ...(issue?.path ?? [])].join('.')}: ${fault}`);
}
