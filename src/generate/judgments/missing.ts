/** Names the answers that a judge lacks. */

import { questionKey } from '../../records/question.ts';
import type { JudgmentJob } from './job.ts';

/** Answers that are not there, by model and reason, however many judges wait for them. */
export function missingAnswers<Record>(
  jobs: readonly JudgmentJob<Record>[],
  { verbose = false }: { verbose?: boolean | undefined } = {},
): string[] {
  const questions = new Map<string, string[]>();
  const missing = new Map(jobs.flatMap(({ plan }) => [...plan.missing]));
  for (const { model, reason, question } of missing.values()) {
    const named = questions.get(`${model}: ${reason}`) ?? [];
    questions.set(`${model}: ${reason}`, [...named, questionKey(question)]);
  }
  return [...questions].map(
    ([what, keys]) => `${what}: ${keys.length === 1 ? 'question' : 'questions'} ${listed(keys, verbose)}`,
  );
}

/** Longer lists are cut, or the line would fill a screen. */
const longestList = 8;

function listed(keys: readonly string[], all: boolean): string {
  if (all || keys.length <= longestList) return keys.join(', ');
  const named = keys.slice(0, longestList - 3);
  return `${named.join(', ')} and ${keys.length - named.length} more (--verbose names them)`;
}
