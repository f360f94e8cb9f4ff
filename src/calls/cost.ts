/** Tokens and money: estimates before a call, actual figures after it. */

import type { Usage } from '../records/call.ts';
import type { Price } from '../records/models.ts';

/** Rough token count of a text: four characters of ASCII a token, one and a half of anything else. */
export function estimateTokens(text: string): number {
  let ascii = 0;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) < 128) ascii += 1;
  return Math.ceil(ascii / 4 + (text.length - ascii) / 1.5);
}

/** US dollars for what a call took. */
export function costOf(usage: Usage, price: Price): number {
  const cached = usage.cached_input_tokens ?? 0;
  const input = (usage.input_tokens - cached) * price.input + cached * (price.cached_input ?? price.input);
  return (input + usage.output_tokens * price.output) / 1e6;
}

/** US dollars as text: cents for sums, more digits for small change. */
export function formatCost(usd: number): string {
  return `$${usd >= 1 || usd === 0 ? usd.toFixed(2) : usd.toPrecision(2)}`;
}
