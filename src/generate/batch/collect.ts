/** Takes the results of a batch that has ended: replies into the cache, errors into the ledger. */

import type { KeepingCache } from '../../client/cache.ts';
import { costOf } from '../../client/cost/cost.ts';
import { countPromptCache } from '../../client/cost/prompt-cache-count.ts';
import { countUsage } from '../../client/meter.ts';
import { alreadyChanged } from '../../client/parameters.ts';
import { toCall } from '../../client/sent-call.ts';
import { ProviderError } from '../../errors.ts';
import type { BatchApi, BatchResult } from '../../providers/batch-api.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { type Batch, type BatchRequest, changesOf } from '../../records/batch.ts';
import type { Call } from '../../records/calls/call.ts';
import type { Reporter } from '../progress.ts';
import type { Deferred, Ledger } from './deferred.ts';
import type { BatchStateFile } from './state.ts';
import { askService, type ServiceManner } from './submission.ts';

interface Collection {
  api: BatchApi;
  reader: BatchStateFile;
  manner: ServiceManner;
  ledger: Ledger;
  target: ModelTarget;
  /** The requests that the run waits for. */
  deferred: ReadonlyMap<string, Deferred>;
  cache: Pick<KeepingCache, 'keep' | 'flush'>;
  report: Pick<Reporter, 'warn'>;
}

/** What a batch has brought. */
interface Haul {
  succeeded: number;
  failed: number;
  /** Requests that are to be sent again: cancelled, expired, missing, or failed in a way that may pass. */
  again: number;
  /** Results that belong to no request of the batch, or to one that had its result. */
  stray: number;
  /** US dollars; undefined where no price is known. */
  cost: number | undefined;
}

/**
 * Collects a batch that has ended, and notes it as collected once everything is in the cache. Undefined when its results
 * show that it is somebody else's: then it is to be submitted after all.
 */
export async function collectBatch(batch: Batch, collection: Collection): Promise<Haul | undefined> {
  const { reader, manner, ledger } = collection;
  const requests = new Map((await reader.requestsOf(batch)).map((each) => [each.custom_id, each]));
  const gathered = await askService(manner, () => gather(batch, requests, collection));
  if (batch.unsure && gathered.results.size === 0 && gathered.stray > 0) {
    await disown(batch, reader);
    return undefined;
  }
  const haul: Haul = { succeeded: 0, failed: 0, again: 0, stray: gathered.stray, cost: undefined };
  const unanswered: string[] = [];
  for (const name of requests.keys()) {
    const result = gathered.results.get(name);
    if (result?.kind === 'succeeded') {
      ledger.collected(name);
      haul.succeeded += 1;
      haul.cost = countCall(result.call, haul.cost, collection);
    } else {
      unanswered.push(name);
      haul[note(name, result ?? { custom_id: name, kind: 'expired' }, collection)] += 1;
    }
  }
  await reader.update(batch, {
    state: 'collected',
    collected_at: manner.now() / 1000,
    ...(haul.cost === undefined ? {} : { cost_usd: haul.cost }),
    ...(unanswered.length > 0 ? { unanswered } : {}),
  });
  return haul;
}

type Unanswered = Exclude<BatchResult, { kind: 'succeeded' }>;
type Gathered = Unanswered | { kind: 'succeeded'; call: Call };

/** Reads all results, and keeps the replies among them. The first result of a request counts. */
async function gather(
  batch: Batch,
  requests: ReadonlyMap<string, BatchRequest>,
  { api, manner, cache }: Collection,
): Promise<{ results: Map<string, Gathered>; stray: number }> {
  const results = new Map<string, Gathered>();
  let stray = 0;
  const options = { timeoutMs: manner.timeoutMs, signal: manner.aborting };
  for await (const result of api.results(batch.batch_id ?? '', options)) {
    const request = requests.get(result.custom_id);
    if (!request || results.has(result.custom_id)) stray += 1;
    else if (result.kind !== 'succeeded') results.set(result.custom_id, result);
    else {
      const call = callOf(result, { batch, request, endedAt: manner.now() });
      cache.keep(result.custom_id, { text: result.reply.text, call });
      results.set(result.custom_id, { kind: 'succeeded', call });
    }
  }
  await cache.flush();
  return { results, stray };
}

/** The latency of a batched call is the time until its batch was collected. */
function callOf(
  { reply }: Extract<BatchResult, { kind: 'succeeded' }>,
  { batch, request, endedAt }: { batch: Batch; request: BatchRequest; endedAt: number },
): Call {
  const target = {
    endpoint: batch.endpoint,
    baseUrl: batch.base_url,
    model: batch.model,
    systemPrompt: batch.system_prompt,
  };
  const latencyMs = endedAt - (batch.submitted_at ?? batch.prepared_at) * 1000;
  const { parameters } = request;
  const call = toCall({ reply, parameters, changes: changesOf(request) }, target, { attempts: 1, latencyMs });
  return { ...call, batch: true };
}

function countCall(call: Call, cost: number | undefined, { target, ledger }: Collection): number | undefined {
  const { usage } = call;
  const usd = usage && target.price ? costOf(usage, target.price, call) : undefined;
  const meter = ledger.meterOf(target);
  countUsage(meter, usage, usd);
  countPromptCache(meter.promptCache, call, target.price);
  return usd === undefined ? cost : (cost ?? 0) + usd;
}

/** What becomes of a request without a reply: it is sent again, or it has failed. */
function note(
  name: string,
  result: Unanswered,
  { ledger, deferred, target, report }: Collection,
): 'failed' | 'again' {
  const model = `${target.endpoint}/${target.model}`;
  if (result.kind !== 'failed') {
    const message = `${model}: the request ${result.kind === 'expired' ? 'expired' : 'was cancelled'} in its batch`;
    const error = new ProviderError(result.kind, message, { retryable: true });
    return ledger.retry(name, error) ? 'again' : 'failed';
  }
  const { error } = result;
  const asked = deferred.get(name);
  const change = asked?.adapt(error);
  if (change !== undefined && change !== alreadyChanged) report.warn(`${model} ${change} for this run`);
  if (change !== undefined || error.retryable) return ledger.retry(name, error) ? 'again' : 'failed';
  ledger.fail(name, asked?.explain(error) ?? error);
  return 'failed';
}

/** The batch was taken for ours by its time and size, and is not. */
async function disown(batch: Batch, reader: BatchStateFile): Promise<void> {
  const others = [...(batch.not_ours ?? []), ...(batch.batch_id === undefined ? [] : [batch.batch_id])];
  const without = { batch_id: undefined, unsure: undefined, submitted_at: undefined, counts: undefined };
  await reader.update(batch, { ...without, state: 'uploaded', not_ours: others });
}
