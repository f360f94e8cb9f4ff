/** A vote: a judge, human or not, says which of two models has answered better. */

import { z } from 'zod';
import { questionIdSchema } from './question.ts';

/**
 * A vote as in the published human judgments of MT-Bench:
 * `{"judge": "expert_1", "model_a": "m", "model_b": "n", "question_id": 81, "turn": 1, "winner": "model_a"}`;
 * or as in Chatbot Arena, `{"model_a": "m", "model_b": "n", "winner": "tie (bothbad)"}`, where nobody is named.
 */
export const voteSchema = z
  .looseObject({
    judge: z.string().min(1).optional(),
    model_a: z.string().min(1),
    model_b: z.string().min(1),
    question_id: questionIdSchema.optional(),
    turn: z.int().positive().optional(),
    /** `tie (inconsistent)`: a judge that was shown both orders has contradicted itself. */
    winner: z.enum(['model_a', 'model_b', 'tie', 'tie (bothbad)', 'tie (inconsistent)']),
  })
  .refine(({ model_a, model_b }) => model_a !== model_b, {
    path: ['model_b'],
    error: 'it must differ from model_a',
  });

export type VoteRecord = z.infer<typeof voteSchema>;

/**
 * Identity of a vote, of the form of a pair judgment's. Undefined where no judge or no question is named: two such votes
 * may be one voter's or two's.
 */
export function voteKey({ judge, model_a, model_b, question_id, turn }: VoteRecord): string | undefined {
  if (judge === undefined || question_id === undefined) return undefined;
  return JSON.stringify([...[model_a, model_b].sort(), String(question_id), turn ?? null, 0, 0, judge]);
}
