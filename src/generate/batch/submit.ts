/** Submits a batch round: what a run waits for and no batch holds yet. */

import { randomUUID } from 'node:crypto';
import { ProviderError } from '../../errors.ts';
import { type ModelTarget, publicUrl } from '../../providers/resolve-model.ts';
import type { Batch } from '../../records/batch.ts';
import { type Deferred, labelOf } from './deferred.ts';
import { isFull, quotaOf } from './quota.ts';
import { splitRound } from './split.ts';
import { submitBatch } from './submission.ts';
import { type BatchWork, openBatches, requestsText, rest, slowest } from './work.ts';

/**
 * Submits what the run waits for and no batch holds yet; a batch that a kill has left half submitted comes first. False
 * when a model had to be given up, whose requests are then no longer waited for.
 */
export async function submitRound(work: BatchWork): Promise<boolean> {
  const { reader, names, waiting, budget } = work;
  const halfway = openBatches(work).filter(({ batch }) => batch.state !== 'submitted');
  const held = new Set([...names.values()].flatMap((each) => [...each]));
  const fresh = [...waiting]
    .filter(([name, { target }]) => !held.has(name) && !isFull(target, work))
    .map(([, deferred]) => deferred);
  if (fresh.length > 0) await waitBeforeRetries(fresh, work);
  const wave =
    1 + Math.max(0, ...reader.batches.filter(({ run }) => run === work.run).map((each) => each.wave));
  const cost = [...fresh.map(({ most }) => most), ...halfway.map(({ batch }) => batch.most_usd ?? 0)];
  const sum = cost.reduce((total, each) => total + each, 0);
  if (sum > 0) {
    budget.reserve(sum);
    budget.settle(sum, 0);
  }
  const made: { batch: Batch; target: ModelTarget }[] = [...halfway];
  for (const { target, requests, most } of await splitRound(fresh, (target) => quotaOf(target, work))) {
    const batch = newBatch(target, { work, wave, requests: requests.length, most });
    await reader.add(batch, requests);
    names.set(batch.batch, new Set(requests.map(({ custom_id }) => custom_id)));
    made.push({ batch, target });
  }
  let all = true;
  for (const { batch, target } of made) if (!(await submit(batch, target, work))) all = false;
  return all;
}

async function submit(batch: Batch, target: ModelTarget, work: BatchWork): Promise<boolean> {
  const { reader, manner, budget, names, report, ledger } = work;
  try {
    await submitBatch(batch, { api: await work.apiOf(target), reader, manner });
    ledger.meterOf(target).sent += batch.requests;
    budget.charge(batch.most_usd ?? 0);
    const what = `round ${batch.wave}, ${requestsText(batch.requests)}`;
    report.info(`submitted ${batch.batch_id} (${labelOf(target)}, ${what})`);
    return true;
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind === 'cancelled') throw error;
    if (!reader.batches.includes(batch)) names.delete(batch.batch);
    ledger.close(target, withoutApi(error, target));
    return false;
  }
}

interface NewBatch {
  work: BatchWork;
  wave: number;
  requests: number;
  most: number;
}

function newBatch(target: ModelTarget, { work, wave, requests, most }: NewBatch): Batch {
  const { endpoint, provider, model, modelId, baseUrl, systemPrompt, price } = target;
  return {
    batch: randomUUID(),
    run: work.run,
    wave,
    provider,
    endpoint,
    model,
    model_id: modelId,
    requests,
    ...(baseUrl === undefined ? {} : { base_url: publicUrl(baseUrl) }),
    ...(systemPrompt === undefined ? {} : { system_prompt: systemPrompt }),
    ...(price ? { most_usd: most } : {}),
    state: 'prepared',
    prepared_at: work.manner.now() / 1000,
  };
}

/** A batch round of nothing but second tries waits first: what has failed in passing may still be there. */
async function waitBeforeRetries(fresh: readonly Deferred[], work: BatchWork): Promise<void> {
  if (work.leaves) return;
  const tries = fresh.map(({ request }) => work.ledger.triesOf(request.custom_id));
  const least = Math.min(...tries);
  if (least === 0) return;
  const ms = Math.min(work.pollMs * 2 ** least, work.pollMs * slowest);
  await rest(ms, work.manner.stopping);
}

/** A server without a batch API says 404, or 405, to the upload. */
function withoutApi(error: ProviderError, target: ModelTarget): ProviderError {
  if (error.kind !== 'not found') return error;
  const way = 'write files for its engine with --batch file <dir>, or leave --batch out';
  const message = `${labelOf(target)} has no batch API (${error.message}): ${way}`;
  return new ProviderError('not found', message, { retryable: false, closesModel: true, cause: error });
}
