/** What AlpacaEval's length control is drawn towards: two baselines that gamed the length, one row an instruction each. */

import { z } from 'zod';

/** A row of `df_gamed.csv`: `{"index": 0, "preference": 0.7, "std_delta_len": -0.4, "instruction_difficulty": 0.2}`. */
export const gamedRowSchema = z.looseObject({
  /** Of the instruction: the question's id. */
  index: z.int().nonnegative(),
  /** For the second output, 0 to 1. */
  preference: z.number().min(0).max(1),
  /** (characters of the baseline's output − of the other) / their standard deviation. */
  std_delta_len: z.number(),
  instruction_difficulty: z.number(),
});

export type GamedRow = z.infer<typeof gamedRowSchema>;
