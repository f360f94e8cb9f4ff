/** A batch run at services: submits each batch round once, waits for it, collects it, and goes on to the next. */

import { ProviderError } from '../../errors.ts';
import { type ModelTarget, publicUrl } from '../../providers/resolve-model.ts';
import type { Batch } from '../../records/batch.ts';
import { pollAll, pollBatch } from './poll.ts';
import { openBatchStateFile } from './state.ts';
import { mayExist } from './submission.ts';
import { submitRound } from './submit.ts';
import { type BatchWork, openBatches, type RoundsOptions, rest, slowest } from './work.ts';

/** Runs `round` until nothing is deferred; resolves to the number of requests that still wait when the run leaves. */
export async function runRounds(options: RoundsOptions, round: () => Promise<void>): Promise<number> {
  const reader = await openBatchStateFile(options.dataDir);
  try {
    const work: BatchWork = {
      ...options,
      reader,
      names: new Map(),
      reported: new Map(),
      waiting: new Map(),
      quotas: new Map(),
    };
    await recall(work);
    return await turn(work, round);
  } finally {
    await reader.close();
  }
}

async function turn(work: BatchWork, round: () => Promise<void>): Promise<number> {
  const { stopping } = work.manner;
  try {
    for (;;) {
      await round();
      work.waiting = work.ledger.take();
      if (stopping.aborted) return work.waiting.size;
      if (work.waiting.size === 0) {
        await finish(work);
        return 0;
      }
      if (await pollAll(work)) continue;
      // What had to be given up is reported now, not once the last batch of another model has ended.
      if (!(await submitRound(work))) continue;
      if (work.leaves && openBatches(work).length > 0) return work.waiting.size;
      if (!work.leaves) await waitForNews(work);
      if (stopping.aborted) return work.waiting.size;
    }
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'cancelled') return work.waiting.size;
    throw error;
  }
}

/** What the run knows of its batches from before: what it has asked for, and what that has cost. */
async function recall({ reader, run, ledger, budget, names }: BatchWork): Promise<void> {
  for (const batch of [...reader.batches]) {
    // It cannot be at its service: what of it is wanted now may be less, or something else.
    if (!mayExist(batch)) await reader.remove(batch);
  }
  for (const batch of reader.batches) {
    const requests = batch.finished ? [] : await reader.requestsOf(batch);
    if (batch.state !== 'collected') names.set(batch.batch, new Set(requests.map((each) => each.custom_id)));
    if (batch.run !== run || batch.finished) continue;
    if (batch.state === 'submitted') budget.charge(batch.most_usd ?? 0);
    if (batch.state !== 'collected') continue;
    budget.charge(batch.cost_usd ?? 0);
    const unanswered = new Set(batch.unanswered);
    for (const { custom_id } of requests) if (!unanswered.has(custom_id)) ledger.answered(custom_id);
  }
}

/** Polls the batches from time to time, less and less often, until one of them has ended or the run is stopped. */
async function waitForNews(work: BatchWork): Promise<void> {
  const { pollMs, manner } = work;
  for (let ms = pollMs; openBatches(work).length > 0; ms = Math.min(ms * 1.5, pollMs * slowest)) {
    await rest(ms, manner.stopping);
    if (manner.stopping.aborted || (await pollAll(work))) return;
  }
}

/**
 * Nothing is deferred any more: the run needs none of its batches. One that is not collected (its replies are in the
 * cache already, from a run that was killed then) is, if it has ended.
 */
async function finish(work: BatchWork): Promise<void> {
  const { reader, run, targets } = work;
  for (const batch of reader.batches.filter((each) => each.run === run && !each.finished)) {
    const target = targets.find((each) => isFor(batch, each));
    if (batch.state === 'submitted' && target) await pollBatch(batch, target, work);
    if (batch.state !== 'collected') continue;
    await reader.update(batch, { finished: true });
    await reader.dropRequests(batch);
  }
}

function isFor(batch: Batch, { endpoint, model, modelId, baseUrl }: ModelTarget): boolean {
  const address = baseUrl === undefined ? undefined : publicUrl(baseUrl);
  const same = batch.endpoint === endpoint && batch.base_url === address;
  return same && batch.model === model && batch.model_id === modelId;
}
