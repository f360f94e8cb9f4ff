/** A model's answer to all turns of one question, in one or more choices. */

import { z } from 'zod';
import { askedSchema } from './bench/asked.ts';
import { callSchema } from './calls/call.ts';
import { isFields } from './fits.ts';
import { type QuestionId, questionIdSchema } from './question.ts';
import { tstampSchema } from './tstamp.ts';

const choiceSchema = z.looseObject({
  index: z.int().nonnegative(),
  turns: z.array(z.string()),
  /** One per turn, or one per option where each was asked for on its own; absent in files that FastChat wrote. */
  calls: z.array(callSchema).optional(),
  /** Where the conversation ended early: from this turn on, counted from 1, the texts are empty and were never asked for. */
  unanswered: z.looseObject({ turn: z.int().positive(), reason: z.string(), message: z.string() }).optional(),
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
  /** How the question was asked, where its bench says how. */
  asked: askedSchema.optional(),
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

/** What FastChat writes in place of an answer when its call has failed; never an answer. */
export const fastchatErrorText = '$ERROR$';

/** Identity of an answer within a model's file. */
export function answerKey(record: { question_id: QuestionId }): string {
  return String(record.question_id);
}
