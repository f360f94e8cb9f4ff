/** What the generating commands share while they run: clients, limits, cache, budget, counts, Ctrl-C. */

import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallOptions } from '../cli/flags.ts';
import { loadEnvironment, loadModels } from '../cli/load-config.ts';
import type { Context } from '../cli/main.ts';
import type { Typed } from '../cli/program-name.ts';
import { createProgress, type Progress } from '../cli/progress/progress.ts';
import { shellCommand } from '../cli/shell-quote.ts';
import { listenForStop, type Stopping } from '../cli/shutdown.ts';
import { openCache } from '../client/cache.ts';
import { type Client, createClient } from '../client/client.ts';
import { type Budget, createBudget } from '../client/cost/budget.ts';
import { createLimiter, type Limiter } from '../client/limits/limiter.ts';
import { createMeter, type Meter, sumMeters } from '../client/meter.ts';
import { UserError } from '../errors.ts';
import { createProvider } from '../providers/create-provider.ts';
import type { Connections } from '../providers/http/connection.ts';
import { priceList } from '../providers/price-list.ts';
import { type ModelTarget, resolveModel } from '../providers/resolve-model.ts';
import type { Question } from '../records/question.ts';
import { asFileError, makeFolder } from '../store/files/file-error.ts';
import { type BatchOptions, batchMannerOf, checkBatchFlags } from './batch/options.ts';
import { openBatching } from './batch/session.ts';
import { type Failures, tellFailures } from './failures.ts';
import type { Batching } from './rounds.ts';
import { createRehearsal } from './warm-up.ts';

/** What the calls of one model or judge come to. */
export interface CountedCalls {
  label: string;
  /** What they are made for: "answers". */
  stage: string;
  meter: Meter;
}

export interface Session {
  /** All calls of the run together. */
  readonly meter: Meter;
  /** By model and judge, in the order in which the run came to them. */
  calls: readonly CountedCalls[];
  /** A meter for a model or a judge, which goes into the sum. */
  meterFor: (whose: Omit<CountedCalls, 'meter'>) => Meter;
  progress: Progress;
  failures: Failures;
  stop: Stopping;
  /** `idle`: nothing is known to be asked. */
  clientFor: (target: ModelTarget, meter: Meter, idle?: boolean) => Promise<Client>;
  /** Present in a batch run: its jobs go through waves. */
  batching?: Batching | undefined;
  /** The user's command line, to go on with what is left. */
  again: string;
  /** How its user types a bin of the package. */
  typed: Typed;
  /** Seconds since 1970. */
  clock: () => number;
  /** Milliseconds since the run began. */
  elapsed: () => number;
  end: () => void;
}

/** Node's timers hold no more; beyond it they would fire at once. */
const longestTimeoutMs = 2 ** 31 - 1;

/** The models of a command line. Checks every one before anything is opened or sent. */
export async function resolveTargets(
  specs: readonly string[],
  options: CallOptions & BatchOptions & { modelId?: string },
  context: Context,
): Promise<ModelTarget[]> {
  const models = await loadModels(options.dataDir, options.config);
  const env = loadEnvironment(context.env, options.dataDir);
  if (options.modelId !== undefined && specs.length > 1) {
    throw new UserError(
      `--model-id names one model, but ${specs.length} are given: name them in models.yaml instead`,
    );
  }
  const { modelId, baseUrl, apiKeyEnv, concurrency, rpm, tpm } = options;
  const toFile = batchMannerOf(options)?.kind === 'file';
  const needsKey = options.replay !== true && options.dryRun !== true && !toFile;
  const priceOf = priceList(models);
  const resolving = { models, env, modelId, baseUrl, apiKeyEnv, concurrency, rpm, tpm, needsKey };
  const targets = specs.map((spec) => {
    const target = resolveModel(spec, resolving);
    // A price is the model's, by whatever name it is asked for.
    return target.provider === 'offline' || target.price
      ? target
      : { ...target, price: priceOf(target, target.modelId) };
  });
  const unpriced = targets.find(({ price, provider }) => price === undefined && provider !== 'offline');
  if (options.maxCost !== undefined && unpriced) {
    throw new UserError(
      `--max-cost needs a price for ${unpriced.endpoint}/${unpriced.model}: give models.yaml an entry with endpoint: ${unpriced.endpoint}, model: ${unpriced.model} and price: { input: …, output: … }, in US dollars per million tokens`,
    );
  }
  return targets;
}

export type SessionOptions = CallOptions & BatchOptions & { overwrite?: true };

/** Opens what a run shares. From here on Ctrl-C is listened for, until `end`. */
export function openSession(
  options: SessionOptions,
  context: Context,
  questions: readonly Question[],
): Session {
  if (options.replay && !options.cache) {
    throw new UserError('--replay reads the cache, so it cannot go with --no-cache');
  }
  checkBatchFlags(options);
  const progress = createProgress({
    stream: context.stderr,
    quiet: options.quiet === true,
    now: context.now,
    term: context.env.TERM,
  });
  const { typed } = context;
  const [bin = '', ...given] = context.argv;
  const again = [typed(bin), shellCommand(given)].join(' ').trim();
  const stop = listenForStop({ ...progress, again });
  const calls: CountedCalls[] = [];
  const budget = createBudget(options.maxCost);
  const began = context.now();
  const shared = { options, now: context.now, budget, progress, stop, typed };
  const batching = openBatching({ ...shared, timeoutMs: timeoutMsOf(options) });
  return {
    get meter() {
      return sumMeters(calls.map(({ meter }) => meter));
    },
    calls,
    meterFor: (whose) => {
      const meter = createMeter();
      calls.push({ ...whose, meter });
      return meter;
    },
    failures: tellFailures(progress.say, { all: options.verbose === true }),
    ...{ progress, stop, again, typed },
    batching,
    clientFor: clientMaker({ ...shared, questions, batching }),
    ...(batching?.again === undefined ? {} : { again: batching.again }),
    clock: () => context.now() / 1000,
    elapsed: () => context.now() - began,
    end: () => {
      stop.dispose();
      progress.stop();
    },
  };
}

interface Shared {
  options: SessionOptions;
  now: () => number;
  questions: readonly Question[];
  budget: Budget;
  progress: Progress;
  stop: Stopping;
  batching: Batching | undefined;
}

export function timeoutMsOf({ timeout }: Pick<CallOptions, 'timeout'>): number {
  return Math.min(Math.ceil(timeout * 1000), longestTimeoutMs);
}

function clientMaker({ options, questions, now, batching, ...shared }: Shared): Session['clientFor'] {
  const folder = join(options.dataDir, '.cache');
  const cache = options.cache ? openCache(folder) : undefined;
  const limiterOf = limiters(now);
  const rehearsed = createRehearsal(now);
  const connections = sharedConnections();
  const { stopping, aborting } = shared.stop;
  const log = (line: string) => {
    if (options.verbose) shared.progress.say(line);
  };
  return async (target, meter, idle = false) => {
    const paid = target.provider !== 'offline';
    if (cache && paid && !options.replay) await makeCacheFolder(folder);
    if (batching && paid) return batching.clientFor(target, meter);
    const replay = options.replay === true;
    const provider = await createProvider(target, { replay, questions, connections, now, idle });
    return createClient({
      target,
      provider: rehearsed(provider, target),
      // Demo models cost nothing to ask again.
      cache: paid ? cache : undefined,
      limiter: limiterOf(target),
      budget: shared.budget,
      meter,
      maxRetries: options.maxRetries,
      timeoutMs: timeoutMsOf(options),
      refresh: options.overwrite === true,
      ...{ stopping, aborting, now, log, say: shared.progress.say },
    });
  };
}

/** Loaded for the first model that is asked over HTTP: a demo needs none. */
function sharedConnections(): () => Promise<Connections> {
  let opening: Promise<Connections> | undefined;
  return () => {
    opening ??= import('../providers/http/connection.ts').then(({ openConnections }) => openConnections());
    return opening;
  };
}

/** A cache that cannot be written is found before the first reply is paid for. */
async function makeCacheFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
  } catch (error) {
    throw asFileError(error, `cannot write the cache ${folder}`);
  }
}

/** One limiter an endpoint: models of one service share its limits. */
function limiters(now: () => number): (target: ModelTarget) => Limiter {
  const known = new Map<string, Limiter>();
  return (target) => {
    const name = JSON.stringify([target.endpoint, target.baseUrl]);
    const limiter = known.get(name) ?? createLimiter({ ...target, now });
    known.set(name, limiter);
    return limiter;
  };
}
