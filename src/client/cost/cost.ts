/** Money: what a call has cost, what it has saved, and the most that it could cost. */

import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Call, Usage } from '../../records/calls/call.ts';
import type { Price, TokenPrices } from '../../records/models.ts';

/** US dollars for what a call took; `batch` for a reply that came through a batch API. */
export function costOf(usage: Usage, price: Price, { batch }: { batch?: true | undefined } = {}): number {
  const prices: TokenPrices = batch && price.batch ? price.batch : price;
  const cached = usage.cached_input_tokens ?? 0;
  const written = usage.cache_write_input_tokens ?? 0;
  // A service that counts more from its cache than it was sent gives nothing back.
  const plain = Math.max(0, usage.input_tokens - cached - written);
  const input =
    plain * prices.input +
    cached * (prices.cached_input ?? prices.input) +
    written * (prices.cache_write ?? prices.input);
  return (input + usage.output_tokens * prices.output) / 1e6;
}

/** What the prompt cache and the batch API have spared, in US dollars; below zero where writing was not worth it. */
export interface Saving {
  promptCache: number;
  batch: number;
}

/** Against the plain price: both parts and the cost add up to what the same tokens cost without cache and batch. */
export function savingOf(usage: Usage, price: Price, call: { batch?: true | undefined } = {}): Saving {
  const plain: Usage = { input_tokens: usage.input_tokens, output_tokens: usage.output_tokens };
  const withoutCache = costOf(plain, price, call);
  return {
    promptCache: withoutCache - costOf(usage, price, call),
    batch: costOf(plain, price) - withoutCache,
  };
}

/** The most that so many tokens could cost: a service may write all of the input to its prompt cache. */
export function mostOf(
  tokens: { input: number; output: number },
  price: Price,
  call: { batch?: true | undefined } = {},
): number {
  const usage: Usage = { input_tokens: tokens.input, output_tokens: tokens.output };
  const written: Usage = { ...usage, cache_write_input_tokens: tokens.input };
  return Math.max(costOf(usage, price, call), costOf(written, price, call));
}

/** US dollars as text: cents for sums, more digits for small change. */
export function formatCost(usd: number): string {
  if (usd < 0) return `-${formatCost(-usd)}`;
  if (usd >= 1 || usd === 0) return `$${usd.toFixed(2)}`;
  // Never as an exponent, which is what the smallest amounts would become.
  return usd < 0.000001 ? '<$0.000001' : `$${usd.toPrecision(2)}`;
}

/** US dollars of a call that was made, undefined where nobody knows. Demo models cost nothing and count no tokens. */
export function actualCost(
  call: Call,
  { price, provider }: Pick<ModelTarget, 'price' | 'provider'>,
): number | undefined {
  if (provider === 'offline') return 0;
  return call.usage && price ? costOf(call.usage, price, call) : undefined;
}
