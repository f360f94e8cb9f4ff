/** Which models have answers, and where each answer stands. */

import { basename, join } from 'node:path';
import { contentHash } from '../../content-hash.ts';
import {
  type Answer,
  answerKey,
  answerSchema,
  type Choice,
  fastchatErrorText,
} from '../../records/answer.ts';
import { answerMethod } from '../../records/bench/answer-method.ts';
import { textOfAsked } from '../../records/bench/asked.ts';
import { textOfSettings } from '../../records/calls/asked-with.ts';
import { fileStem, filesIn } from '../bench/paths.ts';
import { indexRecords, type RecordIndex } from '../jsonl/record-index.ts';
import { packedAnswers } from './columns.ts';
import type { AnswerSummary } from './summary.ts';

/** In the form of a hash, which columns keep in few bytes. */
const notHashed = '1'.repeat(32);

/** The index of one model's answers. */
export function indexAnswers(file: string): Promise<RecordIndex<AnswerSummary>> {
  return indexWith(file, summariseAnswer);
}

/** The same for counts alone: its hashes are none, and only how many there are is true. */
export function countAnswers(file: string): Promise<RecordIndex<AnswerSummary>> {
  return indexWith(file, (answer, once) => summarise(answer, { once, hash: () => notHashed }));
}

function indexWith(
  file: string,
  summarise: (answer: Answer, once: (text: string) => string) => AnswerSummary,
): Promise<RecordIndex<AnswerSummary>> {
  return indexRecords(file, answerSchema, {
    keyOf: answerKey,
    summarise,
    holds: 'answers',
    entries: packedAnswers(),
  });
}

/**
 * The models that have answers to a bench, by model id. A file whose records carry another name (FastChat's own
 * release has one) goes by the name of the file, as in FastChat's `load_model_answers`.
 */
export async function listAnswerFiles(dataDir: string, bench: string): Promise<string[]> {
  const folder = join(dataDir, 'answers', bench);
  return (await filesIn(folder, '.jsonl')).map((name) => join(folder, name));
}

/** The name a model goes by in judgments: the record's own where it fits the file, or else the file's. */
export function modelIdOf(file: string, recordModelId: string | undefined): string {
  const stem = basename(file, '.jsonl');
  return recordModelId !== undefined && fileStem(recordModelId) === stem ? recordModelId : stem;
}

/** True for a choice that FastChat wrote for a failed call: its text is an error mark, not an answer. */
export function isFailedChoice(choice: Choice): boolean {
  return choice.turns.includes(fastchatErrorText);
}

/** What is kept in memory of an answer. */
export function summariseAnswer(answer: Answer, once = (text: string) => text): AnswerSummary {
  return summarise(answer, { once, hash: contentHash });
}

function summarise(
  answer: Answer,
  { once, hash }: { once: (text: string) => string; hash: (turns: readonly string[]) => string },
): AnswerSummary {
  const calls = answer.choices.flatMap(({ calls = [] }) => calls);
  const sent = calls[0]?.sent;
  const askedWith = textOfSettings(calls);
  return {
    modelId: once(answer.model_id),
    choices: answer.choices
      .filter((choice) => !isFailedChoice(choice))
      .map(({ index, turns, unanswered }) => {
        const answered = turns.slice(0, unanswered && unanswered.turn - 1);
        const hashes = answered.map((_, turn) => hash(turns.slice(0, turn + 1)));
        const missing = turns.length - answered.length;
        return { index, hashes, ...(missing > 0 ? { unanswered: missing } : {}) };
      }),
    method: answerMethod(answer),
    questionHash: answer.question_hash,
    sentTo: sent && once(`${sent.endpoint}/${sent.model}`),
    askedWith: askedWith === undefined ? undefined : once(askedWith),
    asked: answer.asked && once(textOfAsked(answer.asked)),
  };
}
