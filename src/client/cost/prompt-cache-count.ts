/** Counts what services found in their prompt caches, and what that has spared. */

import type { Call } from '../../records/calls/call.ts';
import type { Price } from '../../records/models.ts';
import { savingOf } from './cost.ts';

export interface PromptCacheCount {
  /** Input tokens that the service had kept. */
  read: number;
  written: number;
  /** US dollars against the plain price; undefined while no price was known for any such call. */
  saved: number | undefined;
}

export function newPromptCacheCount(): PromptCacheCount {
  return { read: 0, written: 0, saved: undefined };
}

/** Counts a reply that was paid for now. */
export function countPromptCache(count: PromptCacheCount, call: Call, price: Price | undefined): void {
  const { usage } = call;
  const { cached_input_tokens: read = 0, cache_write_input_tokens: written = 0 } = usage ?? {};
  if (!usage || read + written === 0) return;
  count.read += read;
  count.written += written;
  if (price) count.saved = (count.saved ?? 0) + savingOf(usage, price, call).promptCache;
}

/** Adds what another count has come to. */
export function addPromptCache(sum: PromptCacheCount, { read, written, saved }: PromptCacheCount): void {
  sum.read += read;
  sum.written += written;
  if (saved !== undefined) sum.saved = (sum.saved ?? 0) + saved;
}
