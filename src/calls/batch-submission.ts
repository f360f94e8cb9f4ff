/** Brings a batch to its service, once: wherever a run before was killed, this one goes on there. */

import { ProviderError } from '../errors.ts';
import type { BatchDoor, MadeBatch, ShownBatch } from '../providers/batch-door.ts';
import type { AskOptions } from '../providers/provider.ts';
import type { Batch, BatchRequest } from '../records/batch.ts';
import type { BatchShelf } from '../store/batches.ts';
import { withRetry } from './retry.ts';

/** How a service is spoken to about batches. */
export interface ServiceManner {
  maxRetries: number;
  timeoutMs: number;
  /** Once aborted, no further request is sent. */
  stopping: AbortSignal;
  /** Once aborted, requests under way are cut off. */
  aborting: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
  onRetry: (error: ProviderError) => void;
}

/** One request to the service, again where its fault may pass. */
export function askService<Reply>(
  manner: ServiceManner,
  ask: (options: AskOptions, attempt: number) => Promise<Reply>,
): Promise<Reply> {
  const options = { timeoutMs: manner.timeoutMs, signal: manner.aborting };
  const { maxRetries, stopping: signal, onRetry } = manner;
  return withRetry((attempt) => ask(options, attempt), { maxRetries, signal, onRetry });
}

export interface Submission {
  door: BatchDoor;
  shelf: BatchShelf;
  manner: ServiceManner;
}

/**
 * Uploads and creates a batch that is prepared or uploaded. When the answer to its creation was lost, it is looked for
 * at the service before it is created. Rejects with a ProviderError; a batch that the service has refused for good is
 * taken off the shelf, every other one stays there for the next run.
 */
export async function submitBatch(batch: Batch, { door, shelf, manner }: Submission): Promise<void> {
  const made = madeOf(batch, await shelf.requestsOf(batch), door);
  try {
    const { upload } = door;
    if (upload && batch.file_id === undefined) {
      const file_id = await askService(manner, (options) => upload(made, options));
      await shelf.update(batch, { state: 'uploaded', file_id });
    }
    const { shown, sure } = await createOnce(batch, made, { door, shelf, manner });
    await shelf.update(batch, {
      ...{ state: 'submitted', batch_id: shown.id, status: shown.status },
      ...{ counts: shown.counts, submitted_at: manner.now() / 1000 },
      ...(sure ? {} : { unsure: true as const }),
    });
  } catch (error) {
    const refused = error instanceof ProviderError && !error.retryable && error.kind !== 'cancelled';
    if (refused) await shelf.remove(batch);
    throw error;
  }
}

/** The requests of a batch as they go to the service. */
export function madeOf(batch: Batch, requests: readonly BatchRequest[], door: BatchDoor): MadeBatch {
  const lines = requests.map((request) => Buffer.from(`${door.lineOf(batch.model, request)}\n`));
  return { batch: batch.batch, requests, bytes: Buffer.concat(lines) };
}

async function createOnce(
  batch: Batch,
  made: MadeBatch,
  { door, shelf, manner }: Submission,
): Promise<{ shown: ShownBatch; sure: boolean }> {
  // From here on a batch may exist that nobody has told us of.
  let uncertain = batch.submitting_at !== undefined;
  if (!uncertain) await shelf.update(batch, { state: 'uploaded', submitting_at: manner.now() / 1000 });
  const others = new Set([
    ...shelf.batches.flatMap((each) => each.batch_id ?? []),
    ...(batch.not_ours ?? []),
  ]);
  const mark = {
    ...{ batch: batch.batch, fileId: batch.file_id, requests: batch.requests, others },
    submittingAt: (batch.submitting_at ?? 0) * 1000,
  };
  return askService(manner, async (options) => {
    const found = uncertain ? await door.find(mark, options) : undefined;
    if (found) return found;
    uncertain = true;
    try {
      return { shown: await door.create({ ...made, fileId: batch.file_id }, options), sure: true };
    } catch (error) {
      // Whoever refuses has created nothing; a connection that breaks has told nothing.
      if (error instanceof ProviderError && hasRefused(error)) uncertain = false;
      throw error;
    }
  });
}

function hasRefused({ kind, retryable }: ProviderError): boolean {
  return (!retryable && kind !== 'cancelled') || kind === 'rate limit';
}
