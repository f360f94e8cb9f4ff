/** A judgment: the verdict, the rationale, and how the judge was asked. */

import { z } from 'zod';
import { callSchema, fitsCalls, fitsUsage, usageSchema } from './call.ts';
import {
  isAsciiOrNoText,
  isFields,
  isName,
  isNumber,
  isTextOrAbsent,
  isTrueOrAbsent,
  isWhole,
  isWholeOrAbsent,
} from './fits.ts';
import { fitsQuestionId, type QuestionId, questionIdSchema } from './question.ts';
import { fitsScaleOrAbsent } from './scale.ts';

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
export const ratingRowSchema = z.object(singleJudgmentSchema.shape).pick({
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
  demo: true,
});

export type RatingRow = z.infer<typeof ratingRowSchema>;

/** True only for what `ratingRowSchema` takes; other fields stay. */
export function fitsRatingRow(value: unknown): value is RatingRow {
  return (
    isFields(value) &&
    fitsPlace(value) &&
    isName(value.model) &&
    isNumber(value.score) &&
    isTextOrAbsent(value.unparsed) &&
    fitsScaleOrAbsent(value.scale) &&
    isTextOrAbsent(value.answer_hash)
  );
}

/** Whether all texts that a row is made of are ASCII; of why it is unparsed, only whether it is counts. */
export function isPlainRatingRow(row: RatingRow): boolean {
  return isAsciiOrNoText(row.model) && isAsciiOrNoText(row.answer_hash) && isPlainPlace(row);
}

/** As `isPlainRatingRow`, of the fields that single and pair judgments share. */
export function isPlainPlace(
  row: Omit<RatingRow, 'model' | 'score' | 'scale' | 'unparsed' | 'answer_hash'>,
): boolean {
  return (
    isAsciiOrNoText(row.question_id) &&
    isAsciiOrNoText(row.judge[0]) &&
    isAsciiOrNoText(row.judge[1]) &&
    isAsciiOrNoText(row.question_hash) &&
    isAsciiOrNoText(row.reference_hash) &&
    isAsciiOrNoText(row.prompt_hash) &&
    isAsciiOrNoText(row.prompt_set) &&
    isAsciiOrNoText(row.prompt_set_hash)
  );
}

/** True only for what `singleJudgmentSchema` takes as it is. */
export function fitsSingleJudgment(value: unknown): value is SingleJudgment {
  return isFields(value) && fitsTexts(value) && fitsRatingRow(value);
}

function fitsTexts(value: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof value.user_prompt === 'string' &&
    typeof value.judgment === 'string' &&
    isNumber(value.tstamp) &&
    isTextOrAbsent(value.rationale) &&
    (value.usage === undefined || fitsUsage(value.usage)) &&
    (value.calls === undefined || fitsCalls(value.calls)) &&
    isTextOrAbsent(value.extracted) &&
    isTextOrAbsent(value.target) &&
    (value.details === undefined || isFields(value.details))
  );
}

/** The fields that single and pair judgments share, but for texts. */
export function fitsPlace(value: Readonly<Record<string, unknown>>): boolean {
  const { judge, reference_hash } = value;
  return (
    fitsQuestionId(value.question_id) &&
    Array.isArray(judge) &&
    judge.length === 2 &&
    typeof judge[0] === 'string' &&
    typeof judge[1] === 'string' &&
    isWhole(value.turn, 1) &&
    isWholeOrAbsent(value.choice) &&
    isWholeOrAbsent(value.repeat) &&
    isTextOrAbsent(value.question_hash) &&
    (reference_hash === null || isTextOrAbsent(reference_hash)) &&
    isTextOrAbsent(value.prompt_hash) &&
    isTextOrAbsent(value.prompt_set) &&
    isTextOrAbsent(value.prompt_set_hash) &&
    isTrueOrAbsent(value.demo)
  );
}

/** Identity of a single judgment: rows with equal keys are duplicates, and the last one counts. */
export function singleJudgmentKey(record: {
  question_id: QuestionId;
  model: string;
  judge: readonly [string, string];
  turn: number;
  choice?: number | undefined;
  repeat?: number | undefined;
}): string {
  const { question_id, model, judge, turn, choice = 0, repeat = 0 } = record;
  return JSON.stringify([model, String(question_id), turn, choice, repeat, judge[0]]);
}
