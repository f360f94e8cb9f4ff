/** Counts what a run does, for its progress line and its summary. */

import type { FaultKind, ProviderError } from '../errors.ts';
import type { Call, Usage } from '../records/call.ts';
import { newPromptCacheCount, type PromptCacheCount } from './prompt-cache-count.ts';

export interface Meter {
  sent: number;
  cached: number;
  retries: number;
  /** Calls that failed for good, by kind, each with one message. */
  failures: Map<FaultKind, { count: number; example: string }>;
  inputTokens: number;
  outputTokens: number;
  /** US dollars; undefined while no price was known for any call. */
  cost: number | undefined;
  /** Replies whose call has no known price. */
  unpriced: number;
  /** What the services' prompt caches have spared. */
  promptCache: PromptCacheCount;
  /** Replies that are worth a second look. */
  flagged: Map<'refusal' | 'length' | 'content_filter' | 'empty', number>;
}

export function createMeter(): Meter {
  return {
    sent: 0,
    cached: 0,
    retries: 0,
    failures: new Map(),
    inputTokens: 0,
    outputTokens: 0,
    cost: undefined,
    unpriced: 0,
    promptCache: newPromptCacheCount(),
    flagged: new Map(),
  };
}

export function countFailure(meter: Meter, error: ProviderError): void {
  const entry = meter.failures.get(error.kind) ?? { count: 0, example: error.message };
  meter.failures.set(error.kind, { ...entry, count: entry.count + 1 });
}

/** Counts a reply that was paid for now. */
export function countUsage(meter: Meter, usage: Usage | undefined, usd: number | undefined): void {
  meter.inputTokens += usage?.input_tokens ?? 0;
  meter.outputTokens += usage?.output_tokens ?? 0;
  if (usd === undefined) meter.unpriced += 1;
  else meter.cost = (meter.cost ?? 0) + usd;
}

/** Counts refusals, cut-off and filtered replies, and empty ones, whether cached or not. */
export function countOutcome(meter: Meter, text: string, { finish_reason }: Call): void {
  const flag = (kind: 'refusal' | 'length' | 'content_filter' | 'empty') => {
    meter.flagged.set(kind, (meter.flagged.get(kind) ?? 0) + 1);
  };
  if (finish_reason === 'refusal' || finish_reason === 'length' || finish_reason === 'content_filter') {
    flag(finish_reason);
  }
  if (text.trim() === '') flag('empty');
}
