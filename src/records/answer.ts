/** A model's answer to all turns of one question, in one or more choices. */

import { z } from 'zod';
import { callSchema, fitsCalls } from './call.ts';
import { isFields, isListOf, isName, isNumber, isTextOrAbsent, isTrueOrAbsent, isWhole } from './fits.ts';
import { fitsQuestionId, type QuestionId, questionIdSchema } from './question.ts';
import { tstampSchema } from './tstamp.ts';

export const choiceSchema = z.looseObject({
  index: z.int().nonnegative(),
  turns: z.array(z.string()),
  /** One per turn; absent in files that FastChat wrote. */
  calls: z.array(callSchema).optional(),
});

/**
 * FastChat's answer record and what mt-judge adds to it:
 * `{"question_id": 81, "answer_id": "…", "model_id": "m", "choices": [{"index": 0, "turns": ["…"]}], "tstamp": 1.5}`.
 */
export const answerSchema = z.looseObject({
  question_id: questionIdSchema,
  /** Other tools leave it out. */
  answer_id: z.string().default(''),
  model_id: z.string().min(1),
  choices: z.preprocess(withIndexes, z.array(choiceSchema).min(1)),
  tstamp: tstampSchema,
  question_hash: z.string().optional(),
  /** Present when no language model was involved. */
  demo: z.literal(true).optional(),
});

export type Choice = z.infer<typeof choiceSchema>;
export type Answer = z.infer<typeof answerSchema>;

/** A choice without an index has that of its place. */
function withIndexes(choices: unknown): unknown {
  if (!Array.isArray(choices)) return choices;
  return choices.map((choice, index) =>
    isFields(choice) && choice.index === undefined ? { ...choice, index } : choice,
  );
}

/** True only for what `answerSchema` takes as it is. */
export function fitsAnswer(value: unknown): value is Answer {
  return (
    isFields(value) &&
    fitsQuestionId(value.question_id) &&
    typeof value.answer_id === 'string' &&
    isName(value.model_id) &&
    isListOf(value.choices, fitsChoice) &&
    value.choices.length > 0 &&
    isNumber(value.tstamp) &&
    isTextOrAbsent(value.question_hash) &&
    isTrueOrAbsent(value.demo)
  );
}

function fitsChoice(value: unknown): boolean {
  return (
    isFields(value) &&
    isWhole(value.index, 0) &&
    isListOf(value.turns, (turn) => typeof turn === 'string') &&
    (value.calls === undefined || fitsCalls(value.calls))
  );
}

/** What FastChat writes in place of an answer when its call has failed; never an answer. */
export const fastchatErrorText = '$ERROR$';

/** Identity of an answer within a model's file. */
export function answerKey(record: { question_id: QuestionId }): string {
  return String(record.question_id);
}
