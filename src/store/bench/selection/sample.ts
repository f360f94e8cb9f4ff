/** A sample of a bench's questions: the same ones every time. */

import { contentHash } from '../../../content-hash.ts';
import { type Question, questionKey } from '../../../records/question.ts';

export interface SampleSize {
  count: number;
  seed: number;
}

/**
 * `count` questions in the order of the bench. Which ones hangs on their ids and the seed alone: a larger sample holds a
 * smaller one, and an added question takes the place of one other at most.
 */
export function sampleQuestions(questions: readonly Question[], { count, seed }: SampleSize): Question[] {
  if (count >= questions.length) return [...questions];
  const ranks = new Map(questions.map((question) => [question, contentHash([seed, questionKey(question)])]));
  const rankOf = (question: Question) => ranks.get(question) ?? '';
  const drawn = [...questions].sort((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1)).slice(0, count);
  const chosen = new Set(drawn);
  return questions.filter((question) => chosen.has(question));
}
