/** The line of a summary that says what the services' prompt caches have saved. */

import { formatCost } from '../client/cost/cost.ts';
import type { PromptCacheCount } from '../client/cost/prompt-cache-count.ts';

/** `prompt cache: 120,000 tokens read, 8,000 written, saved $0.31`; undefined where no cache was used. */
export function promptCacheLine({ read, written, saved }: PromptCacheCount): string | undefined {
  if (read + written === 0) return undefined;
  const number = new Intl.NumberFormat('en-US');
  const tokens = `prompt cache: ${number.format(read)} tokens read, ${number.format(written)} written`;
  if (saved === undefined) return `${tokens}, saving unknown: no price in models.yaml`;
  return saved < 0 ? `${tokens}, cost ${formatCost(-saved)} more` : `${tokens}, saved ${formatCost(saved)}`;
}
