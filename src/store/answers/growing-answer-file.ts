/** A model's answers while they are being written: what stands on disk, and each record as it gets there. */

import { type Answer, answerKey, answerSchema } from '../../records/answer.ts';
import { type Entries, openRecords, type Span } from '../jsonl/record-index.ts';
import type { Place } from '../jsonl/writer.ts';
import type { AnswerReader } from './answer-file.ts';
import { indexAnswers, summariseAnswer } from './answers.ts';
import type { AnswerSummary } from './summary.ts';

export interface GrowingAnswerReader extends AnswerReader {
  answers: Entries<AnswerSummary & Span>;
  /** Takes in a record that has been appended to the file, and flushed. */
  land: (answer: Answer, place: Place) => void;
}

/**
 * Opens the answers in a file that may not exist yet. The caller closes them. They are read through one open handle, so
 * that places stay true while the file is put in order and replaced.
 */
export async function openGrowingAnswerReader(file: string, model: string): Promise<GrowingAnswerReader> {
  const { entries } = await indexAnswers(file);
  let last = 0;
  for (const { number } of entries.values()) last = Math.max(last, number);
  let records: ReturnType<typeof openRecords<typeof answerSchema>> | undefined;
  return {
    model,
    // Whoever writes the file has set aside what was torn.
    torn: undefined,
    answers: entries,
    read: async (span: Span) => {
      records ??= openRecords(file, answerSchema);
      return (await records).read(span);
    },
    close: async () => (await records)?.close(),
    land: (answer, place) => {
      last += 1;
      entries.set(answerKey(answer), { ...summariseAnswer(answer), ...place, number: last });
    },
  };
}
