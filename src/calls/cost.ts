/** Tokens and money: estimates before a call, actual figures after it. */

import type { Usage } from '../records/call.ts';
import type { Price, TokenPrices } from '../records/models.ts';

/** Rough token count of a text: four characters of ASCII a token, one and a half of anything else. */
export function estimateTokens(text: string): number {
  let ascii = 0;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) < 128) ascii += 1;
  return Math.ceil(ascii / 4 + (text.length - ascii) / 1.5);
}

/** US dollars for what a call took; `batch` for a reply that came through a batch door. */
export function costOf(usage: Usage, price: Price, { batch }: { batch?: true | undefined } = {}): number {
  const prices: TokenPrices = batch && price.batch ? price.batch : price;
  const cached = usage.cached_input_tokens ?? 0;
  const written = usage.cache_write_input_tokens ?? 0;
  const plain = usage.input_tokens - cached - written;
  const input =
    plain * prices.input +
    cached * (prices.cached_input ?? prices.input) +
    written * (prices.cache_write ?? prices.input);
  return (input + usage.output_tokens * prices.output) / 1e6;
}

/** US dollars as text: cents for sums, more digits for small change. */
export function formatCost(usd: number): string {
  return `$${usd >= 1 || usd === 0 ? usd.toFixed(2) : usd.toPrecision(2)}`;
}
