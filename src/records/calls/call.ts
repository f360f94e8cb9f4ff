/** What was sent to a service for one reply, and what came back with the text. */

import { z } from 'zod';
import { servedBySchema } from './served-by.ts';

/** Tokens as the service counted them. `input_tokens` includes the cached ones. */
export const usageSchema = z.looseObject({
  input_tokens: z.int().nonnegative(),
  output_tokens: z.int().nonnegative(),
  cached_input_tokens: z.int().nonnegative().optional(),
  /** Of the input, what the service has written to its prompt cache, at a price of its own. */
  cache_write_input_tokens: z.int().nonnegative().optional(),
  reasoning_tokens: z.int().nonnegative().optional(),
});

export const finishReasonSchema = z.enum(['stop', 'length', 'content_filter', 'refusal', 'other']);

/** How a request differs from the wanted one, for what the service cannot take; each is absent where it does not apply. */
export const sentChangesShape = {
  /** Parameters that were wanted, and that the service has refused. */
  left_out: z.array(z.string()).optional(),
  /** The default limit of tokens, where it was lowered to what the model takes. */
  max_tokens_lowered_from: z.int().positive().optional(),
  /** The system text stood at the beginning of the first user message. */
  system_in_user: z.literal(true).optional(),
  /** What was sent in place of the model's earlier answers that are empty. */
  empty_turns_as: z.string().optional(),
};

export const callSchema = z.looseObject({
  sent: z.looseObject({
    endpoint: z.string(),
    base_url: z.string().optional(),
    model: z.string(),
    parameters: z.record(z.string(), z.unknown()),
    system_prompt: z.string().optional(),
    ...sentChangesShape,
  }),
  /** The model that the service says has answered. */
  model: z.string().optional(),
  /** What stands behind the name on a server of one's own, as far as that tells. */
  served_by: servedBySchema.optional(),
  finish_reason: finishReasonSchema,
  usage: usageSchema.optional(),
  latency_ms: z.number().nonnegative(),
  attempts: z.int().positive(),
  /** Present when the reply came through a batch API, which has prices of its own. */
  batch: z.literal(true).optional(),
  /** Present when the reply repeated a key or password, which was taken out. */
  redacted: z.literal(true).optional(),
  /** Reasoning that the model showed, kept apart from the answer. */
  reasoning: z.string().optional(),
});

export type Usage = z.infer<typeof usageSchema>;
export type FinishReason = z.infer<typeof finishReasonSchema>;
export type Call = z.infer<typeof callSchema>;
export type SentChanges = Partial<Pick<Call['sent'], keyof typeof sentChangesShape>>;
