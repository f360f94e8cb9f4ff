/** Answers that are yet to be given, as a judge's plan can take them: to check and to count before anything is sent. */

import type { Client } from '../../client/client.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { type Answer, answerKey } from '../../records/answer.ts';
import { summariseAnswer } from '../../store/answers/answers.ts';
import type { GrowingAnswerReader } from '../../store/answers/growing-answer-file.ts';
import { answersFile } from '../../store/bench/paths.ts';
import { answerQuestion } from '../answers/converse.ts';
import { readAnswer } from '../answers/job.ts';
import type { PendingAnswer } from '../answers/plan.ts';
import type { AnswerInput } from '../answers/plan-for.ts';

/** Stands for a reply that is not there yet; no service's reply is like it. */
export const unknownReply = '\u0000a reply that is not there yet\u0000';

/** Says nothing but the unknown reply. */
export function unknowingClient({ endpoint, model }: ModelTarget): Pick<Client, 'ask'> {
  const sent = { endpoint, model, parameters: {} };
  const call = { sent, finish_reason: 'stop', latency_ms: 0, attempts: 0 } as const;
  return { ask: async () => ({ text: unknownReply, call }) };
}

/** The pending answers of a model, as far as `client` knows its replies. Nothing is written. */
export async function* provisionalAnswers(
  target: ModelTarget,
  pending: readonly PendingAnswer[],
  { input, client }: { input: AnswerInput; client: Pick<Client, 'ask'> },
): AsyncGenerator<Answer> {
  const file = answersFile(input.dataDir, input.bench, target.modelId);
  for (const { question, choices, keep } of pending) {
    const kept = keep ? (await readAnswer(file, keep)).choices : [];
    const { settings, asking } = input;
    const options = { target, client, settings, asking, now: () => 0 };
    yield await answerQuestion(question, { missing: choices, kept }, options);
  }
}

/** The last that a column of line numbers takes: no file has so many lines. */
const lastNumber = 2 ** 32 - 1;

/** The reader, and a way to put answers on it that are in no file. */
export function withProvisional(reader: GrowingAnswerReader): {
  reader: GrowingAnswerReader;
  put: (answer: Answer) => void;
} {
  const provisional = new Map<number, Answer>();
  return {
    reader: { ...reader, read: async (span) => provisional.get(span.number) ?? reader.read(span) },
    put: (answer) => {
      const number = lastNumber - provisional.size;
      provisional.set(number, answer);
      const span = { offset: 0, length: 0, number };
      reader.answers.set(answerKey(answer), { ...summariseAnswer(answer), ...span });
    },
  };
}
