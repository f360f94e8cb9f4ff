/** One model's answers, looked up by question and read one at a time. */

import { type Answer, answerSchema } from '../../records/answer.ts';
import type { Line } from '../jsonl/reader.ts';
import { type Entries, openRecords, type Span } from '../jsonl/record-index.ts';
import { indexAnswers, modelIdOf } from './answers.ts';
import type { AnswerSummary } from './summary.ts';

export interface AnswerReader {
  /** The name the model goes by in judgments. */
  model: string;
  /** The line that was cut off at the end of the file, if any. */
  torn: Line | undefined;
  /** By question. */
  answers: Pick<Entries<AnswerSummary & Span>, 'get'>;
  read: (span: Span) => Promise<Answer>;
  close: () => Promise<void>;
}

/** Opens the answers in a file. The caller closes them. */
export async function openAnswerReader(file: string): Promise<AnswerReader> {
  const { entries, torn } = await indexAnswers(file);
  const model = modelIdOf(file, entries.values().next().value?.modelId);
  return { model, torn, answers: entries, ...(await openRecords(file, answerSchema)) };
}
