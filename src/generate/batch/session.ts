/** Makes the batching of a session: the ledger, the apis, and the waves that go through them. */

import { join } from 'node:path';
import type { CallOptions } from '../../cli/flags.ts';
import type { Typed } from '../../cli/program-name.ts';
import type { Progress } from '../../cli/progress/progress.ts';
import { shellCommand } from '../../cli/shell-quote.ts';
import type { Stopping } from '../../cli/shutdown.ts';
import { type KeepingCache, openCache } from '../../client/cache.ts';
import type { Budget } from '../../client/cost/budget.ts';
import { contentHash } from '../../content-hash.ts';
import { UserError } from '../../errors.ts';
import type { BatchApi } from '../../providers/batch-api.ts';
import { createBatchApi } from '../../providers/create-batch-api.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Batching } from '../rounds.ts';
import { type Ledger, labelOf, openLedger } from './deferred.ts';
import { type BatchManner, type BatchOptions, batchMannerOf, defaultPoll } from './options.ts';

export interface BatchSessionOptions {
  options: CallOptions & BatchOptions & { overwrite?: true };
  now: () => number;
  budget: Budget;
  progress: Progress;
  stop: Stopping;
  typed: Typed;
  timeoutMs: number;
}

/** What a run may be told otherwise without being another run. */
const volatile = [
  ...['batch', 'batchPoll', 'concurrency', 'parallel', 'rpm', 'tpm', 'timeout', 'maxRetries', 'maxCost'],
  ...['quiet', 'verbose', 'dataDir', 'config', 'rerun'],
];

/** The batching that the options ask for; undefined for a run that asks its models itself. */
export function openBatching(given: BatchSessionOptions): Batching | undefined {
  const manner = batchMannerOf(given.options);
  if (!manner) return undefined;
  const { progress, options } = given;
  const cache = openCache(join(options.dataDir, '.cache'));
  const ledger = openLedger({
    ...{ cache, refresh: options.overwrite === true },
    ...{ maxRetries: options.maxRetries, say: progress.say },
  });
  const targets: ModelTarget[] = [];
  let waiting = 0;
  return {
    clientFor: (target, meter) => {
      if (manner.kind === 'file' && target.provider === 'anthropic') {
        const way = 'give --batch alone, for its own batch API';
        throw new UserError(
          `${labelOf(target)} is asked in a format of its own, not in OpenAI's files: ${way}`,
        );
      }
      targets.push(target);
      return ledger.clientFor(target, meter);
    },
    throughWaves: async (round) => {
      const run =
        manner.kind === 'file'
          ? await filesRunner(given, manner, { ledger, cache })
          : await wavesRunner(given, { leaves: manner.kind === 'submit', targets, ledger, cache });
      waiting = await run(round);
    },
    waiting: () => waiting,
    next: () => nextOf(manner, given),
    again: againOf(manner, given),
  };
}

type Runner = (round: () => Promise<void>) => Promise<number>;

/** What both kinds of batch run need. The apis, and the SDKs behind them, are loaded by batch runs only. */
function sharedBy({ options, budget, progress, now }: BatchSessionOptions) {
  const tell = options.quiet ? () => undefined : progress.say;
  return { budget, now, say: progress.say, tell, run: runOf(options) };
}

async function wavesRunner(
  given: BatchSessionOptions,
  own: { leaves: boolean; targets: readonly ModelTarget[]; ledger: Ledger; cache: KeepingCache },
): Promise<Runner> {
  const { runWaves } = await import('./waves.ts');
  const { dataDir, batchPoll = defaultPoll } = given.options;
  const pollMs = batchPoll * 1000;
  const work = { ...sharedBy(given), ...own, dataDir, pollMs, apiOf: apis(given.now) };
  return (round) => runWaves({ ...work, manner: mannerOf(given) }, round);
}

async function filesRunner(
  given: BatchSessionOptions,
  { folder, results, asksAgain }: Extract<BatchManner, { kind: 'file' }>,
  books: { ledger: Ledger; cache: KeepingCache },
): Promise<Runner> {
  const { manifestOf, runFiles } = await import('./files/files.ts');
  const { rerun, maxRetries } = given.options;
  if (!rerun) throw new Error('a run with --batch file is to know its own command');
  const shared = sharedBy(given);
  const manifest = manifestOf(rerun, folder, shared.run);
  const own = { folder, results, asksAgain, manifest, ...books, maxRetries, stopping: given.stop.stopping };
  return (round) => runFiles({ ...shared, ...own }, round);
}

function nextOf(manner: BatchManner, { stop, typed }: BatchSessionOptions): string {
  if (manner.kind === 'file') {
    const collect = `${typed('mt-judge')} ${shellCommand(['batch', 'collect', manner.folder])}`;
    return `next: run the files of ${manner.folder} through your engine, its results beside them, then: ${collect} (results elsewhere: --input-file <file or folder>)`;
  }
  const goesOn = stop.stopping.aborted ? 'the batches go on at the service; ' : '';
  return `next: ${goesOn}run the same command again to collect what has come`;
}

/** A folder keeps what has failed; the command that wrote it asks for that again, collecting once more would not. */
function againOf(
  manner: BatchManner,
  { options: { rerun }, typed }: BatchSessionOptions,
): string | undefined {
  if (manner.kind !== 'file' || !rerun) return undefined;
  const { command, args, dataDir, config } = rerun;
  const more = [
    ...(dataDir === '.' ? [] : ['--data-dir', dataDir]),
    ...(config === undefined ? [] : ['--config', config]),
  ];
  const files = ['--batch', 'file', manner.folder, ...manner.results];
  return `${typed('mt-judge')} ${shellCommand([command, ...args, ...more, ...files])}`;
}

function mannerOf({ options, stop, now, timeoutMs, progress }: BatchSessionOptions) {
  const { stopping, aborting } = stop;
  const onRetry = ({ message }: Error) => {
    if (options.verbose) progress.say(`retry: ${message}`);
  };
  return { maxRetries: options.maxRetries, timeoutMs, stopping, aborting, now, onRetry };
}

/** Tells one command from another, whatever it is told about speed and price. */
function runOf(options: object): string {
  return contentHash(
    Object.fromEntries(Object.entries(options).filter(([name]) => !volatile.includes(name))),
  );
}

/** One batch API a model. */
function apis(now: () => number): (target: ModelTarget) => Promise<BatchApi> {
  const known = new Map<ModelTarget, Promise<BatchApi>>();
  return (target) => {
    const api = known.get(target) ?? createBatchApi(target, now);
    known.set(target, api);
    return api;
  };
}
