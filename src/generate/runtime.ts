/** What the parts of a run share: clients, limits, cache, budget, counts. Pure wiring: no flag, no terminal, no signal. */

import { setMaxListeners } from 'node:events';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { openCache } from '../client/cache.ts';
import { type Client, createClient } from '../client/client.ts';
import { createBudget } from '../client/cost/budget.ts';
import { createAnnounce } from '../client/limits/announce.ts';
import { createLimiter, type Limiter } from '../client/limits/limiter.ts';
import { createMeter, type Meter } from '../client/meter.ts';
import type { Tracing } from '../client/tracing/tracing.ts';
import { ProviderError } from '../errors.ts';
import { createProvider } from '../providers/create-provider.ts';
import type { Connections } from '../providers/http/connection.ts';
import { type ModelTarget, publicUrl } from '../providers/resolve-model.ts';
import { named } from '../providers/route/proxy.ts';
import { isLocalServer } from '../providers/servers/describe.ts';
import type { Question } from '../records/question.ts';
import { asFileError, makeFolder } from '../store/files/file-error.ts';
import { type Batching, openBatching } from './batch/batching.ts';
import { createReporter, type OnProgress, type Reporter } from './progress.ts';
import { type AskServedBy, cacheOfWeights, rememberServedBy, withServedBy } from './served-by.ts';
import type { BatchSettings, CallSettings } from './settings.ts';
import type { CountedCalls } from './tally.ts';

export interface Runtime {
  report: Reporter;
  /** Aborted: nothing new is begun. */
  stopping: AbortSignal;
  /** By model and judge, in the order in which the run came to them. */
  counted: readonly CountedCalls[];
  /** Counts for the calls of a model or a judge. */
  count: (whose: Omit<CountedCalls, 'calls'>) => CountedCalls;
  /** `idle`: nothing is known to be asked. */
  clientFor: (target: ModelTarget, meter: Meter, idle?: boolean) => Promise<Client>;
  /** What stands behind the name of a model on a server of one's own; asked once, and again where it was not there. */
  servedBy: AskServedBy;
  /** Present in a batch run: its jobs go through batch rounds. */
  batching: Batching | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
}

interface RuntimeSettings {
  dataDir: string;
  calls: CallSettings;
  /** True where what is cached is asked again, and cached anew. */
  refresh: boolean;
  batch: BatchSettings | undefined;
  /** Of the bench: what the demo models answer by. */
  questions: () => readonly Question[];
}

/** What is handed in from outside; everything has a default. */
export interface Host {
  /** Aborted: nothing new is begun; calls under way end too, unless `abortSignal` is given. */
  signal?: AbortSignal | undefined;
  /** Aborted, some time after `signal`: calls under way are cut off. */
  abortSignal?: AbortSignal | undefined;
  onProgress?: OnProgress | undefined;
  /** Milliseconds since 1970. */
  now?: (() => number) | undefined;
  /** Told the keys and passwords of the models, before the first call: for whoever prints what a run says. */
  onSecrets?: ((secrets: readonly (string | undefined)[]) => void) | undefined;
  /** Puts a span around each call of a model. */
  traced?: Tracing['traced'] | undefined;
  /** Opens the HTTP connections, for the first model that needs them. */
  connections?: (() => Promise<Connections>) | undefined;
}

/** A large model takes minutes to load. */
const defaultWaitMs = 300_000;
/** Longer than a restart behind a gateway takes, and shorter than the retries of two calls. */
const defaultGiveUpMs = 60_000;

/** Node's timers hold no more; beyond it they would fire at once. */
const longestTimeoutMs = 2 ** 31 - 1;

export function createRuntime(settings: RuntimeSettings, host: Host): Runtime {
  const now = host.now ?? Date.now;
  const report = createReporter(host.onProgress);
  const stopping = cancelledBy(host.signal);
  const aborting = host.abortSignal ? cancelledBy(host.abortSignal) : stopping;
  const calls = {
    ...settings.calls,
    timeoutMs: Math.min(Math.ceil(settings.calls.timeoutMs), longestTimeoutMs),
  };
  const shared: Shared = {
    ...settings,
    calls,
    budget: createBudget(calls.maxCost),
    report,
    stopping,
    aborting,
    now,
  };
  const counted: CountedCalls[] = [];
  const servedBy = rememberServedBy({ sends: settings.calls.cache !== 'replay' && !settings.batch, now });
  const batching = settings.batch && openBatching(settings.batch, shared);
  return {
    report,
    stopping,
    counted,
    batching,
    servedBy,
    now,
    count: (whose) => {
      const added = { ...whose, calls: createMeter() };
      counted.push(added);
      return added;
    },
    clientFor: clientMaker(shared, {
      batching,
      connections: host.connections ?? sharedConnections(),
      servedBy,
      traced: host.traced,
    }),
  };
}

/** What clients and batches are made of. */
interface Shared extends Omit<RuntimeSettings, 'batch'> {
  budget: ReturnType<typeof createBudget>;
  report: Reporter;
  stopping: AbortSignal;
  aborting: AbortSignal;
  now: () => number;
}

/** Every call listens to such a signal, and takes its reason for its own error. */
function cancelledBy(signal: AbortSignal | undefined): AbortSignal {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const cancel = () =>
    controller.abort(new ProviderError('cancelled', 'the run was stopped', { retryable: false }));
  if (signal?.aborted) cancel();
  else signal?.addEventListener('abort', cancel, { once: true });
  return controller.signal;
}

function clientMaker(
  { dataDir, calls, refresh, questions, now, report, ...shared }: Shared,
  {
    batching,
    connections,
    servedBy,
    traced = (provider) => provider,
  }: {
    batching: Batching | undefined;
    connections: () => Promise<Connections>;
    servedBy: Runtime['servedBy'];
    traced: Host['traced'];
  },
): Runtime['clientFor'] {
  const folder = join(dataDir, '.cache');
  const cache = calls.cache === 'off' ? undefined : openCache(folder);
  const replay = calls.cache === 'replay';
  const limiterOf = limiters(now, report.info);
  const sayRoute = routeTeller(report.detail);
  return async (target, meter, idle = false) => {
    sayRoute(target);
    const paid = target.provider !== 'offline';
    if (cache && paid && !replay) await makeCacheFolder(folder);
    if (batching && paid) return batching.clientFor(target, meter);
    const provider = traced(
      await createProvider(target, { replay, questions, connections, now, idle }),
      target,
    );
    const served = () => servedBy(target);
    const isLocal = isLocalServer(target.endpoint);
    return createClient({
      ...shared,
      target,
      meter,
      refresh,
      now,
      provider: isLocal ? withServedBy(provider, served) : provider,
      // Demo models cost nothing to ask again.
      cache: paid ? cache && (isLocal ? cacheOfWeights(cache, served) : cache) : undefined,
      limiter: limiterOf(target),
      maxRetries: calls.maxRetries,
      timeoutMs: calls.timeoutMs,
      waitForServerMs: calls.waitForServerMs ?? (calls.maxRetries === 0 ? 0 : defaultWaitMs),
      giveUpAfterMs: calls.giveUpAfterMs ?? defaultGiveUpMs,
      log: report.detail,
      say: report.warn,
      note: report.info,
    });
  };
}

/** Says once for each endpoint which proxy leads to it, or why none does though one is set. */
function routeTeller(say: (line: string) => void): (target: ModelTarget) => void {
  const told = new Set<string>();
  return ({ endpoint, baseUrl, route: { proxy, exempt } }) => {
    if (baseUrl === undefined || (!proxy && exempt === undefined)) return;
    const address = publicUrl(baseUrl);
    const line = proxy
      ? `${endpoint}: ${address} through the proxy ${named(proxy)}`
      : `${endpoint}: ${address} through no proxy (${exempt})`;
    if (!told.has(line)) say(line);
    told.add(line);
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
function limiters(now: () => number, note: (line: string) => void): (target: ModelTarget) => Limiter {
  const known = new Map<string, Limiter>();
  return (target) => {
    const name = JSON.stringify([target.endpoint, target.baseUrl]);
    const announce = createAnnounce(target.endpoint, { now, note });
    const limiter = known.get(name) ?? createLimiter({ ...target, now, announce });
    known.set(name, limiter);
    return limiter;
  };
}
