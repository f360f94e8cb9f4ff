/** A judgment of two models on one question turn: two games, the second with the sides swapped. */

import { z } from 'zod';
import { callSchema, usageSchema } from './calls/call.ts';
import { promptSetKey } from './judge-prompt.ts';
import { type QuestionId, questionIdSchema } from './question.ts';

export const fiveSteps = ['A>>B', 'A>B', 'A=B', 'B>A', 'B>>A'] as const;
const fiveStepSchema = z.enum(fiveSteps);

export const gameWinnerSchema = z.enum(['model_1', 'model_2', 'tie', 'error']);

/**
 * FastChat's pair judgment and what mt-judge adds:
 * `{"question_id": 81, "model_1": "m", "model_2": "n", "g1_winner": "model_1", "g2_winner": "tie",
 * "judge": ["gpt-4", "pair-v2"], "g1_user_prompt": "…", "g1_judgment": "… [[A]]", "g2_user_prompt": "…",
 * "g2_judgment": "… [[C]]", "turn": 1, "tstamp": 1.5}`.
 */
export const pairJudgmentSchema = z.looseObject({
  question_id: questionIdSchema,
  model_1: z.string().min(1),
  model_2: z.string().min(1),
  /** Game 1 shows model_1 as assistant A, game 2 as assistant B. A game without a usable verdict is an `error`. */
  g1_winner: gameWinnerSchema,
  g2_winner: gameWinnerSchema,
  /** The judge's id and the name of the judge prompt. */
  judge: z.tuple([z.string(), z.string()]),
  g1_user_prompt: z.string(),
  g1_judgment: z.string(),
  g2_user_prompt: z.string(),
  g2_judgment: z.string(),
  turn: z.int().positive(),
  /** Seconds since 1970. */
  tstamp: z.number(),
  g1_rationale: z.string().optional(),
  g2_rationale: z.string().optional(),
  choice: z.int().nonnegative().optional(),
  repeat: z.int().nonnegative().optional(),
  /** Hashes are of the turns up to this one, as in single judgments. */
  question_hash: z.string().optional(),
  answer_1_hash: z.string().optional(),
  answer_2_hash: z.string().optional(),
  reference_hash: z.string().nullable().optional(),
  prompt_hash: z.string().optional(),
  prompt_set: z.string().optional(),
  prompt_set_hash: z.string().optional(),
  /** Sum over the calls of both games. */
  usage: usageSchema.optional(),
  g1_calls: z.array(callSchema).optional(),
  g2_calls: z.array(callSchema).optional(),
  /** Why the game's winner is `error`. */
  g1_unparsed: z.string().optional(),
  g2_unparsed: z.string().optional(),
  /** Present when no language model was involved. */
  demo: z.literal(true).optional(),
  /** Which answer the only game that was asked shows as A, if an import tells: `g2_winner` repeats `g1_winner` then. */
  shown_first: z.enum(['model_1', 'model_2', 'unknown']).optional(),
  /** How strongly model_2 is preferred, 0 to 1, by a judge's log-probabilities; the mean where both orders were asked. */
  preference: z.number().min(0).max(1).optional(),
  /** Characters (code points) of the answers, where there is a preference. */
  length_1: z.int().nonnegative().optional(),
  length_2: z.int().nonnegative().optional(),
  /** A verdict of five steps, in terms of A and B of its game: `A>>B`. */
  g1_label: fiveStepSchema.optional(),
  g2_label: fiveStepSchema.optional(),
  /** A vote: one game was shown, model_1 as A, and `g2_winner` repeats it for tools that read both. */
  games: z.literal(1).optional(),
  /** Which pair on the page the vote is on: the same one counts once, however often it is sent. */
  vote_id: z.string().optional(),
  /** A vote's tie in which neither was any good. */
  both_bad: z.literal(true).optional(),
  /** A vote that was taken back: both winners are `error`, and the row before it of its key counts no more. */
  withdrawn: z.literal(true).optional(),
  /** A vote that was cast again after the voter had been told who is who. */
  after_reveal: z.literal(true).optional(),
});

export type FiveStep = (typeof fiveSteps)[number];
export type GameWinner = z.infer<typeof gameWinnerSchema>;
export type PairJudgment = z.infer<typeof pairJudgmentSchema>;

/** The fields of a pair judgment that results are made of; texts are not looked at. */
export const pairRowSchema = z.object(pairJudgmentSchema.shape).pick({
  question_id: true,
  model_1: true,
  model_2: true,
  g1_winner: true,
  g2_winner: true,
  judge: true,
  turn: true,
  choice: true,
  repeat: true,
  question_hash: true,
  answer_1_hash: true,
  answer_2_hash: true,
  reference_hash: true,
  prompt_hash: true,
  prompt_set: true,
  prompt_set_hash: true,
  demo: true,
  games: true,
  withdrawn: true,
  shown_first: true,
  preference: true,
  length_1: true,
  length_2: true,
  g1_label: true,
  g2_label: true,
});

/** Identity of a pair judgment. The two models have no order: a judgment of (m, n) is one of (n, m). */
export function pairJudgmentKey(record: {
  question_id: QuestionId;
  model_1: string;
  model_2: string;
  judge: readonly [string, string];
  turn: number;
  choice?: number | undefined;
  repeat?: number | undefined;
  prompt_set?: string | undefined;
}): string {
  const { question_id, model_1, model_2, judge, turn, choice = 0, repeat = 0, prompt_set } = record;
  const [models, set] = [[model_1, model_2].sort(), promptSetKey(prompt_set)];
  return JSON.stringify([...models, String(question_id), turn, choice, repeat, judge[0], ...set]);
}
