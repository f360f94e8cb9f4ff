/** What makes a run a batch run: its clients defer, and its jobs are run again after each batch round. */

import { join } from 'node:path';
import { type KeepingCache, openCache } from '../../client/cache.ts';
import type { Client } from '../../client/client.ts';
import type { Budget } from '../../client/cost/budget.ts';
import type { Meter } from '../../client/meter.ts';
import { UserError } from '../../errors.ts';
import type { BatchApi } from '../../providers/batch-api.ts';
import { createBatchApi } from '../../providers/create-batch-api.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Reporter } from '../progress.ts';
import type { BatchFileSettings, BatchSettings, CallSettings } from '../settings.ts';
import { type Ledger, labelOf, openLedger } from './deferred.ts';
import type { ServiceManner } from './submission.ts';

export interface Batching {
  clientFor: (target: ModelTarget, meter: Meter) => Client;
  /** Runs the jobs, and runs them again whenever results have come, until nothing is deferred or the run has to leave. */
  throughRounds: (round: () => Promise<void>) => Promise<void>;
  /** Requests that wait for their results now that the run leaves; 0 when everything has come. */
  waiting: () => number;
}

/** What a batch run shares with its runtime. */
interface BatchingParts {
  dataDir: string;
  calls: Pick<CallSettings, 'maxRetries' | 'timeoutMs'>;
  /** True where what is cached is asked again, once. */
  refresh: boolean;
  budget: Budget;
  report: Reporter;
  stopping: AbortSignal;
  aborting: AbortSignal;
  now: () => number;
}

/** Replies are kept in the cache, whatever the run's setting says of it. */
export function openBatching(settings: BatchSettings, shared: BatchingParts): Batching {
  const { report, dataDir, refresh, calls } = shared;
  const cache = openCache(join(dataDir, '.cache'));
  const ledger = openLedger({ cache, refresh, maxRetries: calls.maxRetries, say: report.warn });
  const targets: ModelTarget[] = [];
  let waiting = 0;
  return {
    clientFor: (target, meter) => {
      if (settings.kind === 'file' && target.provider === 'anthropic') {
        const way = 'give --batch alone, for its own batch API';
        throw new UserError(
          `${labelOf(target)} is asked in a format of its own, not in OpenAI's files: ${way}`,
        );
      }
      targets.push(target);
      return ledger.clientFor(target, meter);
    },
    throughRounds: async (round) => {
      const books = { ledger, cache };
      const run =
        settings.kind === 'file'
          ? await filesRunner(settings, { ...books, ...shared })
          : await serviceRunner(settings, { ...books, ...shared, targets });
      waiting = await run(round);
    },
    waiting: () => waiting,
  };
}

type Runner = (round: () => Promise<void>) => Promise<number>;

interface Books extends BatchingParts {
  ledger: Ledger;
  cache: KeepingCache;
}

/** The apis, and the SDKs behind them, are loaded by batch runs only. */
async function serviceRunner(
  settings: Exclude<BatchSettings, BatchFileSettings>,
  { dataDir, budget, ledger, cache, targets, report, ...shared }: Books & { targets: readonly ModelTarget[] },
): Promise<Runner> {
  const { runRounds } = await import('./rounds.ts');
  const leaves = settings.kind === 'submit';
  const pollMs = settings.kind === 'wait' ? settings.pollMs : defaultPollMs;
  const manner: ServiceManner = {
    maxRetries: shared.calls.maxRetries,
    timeoutMs: shared.calls.timeoutMs,
    stopping: shared.stopping,
    aborting: shared.aborting,
    now: shared.now,
    onRetry: ({ message }) => report.detail(`retry: ${message}`),
  };
  const apiOf = apis(shared.now);
  const { run } = settings;
  const work = { dataDir, run, leaves, pollMs, targets, ledger, budget, manner, apiOf, cache, report };
  return (round) => runRounds(work, round);
}

async function filesRunner(
  { folder, results, asksAgain, rerun, run }: Extract<BatchSettings, BatchFileSettings>,
  { budget, ledger, cache, report, stopping, now, calls: { maxRetries } }: Books,
): Promise<Runner> {
  const { runFiles } = await import('./files/files.ts');
  const { manifestOf } = await import('./files/folder.ts');
  const manifest = manifestOf(rerun, folder, run);
  const own = { folder, results, asksAgain, manifest };
  return (round) => runFiles({ ...own, budget, ledger, cache, report, stopping, now, maxRetries }, round);
}

/** Between the first two polls of a batch; the waits grow to twelve times as much. */
const defaultPollMs = 5000;

/** One batch API a model. */
function apis(now: () => number): (target: ModelTarget) => Promise<BatchApi> {
  const known = new Map<ModelTarget, Promise<BatchApi>>();
  return (target) => {
    const api = known.get(target) ?? createBatchApi(target, now);
    known.set(target, api);
    return api;
  };
}
