/**
 * How much of a model's work its service has queue quota for. Services limit the tokens that may be queued for a model (OpenAI's
 * lowest tier: 90,000 for its larger ones, less than one batch round of judgments) and say so only by refusing a batch that is there.
 */

import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Batch } from '../../records/batch.ts';
import { labelOf } from './deferred.ts';
import type { Measure } from './split.ts';
import { type BatchWork, openBatches } from './work.ts';

/**
 * Notes that the service had no queue quota left for a batch. True where another batch of the model takes it up, so that the requests
 * only have to wait; otherwise the next batches are half as large.
 */
export function noteFull(batch: Batch, target: ModelTarget, work: BatchWork): boolean {
  const label = labelOf(target);
  const { mostRequests = Number.POSITIVE_INFINITY } = work.quotas.get(label) ?? {};
  const full = othersUnderWay(target, work, batch);
  const half = Math.max(1, Math.ceil(batch.requests / 2));
  work.quotas.set(label, { full, mostRequests: full ? mostRequests : Math.min(mostRequests, half) });
  return full;
}

/** A batch of the model has ended: there may be quota again. */
export function noteEnded(target: ModelTarget, { quotas }: BatchWork): void {
  const known = quotas.get(labelOf(target));
  if (known) known.full = false;
}

/** True while nothing more is to be submitted for the model. */
export function isFull(target: ModelTarget, work: BatchWork): boolean {
  return work.quotas.get(labelOf(target))?.full === true && othersUnderWay(target, work);
}

/** What a batch of the model may hold: by the service's limits, and by what it has refused. */
export async function quotaOf(target: ModelTarget, { apiOf, quotas }: BatchWork): Promise<Measure> {
  const api = await apiOf(target);
  const { mostRequests = api.mostRequests } = quotas.get(labelOf(target)) ?? {};
  return { ...api, mostRequests: Math.min(api.mostRequests, mostRequests) };
}

function othersUnderWay(target: ModelTarget, work: BatchWork, but?: Batch): boolean {
  const label = labelOf(target);
  return openBatches(work).some(
    (each) => each.batch.state === 'submitted' && each.batch !== but && labelOf(each.target) === label,
  );
}
