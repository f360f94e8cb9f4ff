/** Brings a batch to its service, once: wherever a run before was killed, this one goes on there. */

import { withRetry } from '../../client/retry.ts';
import { ProviderError } from '../../errors.ts';
import type { BatchApi, BatchMark, MadeBatch, ShownBatch } from '../../providers/batch-api.ts';
import type { AskOptions } from '../../providers/provider.ts';
import type { Batch, BatchRequest } from '../../records/batch.ts';
import type { BatchStateFile } from './state.ts';

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

/** One request to the service, again where its error may pass. */
export function askService<Reply>(
  manner: ServiceManner,
  ask: (options: AskOptions, attempt: number) => Promise<Reply>,
): Promise<Reply> {
  const options = { timeoutMs: manner.timeoutMs, signal: manner.aborting };
  const { maxRetries, stopping: signal, onRetry } = manner;
  return withRetry((attempt) => ask(options, attempt), { maxRetries, signal, onRetry });
}

interface Submission {
  api: BatchApi;
  reader: BatchStateFile;
  manner: ServiceManner;
}

/**
 * Uploads and creates a batch that is prepared or uploaded. When the answer to its creation was lost, it is looked for
 * at the service before it is created. Rejects with a ProviderError; a batch that the service has refused for good is
 * taken out of the state file, every other one stays for the next run.
 */
export async function submitBatch(batch: Batch, { api, reader, manner }: Submission): Promise<void> {
  const made = madeOf(batch, await reader.requestsOf(batch), api);
  try {
    const { upload } = api;
    if (upload && batch.file_id === undefined) {
      const file_id = await askService(manner, (options) => upload(made, options));
      await reader.update(batch, { state: 'uploaded', file_id });
    }
    const { shown, sure } = await createOnce(batch, made, { api, reader, manner });
    await reader.update(batch, {
      state: 'submitted',
      batch_id: shown.id,
      status: shown.status,
      counts: shown.counts,
      submitted_at: manner.now() / 1000,
      ...(sure ? {} : { unsure: true as const }),
    });
  } catch (error) {
    const refused = error instanceof ProviderError && !error.retryable && error.kind !== 'cancelled';
    // What may exist stays, whatever the search for it has met: it would be paid for twice.
    if (refused && !mayExist(batch)) await reader.remove(batch);
    throw error;
  }
}

/** Whether a creation was begun that the service has not refused. */
export function mayExist({ state, submitting_at }: Batch): boolean {
  return state === 'submitted' || state === 'collected' || submitting_at !== undefined;
}

/** The requests of a batch as they go to the service. */
function madeOf(batch: Batch, requests: readonly BatchRequest[], api: BatchApi): MadeBatch {
  const lines = requests.map((request) => Buffer.from(`${api.lineOf(batch.model, request)}\n`));
  return { batch: batch.batch, requests, bytes: Buffer.concat(lines) };
}

async function createOnce(
  batch: Batch,
  made: MadeBatch,
  { api, reader, manner }: Submission,
): Promise<{ shown: ShownBatch; sure: boolean }> {
  return askService(manner, async (options) => {
    const found = mayExist(batch) ? await api.find(markOf(batch, reader), options) : undefined;
    if (found) return found;
    // From here on a batch may exist whose id never reached us.
    await reader.update(batch, { state: 'uploaded', submitting_at: manner.now() / 1000 });
    try {
      return { shown: await api.create({ ...made, fileId: batch.file_id }, options), sure: true };
    } catch (error) {
      // Whoever refuses has created nothing; a connection that breaks says nothing.
      if (error instanceof ProviderError && isRejection(error))
        await reader.update(batch, { submitting_at: undefined });
      throw error;
    }
  });
}

function markOf(batch: Batch, { batches }: BatchStateFile): BatchMark {
  const known = batches.flatMap((each) => each.batch_id ?? []);
  return {
    batch: batch.batch,
    fileId: batch.file_id,
    requests: batch.requests,
    submittingAt: (batch.submitting_at ?? 0) * 1000,
    others: new Set([...known, ...(batch.not_ours ?? [])]),
  };
}

function isRejection({ kind, retryable }: ProviderError): boolean {
  return (!retryable && kind !== 'cancelled') || kind === 'rate limit';
}
