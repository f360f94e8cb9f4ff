/** What a batch run at services works with. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { KeepingCache } from '../../client/cache.ts';
import type { Budget } from '../../client/cost/budget.ts';
import { ProviderError } from '../../errors.ts';
import type { BatchApi } from '../../providers/batch-api.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Batch } from '../../records/batch.ts';
import type { Reporter } from '../progress.ts';
import type { Deferred, Ledger } from './deferred.ts';
import type { BatchStateFile } from './state.ts';
import type { ServiceManner } from './submission.ts';

/** How many times the first wait between two polls the longest one is. */
export const slowest = 12;

export interface RoundsOptions {
  dataDir: string;
  /** Hash of the command: tells the batches of this run from those of others. */
  run: string;
  /** True where the run submits a batch round and leaves. */
  leaves: boolean;
  /** Milliseconds between the first two polls of a batch. */
  pollMs: number;
  /** The models of the run that are asked through a batch API. */
  targets: readonly ModelTarget[];
  ledger: Ledger;
  budget: Budget;
  manner: ServiceManner;
  apiOf: (target: ModelTarget) => Promise<BatchApi>;
  cache: KeepingCache;
  report: Reporter;
}

export interface BatchWork extends RoundsOptions {
  reader: BatchStateFile;
  /** Names of the requests of each batch that is not collected yet. */
  names: Map<string, ReadonlySet<string>>;
  /** When each batch was last reported on, in milliseconds since 1970. */
  reported: Map<string, number>;
  /** What the run waits for, by the name of the request. */
  waiting: Map<string, Deferred>;
  /** By the label of a model: what its service has had no quota left for. */
  quotas: Map<string, Quota>;
  /** Errors that nobody provided for: each has ended its model, and the first ends the run once the others are done. */
  unexpected: unknown[];
}

/** What a service that has refused a batch, since too much is queued, will take. */
interface Quota {
  mostRequests: number;
  /** Nothing more is submitted while a batch of the model is under way. */
  full: boolean;
}

/** The batches that hold a request the run waits for, and the model that it asks. */
export function openBatches({ reader, names, waiting }: BatchWork): { batch: Batch; target: ModelTarget }[] {
  return reader.batches.flatMap((batch) => {
    const name = [...(names.get(batch.batch) ?? [])].find((each) => waiting.has(each));
    const target = name === undefined ? undefined : waiting.get(name)?.target;
    return target ? [{ batch, target }] : [];
  });
}

/** An error that nobody provided for, as the requests of its model fail with it. */
export function closingError(error: unknown, label: string): ProviderError {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const closing = { retryable: false, closesModel: true, cause: error };
  return new ProviderError('unexpected error', `${label}: unexpected error, ${what}`, closing);
}

export function requestsText(count: number): string {
  return `${count} ${count === 1 ? 'request' : 'requests'}`;
}

/** Waits, or returns at once when the run is stopped. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
