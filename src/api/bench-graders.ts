/** Who judges where no judge is named: the graders of the bench, for the methods by which its answers were had. */

import { UserError } from '../errors.ts';
import type { Bench, Method } from '../records/bench/bench.ts';
import { type Question, questionKey } from '../records/question.ts';
import type { AnswerReader } from '../store/answers/answer-file.ts';
import { loadBench } from '../store/bench/bench-file.ts';

interface Place {
  dataDir: string;
  bench: string;
}

const examples = 'openai/gpt-4.1, anthropic/claude-sonnet-4-5, offline/judge';

/** How the bench is asked, and graded, by method. A bench without graders is a UserError: then somebody must be named. */
export async function askOfGradedBench({ dataDir, bench }: Place): Promise<Bench['ask']> {
  const ask = (await loadBench(dataDir, bench))?.ask ?? {};
  if (Object.values(ask).some(({ graders }) => graders.length > 0)) return ask;
  throw new UserError(
    `--judge is missing, and the bench ${bench} names no graders of its own: give, for example, one of ${examples}`,
  );
}

/** The graders for these methods. A method without any is a UserError. */
export function gradersOf(ask: Bench['ask'], answerMethods: ReadonlySet<Method>, bench: string): string[] {
  const graders = [...answerMethods].flatMap((method) => {
    const named = ask[method]?.graders ?? [];
    if (named.length > 0) return named;
    throw new UserError(
      `the bench ${bench} names no graders for answers by the method ${method}: give --judge, or name some in questions/${bench}.yaml (ask.${method}.graders)`,
    );
  });
  return [...new Set(graders)];
}

/** By which methods the readers' answers were had: a file holds answers of one, so its first tells. */
export function methodsIn(readers: readonly AnswerReader[], questions: readonly Question[]): Set<Method> {
  const found = readers.flatMap(({ answers }) => {
    for (const question of questions) {
      const method = answers.get(questionKey(question))?.method;
      if (method !== undefined) return [method];
    }
    return [];
  });
  return new Set(found);
}
