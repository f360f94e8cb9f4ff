/** What is known of a batch that was handed to a service: `.batches/<batch>/batch.json`, its requests next to it. */

import { z } from 'zod';
import { type SentChanges, sentChangesShape } from './calls/call.ts';
import { providerNames } from './models.ts';

/** Prepared: nothing sent. Uploaded: the create call may have been sent. Submitted: the service has named it. */
const batchStates = ['prepared', 'uploaded', 'submitted', 'collected'] as const;

const count = z.int().nonnegative();

const batchCountsSchema = z.object({ completed: count, failed: count, total: count });

export const batchSchema = z.looseObject({
  /** Our own name for it: random, so that nobody else's batch can bear it. */
  batch: z.string().regex(/^[a-z0-9-]+$/),
  /** Hash of the command that asked. */
  run: z.string(),
  wave: z.int().positive(),
  provider: z.enum(providerNames),
  endpoint: z.string(),
  base_url: z.string().optional(),
  model: z.string(),
  model_id: z.string(),
  system_prompt: z.string().optional(),
  requests: z.int().positive(),
  state: z.enum(batchStates),
  /** Seconds since 1970, as are all times. */
  prepared_at: z.number(),
  /** When the create call was last about to be sent; absent where the service has refused it. */
  submitting_at: z.number().optional(),
  submitted_at: z.number().optional(),
  collected_at: z.number().optional(),
  /** The service's names for the uploaded file and for the batch. */
  file_id: z.string().optional(),
  batch_id: z.string().optional(),
  /** The batch was found by its time and size, and is ours only if its results say so. */
  unsure: z.literal(true).optional(),
  /** Batches of the service that have turned out not to be this one. */
  not_ours: z.array(z.string()).optional(),
  /** What the service last said. */
  status: z.string().optional(),
  counts: batchCountsSchema.optional(),
  /** The most that it could cost and what it has cost, in US dollars; absent where no price is known. */
  most_usd: z.number().optional(),
  cost_usd: z.number().optional(),
  /** Requests that it has brought no reply to. */
  unanswered: z.array(z.string()).optional(),
  /** True once the command that asked has needed no more of it. */
  finished: z.literal(true).optional(),
});

/** One line of `requests.jsonl`. */
export const batchRequestSchema = z.looseObject({
  /** The content hash of the cache key: names the request at the service and its reply in the cache. */
  custom_id: z.string(),
  messages: z.array(
    z.object({
      role: z.enum(['system', 'user', 'assistant']),
      content: z.string(),
      images: z.array(z.object({ mediaType: z.string(), data: z.string(), hash: z.string() })).optional(),
    }),
  ),
  /** Body fields besides model and messages. */
  parameters: z.record(z.string(), z.unknown()),
  ...sentChangesShape,
});

export type Batch = z.infer<typeof batchSchema>;
export type BatchCounts = z.infer<typeof batchCountsSchema>;
export type BatchRequest = z.infer<typeof batchRequestSchema>;

/** How a request differs from the wanted one. */
export function changesOf(request: BatchRequest): SentChanges {
  return z.object(sentChangesShape).parse(request);
}
