/** A judgment: the verdict, the rationale, and how the judge was asked. */

import { z } from 'zod';
import { callSchema, usageSchema } from './calls/call.ts';
import { promptSetKey } from './judge-prompt.ts';
import { type QuestionId, questionIdSchema } from './question.ts';

/** The score that stands on disk for a reply without a usable verdict. It never enters a mean. */
export const unparsedScore = -1;

/**
 * FastChat's single judgment and what mt-judge adds:
 * `{"question_id": 81, "model": "m", "judge": ["gpt-4", "single-v1"], "user_prompt": "…", "judgment": "… [[7]]",
 * "score": 7, "turn": 1, "tstamp": 1.5}`.
 */
export const singleJudgmentSchema = z.looseObject({
  question_id: questionIdSchema,
  model: z.string().min(1),
  /** The judge's id and the name of the judge prompt. */
  judge: z.tuple([z.string(), z.string()]),
  user_prompt: z.string(),
  judgment: z.string(),
  score: z.number(),
  turn: z.int().positive(),
  /** Seconds since 1970. */
  tstamp: z.number(),
  rationale: z.string().optional(),
  choice: z.int().nonnegative().optional(),
  repeat: z.int().nonnegative().optional(),
  /** Of the turns up to this one. */
  question_hash: z.string().optional(),
  answer_hash: z.string().optional(),
  /** Null where the question has no reference. */
  reference_hash: z.string().nullable().optional(),
  /** Of the judge prompt before it is filled; of a program, of its version or its file. */
  prompt_hash: z.string().optional(),
  prompt_set: z.string().optional(),
  /** Of the set's file: while it is equal, `prompt_hash` is too, and nobody needs to parse the set. */
  prompt_set_hash: z.string().optional(),
  /** Sum over the calls that this judgment took. */
  usage: usageSchema.optional(),
  calls: z.array(callSchema).optional(),
  /** Why there is no verdict: the score is then −1, or 0 of a grader that found no answer. */
  unparsed: z.string().optional(),
  /** Of the score; absent where it is FastChat's, 1 to 10. */
  scale: z.tuple([z.number(), z.number()]).optional(),
  /** What a grader read out of the answer, what it compared that with, and what else it can tell. */
  extracted: z.string().optional(),
  target: z.string().optional(),
  details: z.looseObject({}).optional(),
  /** Present when no language model was involved. */
  demo: z.literal(true).optional(),
});

export type SingleJudgment = z.infer<typeof singleJudgmentSchema>;

/** The fields of a single judgment that results are made of; texts are not looked at. */
export const singleRowSchema = z.object(singleJudgmentSchema.shape).pick({
  question_id: true,
  model: true,
  judge: true,
  score: true,
  turn: true,
  choice: true,
  repeat: true,
  question_hash: true,
  answer_hash: true,
  reference_hash: true,
  prompt_hash: true,
  prompt_set: true,
  prompt_set_hash: true,
  unparsed: true,
  scale: true,
  extracted: true,
  target: true,
  details: true,
  demo: true,
});

/** Identity of a single judgment: rows with equal keys are duplicates, and the last one counts. Prompt sets stand side by side. */
export function singleJudgmentKey(record: {
  question_id: QuestionId;
  model: string;
  judge: readonly [string, string];
  turn: number;
  choice?: number | undefined;
  repeat?: number | undefined;
  prompt_set?: string | undefined;
}): string {
  const { question_id, model, judge, turn, choice = 0, repeat = 0, prompt_set } = record;
  const set = promptSetKey(prompt_set);
  return JSON.stringify([model, String(question_id), turn, choice, repeat, judge[0], ...set]);
}
