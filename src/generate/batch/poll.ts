/** Polls batches that are at their services, and collects those that have ended. */

import { join } from 'node:path';
import { ProviderError } from '../../errors.ts';
import type { BatchApi } from '../../providers/batch-api.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Batch } from '../../records/batch.ts';
import { collectBatch } from './collect.ts';
import { labelOf } from './deferred.ts';
import { noteEnded, noteFull } from './quota.ts';
import { askService } from './submission.ts';
import { type BatchWork, openBatches } from './work.ts';

/** A batch of which there is no news is reported this often. */
const reportEveryMs = 300_000;
/** Batches take a day at most; a service that cannot be reached is not waited for longer than two. */
const patienceSeconds = 2 * 86_400;

/** Polls each batch that the run waits for, and collects those that have ended. True when any of them had. */
export async function pollAll(work: BatchWork): Promise<boolean> {
  let news = false;
  for (const { batch, target } of openBatches(work)) {
    if (batch.state === 'submitted' && (await pollBatch(batch, target, work))) news = true;
  }
  return news;
}

export async function pollBatch(batch: Batch, target: ModelTarget, work: BatchWork): Promise<boolean> {
  const { reader, manner, ledger, names, report } = work;
  try {
    const api = await work.apiOf(target);
    const shown = await askService(manner, (asking) => api.look(batch.batch_id ?? '', asking));
    const news = shown.status !== batch.status || shown.counts.completed !== batch.counts?.completed;
    if (news) await reader.update(batch, { status: shown.status, counts: shown.counts });
    const now = manner.now();
    if (news || shown.ended || now - (work.reported.get(batch.batch) ?? 0) >= reportEveryMs) {
      report.info(describe(batch, target, now));
      work.reported.set(batch.batch, now);
    }
    if (!shown.ended) return false;
    if (shown.error) await refuse(batch, target, { work, error: shown.error });
    else await collect(batch, target, { work, api });
    if (batch.state === 'collected') names.delete(batch.batch);
    if (!shown.error) noteEnded(target, work);
    return true;
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind === 'cancelled') throw error;
    const age = manner.now() / 1000 - (batch.submitted_at ?? batch.prepared_at);
    if (error.retryable && !work.leaves && age < patienceSeconds) {
      report.info(`${error.message}; it is tried again`);
      return false;
    }
    ledger.close(target, gone(error, batch, work));
    return true;
  }
}

async function collect(
  batch: Batch,
  target: ModelTarget,
  { work, api }: { work: BatchWork; api: BatchApi },
): Promise<void> {
  const haul = await collectBatch(batch, { ...work, api, target, deferred: work.waiting });
  if (!haul) {
    work.report.warn(`${batch.not_ours?.at(-1)} is not the batch that was submitted: it is looked for again`);
    return;
  }
  if (batch.most_usd !== undefined) work.budget.charge((haul.cost ?? batch.most_usd) - batch.most_usd);
  const parts = [`${haul.succeeded} replies`];
  if (haul.failed > 0) parts.push(`${haul.failed} failed`);
  if (haul.again > 0) parts.push(`${haul.again} to be sent again`);
  if (haul.stray > 0) parts.push(`${haul.stray} results that belong to no request of it`);
  work.report.info(
    `collected ${batch.batch_id} (${labelOf(target)}, round ${batch.wave}): ${parts.join(', ')}`,
  );
}

/** The service has refused the batch as a whole: nothing of it was run. */
async function refuse(
  batch: Batch,
  target: ModelTarget,
  { work, error }: { work: BatchWork; error: ProviderError },
): Promise<void> {
  const unanswered = [...(work.names.get(batch.batch) ?? [])];
  if (!error.retryable) work.ledger.close(target, error);
  else if (noteFull(batch, target, work))
    work.report.info(`${error.message}; it waits for the batches before it`);
  else for (const name of unanswered) work.ledger.retry(name, error);
  work.budget.charge(-(batch.most_usd ?? 0));
  await work.reader.update(batch, { state: 'collected', unanswered, collected_at: work.manner.now() / 1000 });
}

/** A service that does not know the batch (any more) may be asked with another key, or never again. */
function gone(error: ProviderError, { batch }: Batch, { dataDir }: BatchWork): ProviderError {
  if (error.kind !== 'not found') return error;
  const way = `run it with the key that submitted it, or, if it is gone for good, remove ${join(dataDir, '.batches', batch)}`;
  const more = { retryable: false, closesModel: true, cause: error };
  return new ProviderError('not found', `${error.message}; ${way}`, more);
}

/** A line on a batch: `batch_1 (openai/m, round 1): in_progress, 10/80 completed, 2 failed, 3 min old`. */
function describe(batch: Batch, target: ModelTarget, now: number): string {
  const { completed = 0, failed = 0 } = batch.counts ?? {};
  const minutes = Math.max(0, Math.round((now / 1000 - (batch.submitted_at ?? batch.prepared_at)) / 60));
  const failures = failed > 0 ? `, ${failed} failed` : '';
  const named = `${batch.batch_id} (${labelOf(target)}, round ${batch.wave})`;
  return `${named}: ${batch.status}, ${completed}/${batch.requests} completed${failures}, ${minutes} min old`;
}
