/** Answers and judgments in memory, for tests of planning and judging: no file is read. */

import { contentHash } from '../../../src/content-hash.ts';
import type { JudgmentSummary } from '../../../src/generate/judgments/mode.ts';
import type { Judge } from '../../../src/judges/judge.ts';
import { programJudge } from '../../../src/judges/program.ts';
import type { Answer } from '../../../src/records/answer.ts';
import { type Question, questionKey } from '../../../src/records/question.ts';
import type { AnswerReader } from '../../../src/store/answers/answer-file.ts';
import type { RecordIndex, Span } from '../../../src/store/jsonl/record-index.ts';

export const question: Question = { question_id: 1, category: 'stem', turns: ['One?', 'Two?'] };

/** A model that has answered these questions, each with the turns of its choices. */
export function readerOf(
  model: string,
  given: readonly (readonly [question: Question, ...choices: string[][]])[],
): AnswerReader {
  const records = given.map(
    ([{ question_id }, ...choices]): Answer => ({
      question_id,
      answer_id: '',
      model_id: model,
      choices: choices.map((turns, index) => ({ index, turns })),
      tstamp: 0,
    }),
  );
  const entries = records.map((record, number) => {
    const choices = record.choices.map(({ index, turns }) => ({
      index,
      hashes: turns.map((_, turn) => contentHash(turns.slice(0, turn + 1))),
    }));
    const summary = {
      modelId: model,
      choices,
      method: 'generate' as const,
      questionHash: undefined,
      sentTo: undefined,
      askedWith: undefined,
      asked: undefined,
    };
    return [questionKey(record), { ...summary, offset: 0, length: 0, number }] as const;
  });
  return {
    model,
    torn: undefined,
    answers: new Map(entries),
    read: async ({ number }) => records[number] ?? Promise.reject(new RangeError(`no answer ${number}`)),
    close: async () => undefined,
  };
}

/** The judgments of a file by their keys. */
export function indexOf(
  summaries: ReadonlyMap<string, JudgmentSummary> = new Map(),
): RecordIndex<JudgmentSummary> {
  const span: Span = { offset: 0, length: 0, number: 1 };
  const entries = new Map([...summaries].map(([key, summary]) => [key, { ...summary, ...span }]));
  return { entries, torn: undefined, duplicates: 0 };
}

/** A program that gives every answer the same score. */
export function judgeWith(hash = 'h', score = 5): Judge {
  return programJudge({
    id: 'own',
    name: './own.js',
    hash,
    scale: [1, 10],
    decide: ({ type }) => (type === 'single' ? { score, rationale: 'Fine.' } : { winner: 'A' }),
    timeoutMs: 1000,
  });
}
