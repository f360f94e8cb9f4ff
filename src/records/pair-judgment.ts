/** A judgment of two models on one question turn: two games, the second with the sides swapped. */

import { z } from 'zod';
import { questionIdSchema } from './question.ts';

const gameWinnerSchema = z.enum(['model_1', 'model_2', 'tie', 'error']);

/**
 * FastChat's pair judgment:
 * `{"question_id": 81, "model_1": "m", "model_2": "n", "g1_winner": "model_1", "g2_winner": "tie",
 * "judge": ["gpt-4", "pair-v2"], "g1_user_prompt": "…", "g1_judgment": "… [[A]]", "g2_user_prompt": "…",
 * "g2_judgment": "… [[C]]", "turn": 1, "tstamp": 1.5}`.
 */
export const pairJudgmentSchema = z.looseObject({
  question_id: questionIdSchema,
  model_1: z.string().min(1),
  model_2: z.string().min(1),
  /** A game without a usable verdict is an `error`. */
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
});

export type PairJudgment = z.infer<typeof pairJudgmentSchema>;
