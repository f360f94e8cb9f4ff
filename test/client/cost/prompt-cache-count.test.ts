import { expect, test } from 'vitest';
import { promptCacheLine } from '../../../src/cli/prompt-cache-line.ts';
import { countPromptCache, newPromptCacheCount } from '../../../src/client/cost/prompt-cache-count.ts';
import type { Call, Usage } from '../../../src/records/calls/call.ts';

const price = { input: 3, output: 15, cached_input: 0.3, cache_write: 3.75 };
const callOf = (usage?: Usage): Call => ({
  sent: { endpoint: 'anthropic', model: 'm', parameters: {} },
  ...{ finish_reason: 'stop', latency_ms: 1, attempts: 1, usage },
});
const read = callOf({ input_tokens: 120_500, output_tokens: 9, cached_input_tokens: 120_000 });
const written = callOf({ input_tokens: 8100, output_tokens: 9, cache_write_input_tokens: 8000 });

test('what was read and written is counted, and what that has saved against the plain price', () => {
  const count = newPromptCacheCount();
  for (const call of [read, written, callOf({ input_tokens: 9, output_tokens: 9 }), callOf()])
    countPromptCache(count, call, price);
  expect(count).toMatchObject({ read: 120_000, written: 8000 });
  expect(count.saved).toBeCloseTo((120_000 * 2.7 - 8000 * 0.75) / 1e6, 12);
  expect(promptCacheLine(count)).toBe('prompt cache: 120,000 tokens read, 8,000 written, saved $0.32');
});

test('writing that nobody read is told as what it has cost, and no price as none', () => {
  const dear = newPromptCacheCount();
  countPromptCache(dear, written, price);
  expect(promptCacheLine(dear)).toBe('prompt cache: 0 tokens read, 8,000 written, cost $0.0060 more');
  const unknown = newPromptCacheCount();
  countPromptCache(unknown, read, undefined);
  expect(promptCacheLine(unknown)).toBe(
    'prompt cache: 120,000 tokens read, 0 written, saving unknown: no price in models.yaml',
  );
  expect(promptCacheLine(newPromptCacheCount())).toBeUndefined();
});
