/** Counts what one model's or judge's calls come to, for its progress line and its summary. */

import { type ErrorKind, ProviderError } from '../errors.ts';
import type { Call, Usage } from '../records/calls/call.ts';
import { addPromptCache, newPromptCacheCount, type PromptCacheCount } from './cost/prompt-cache-count.ts';
import { type OutcomeFlag, outcomeFlags } from './outcome.ts';

export interface Meter {
  sent: number;
  cached: number;
  /** Calls that have their reply, from the service or the cache. */
  replied: number;
  retries: number;
  /** Calls that wait for their turn. */
  queued: number;
  /** Milliseconds for which none of them will be sent, since the service has asked to wait. */
  pausedFor: () => number;
  /** Requests under way. */
  inFlight: number;
  /** Calls that have met an error and wait to be sent again. */
  waiting: Set<Wait>;
  /** The calls that took longest, slowest first. */
  slowest: TimedCall[];
  /** Calls that failed for good, by kind, each with one message. */
  failures: Map<ErrorKind, { count: number; example: string }>;
  inputTokens: number;
  outputTokens: number;
  /** US dollars; undefined while no price was known for any call. */
  cost: number | undefined;
  /** Replies of unknown cost. */
  unpriced: number;
  /** Of these, the ones whose tokens the service has not counted. */
  uncounted: number;
  /** What the services' prompt caches have saved. */
  promptCache: PromptCacheCount;
  /** Replies that are worth a second look. */
  flagged: Map<OutcomeFlag, number>;
}

interface Wait {
  kind: ErrorKind;
  /** When the service has said that it may be asked again, in milliseconds of the run's clock. */
  until: number | undefined;
}

interface TimedCall {
  /** What it was about: "question 81 turn 2". */
  about: string;
  /** From the first time it was sent to its end, waits between tries included. */
  ms: number;
  attempts: number;
  failed: boolean;
}

/** How many of the slowest calls are kept. */
const slowestKept = 3;

export function createMeter(): Meter {
  return {
    sent: 0,
    cached: 0,
    replied: 0,
    retries: 0,
    queued: 0,
    pausedFor: () => 0,
    inFlight: 0,
    waiting: new Set(),
    slowest: [],
    failures: new Map(),
    inputTokens: 0,
    outputTokens: 0,
    cost: undefined,
    unpriced: 0,
    uncounted: 0,
    promptCache: newPromptCacheCount(),
    flagged: new Map(),
  };
}

/** Several meters as one. */
export function sumMeters(meters: readonly Meter[]): Meter {
  const sum = createMeter();
  for (const meter of meters) {
    for (const name of counts) sum[name] += meter[name];
    if (meter.cost !== undefined) sum.cost = (sum.cost ?? 0) + meter.cost;
    addPromptCache(sum.promptCache, meter.promptCache);
    for (const wait of meter.waiting) sum.waiting.add(wait);
    for (const call of meter.slowest) keepSlowest(sum, call);
    for (const [kind, { count, example }] of meter.failures) {
      const known = sum.failures.get(kind) ?? { count: 0, example };
      sum.failures.set(kind, { ...known, count: known.count + count });
    }
    for (const [kind, count] of meter.flagged) sum.flagged.set(kind, (sum.flagged.get(kind) ?? 0) + count);
  }
  return sum;
}

const counts = [
  ...(['sent', 'cached', 'replied', 'retries', 'queued', 'inFlight'] as const),
  ...(['inputTokens', 'outputTokens', 'unpriced', 'uncounted'] as const),
] as const;

/** Follows one call from when it is asked for to its end. */
export interface CallWatch {
  /** Runs one request, which is under way until it settles. */
  during: <Result>(request: () => Promise<Result>) => Promise<Result>;
  /** Notes that the call will be sent again. */
  retries: (error: Pick<ProviderError, 'kind' | 'retryAfterMs'>) => void;
  /** Notes the end of the call. One that was never sent, or not let finish, has taken no time of its own. */
  ends: (how: 'answered' | 'failed' | 'cancelled') => void;
}

export function watchCall(meter: Meter, { about, now }: { about: string; now: () => number }): CallWatch {
  let began: number | undefined;
  let attempts = 0;
  let wait: Wait | undefined;
  let queued = true;
  meter.queued += 1;
  const waitsNoMore = () => {
    if (wait) meter.waiting.delete(wait);
    if (queued) meter.queued -= 1;
    queued = false;
  };
  return {
    during: async (request) => {
      waitsNoMore();
      began ??= now();
      attempts += 1;
      meter.inFlight += 1;
      try {
        return await request();
      } finally {
        meter.inFlight -= 1;
      }
    },
    retries: ({ kind, retryAfterMs }) => {
      meter.retries += 1;
      wait = { kind, until: retryAfterMs === undefined ? undefined : now() + retryAfterMs };
      meter.waiting.add(wait);
    },
    ends: (how) => {
      waitsNoMore();
      if (began === undefined || how === 'cancelled') return;
      keepSlowest(meter, { about, ms: now() - began, attempts, failed: how === 'failed' });
    },
  };
}

/** Watches a call that `work` makes until it settles. */
export async function followCall<Result>(
  meter: Meter,
  about: { about: string; now: () => number },
  work: (watch: CallWatch) => Promise<Result>,
): Promise<Result> {
  const watch = watchCall(meter, about);
  try {
    const result = await work(watch);
    watch.ends('answered');
    return result;
  } catch (error) {
    const cancelled = error instanceof ProviderError && error.kind === 'cancelled';
    watch.ends(cancelled ? 'cancelled' : 'failed');
    throw error;
  }
}

function keepSlowest(meter: Meter, call: TimedCall): void {
  const last = meter.slowest[slowestKept - 1];
  if (last && last.ms >= call.ms) return;
  meter.slowest.push(call);
  meter.slowest.sort((a, b) => b.ms - a.ms);
  meter.slowest.length = Math.min(meter.slowest.length, slowestKept);
}

export function countFailure(meter: Meter, error: ProviderError): void {
  const entry = meter.failures.get(error.kind) ?? { count: 0, example: error.message };
  meter.failures.set(error.kind, { ...entry, count: entry.count + 1 });
}

/** Counts a reply that was paid for now. */
export function countUsage(meter: Meter, usage: Usage | undefined, usd: number | undefined): void {
  meter.inputTokens += usage?.input_tokens ?? 0;
  meter.outputTokens += usage?.output_tokens ?? 0;
  if (usd === undefined) {
    meter.unpriced += 1;
    if (!usage) meter.uncounted += 1;
  } else meter.cost = (meter.cost ?? 0) + usd;
}

/** Counts a reply, whether cached or not, and apart the refusals, the cut-off, filtered and empty ones. */
export function countOutcome(meter: Meter, text: string, call: Call): void {
  meter.replied += 1;
  for (const flag of outcomeFlags(text, call)) meter.flagged.set(flag, (meter.flagged.get(flag) ?? 0) + 1);
}
