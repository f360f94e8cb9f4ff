/** Answers that are yet to be given, as a judge's plan can take them: to check and to estimate before anything is sent. */

import type { Answer } from '../../records/answer.ts';
import { questionKey } from '../../records/question.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';
import type { AnswerSummary } from '../../store/answers/summary.ts';
import type { Span } from '../../store/jsonl/record-index.ts';
import type { PendingAnswer } from '../answers/plan.ts';

export interface Promised {
  pending: readonly PendingAnswer[];
  numChoices: number;
  /** What stands for each turn's answer. */
  text: string;
}

/** The reader with every pending answer on it, as if it were there. */
export function promiseAnswers(reader: AnswerReader, { pending, numChoices, text }: Promised): AnswerReader {
  const answers = new Map<string, AnswerSummary & Span>();
  const promised = new Map<number, Answer>();
  for (const [position, { question }] of pending.entries()) {
    // No line of a file has such a number.
    const number = -1 - position;
    const turns = question.turns.map(() => text);
    const choices = Array.from({ length: numChoices }, (_, index) => ({ index, turns }));
    promised.set(number, {
      ...{ question_id: question.question_id, answer_id: '', model_id: reader.model, choices, tstamp: 0 },
    });
    answers.set(questionKey(question), {
      modelId: reader.model,
      // Like no hash of a real text: whatever is judged of it is to be judged again.
      choices: choices.map(({ index }) => ({ index, hashes: turns.map(() => '') })),
      questionHash: undefined,
      sentTo: undefined,
      ...{ offset: 0, length: 0, number },
    });
  }
  const get = (question: string) => answers.get(question) ?? reader.answers.get(question);
  return {
    ...reader,
    answers: { get },
    read: async (span) => promised.get(span.number) ?? reader.read(span),
  };
}
