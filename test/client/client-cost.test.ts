/** What a client does about money: kept prompts, and what it sets aside and counts. */

import { expect, test } from 'vitest';
import type { CachedReply, CacheKey } from '../../src/client/cache.ts';
import { type AskRequest, type ClientOptions, createClient } from '../../src/client/client.ts';
import { createBudget } from '../../src/client/cost/budget.ts';
import { createLimiter } from '../../src/client/limits/limiter.ts';
import { createMeter } from '../../src/client/meter.ts';
import { replyKey } from '../../src/client/reply-key.ts';
import { canonicalJson } from '../../src/content-hash.ts';
import { BudgetError, ProviderError } from '../../src/errors.ts';
import type { ChatReply, ChatRequest } from '../../src/providers/provider.ts';
import { resolveModel } from '../../src/providers/resolve-model.ts';

const models = { endpoints: {}, models: {} };
const targetOf = (spec: string) => ({
  ...resolveModel(spec, { models, env: {}, needsKey: false }),
  price: { input: 1000, output: 1000, cache_write: 2000 },
});
const claude = targetOf('anthropic/claude-sonnet-4-5');
const prompt = 'a word of it '.repeat(400);
const request: AskRequest = {
  messages: [{ role: 'user', content: prompt }],
  ...{ maxTokens: 100, repeat: 0, attempt: 0, shared: prompt.length },
};
const good: ChatReply = {
  text: 'Fine.',
  finish_reason: 'stop',
  usage: { input_tokens: 10, output_tokens: 10 },
};

function clientOf(reply: (sent: ChatRequest) => ChatReply, change: Partial<ClientOptions> = {}) {
  const sent: ChatRequest[] = [];
  const meter = createMeter();
  const never = new AbortController().signal;
  const client = createClient({
    target: claude,
    provider: {
      ask: async (chat) => {
        sent.push(chat);
        return reply(chat);
      },
    },
    ...{ cache: undefined, refresh: false, meter, maxRetries: 0, timeoutMs: 1000 },
    limiter: createLimiter({ concurrency: 8, now: Date.now }),
    budget: createBudget(undefined),
    ...{ stopping: never, aborting: never, now: Date.now, log: () => undefined, say: () => undefined },
    ...change,
  });
  return { ask: client.ask, sent, meter };
}

test('of equal prompts asked for side by side one is marked, and those that come later are', async () => {
  const { ask, sent } = clientOf(() => good);
  await Promise.all([0, 1, 2].map((repeat) => ask({ ...request, repeat })));
  await ask({ ...request, repeat: 3 });
  expect(sent.map(({ keep }) => keep)).toEqual([prompt.length, undefined, undefined, prompt.length]);
});

test('the mark is no part of the cache key: what was cached with it is found without it', async () => {
  const entries = new Map<string, CachedReply>();
  const cache = {
    nameOf: canonicalJson,
    read: async (key: CacheKey) => entries.get(canonicalJson(key)),
    write: async (key: CacheKey, reply: CachedReply) => void entries.set(canonicalJson(key), reply),
    broken: () => false,
  };
  await clientOf(() => good, { cache }).ask(request);
  const { shared: _, ...unshared } = request;
  expect([...entries.keys()]).toEqual([canonicalJson(replyKey(claude, unshared))]);
  const second = clientOf(() => good, { cache });
  await second.ask(unshared);
  expect([second.sent.length, second.meter.cached, second.meter.cost]).toEqual([0, 1, undefined]);
});

test('a service that refuses the mark is asked without it, then and from then on', async () => {
  const { ask, sent } = clientOf(({ keep }) => {
    if (keep === undefined) return good;
    const refusal = { retryable: false, parameter: 'cache_control' };
    throw new ProviderError('unsupported parameter', 'Extra inputs are not permitted', refusal);
  });
  expect((await ask(request)).text).toBe('Fine.');
  await ask({ ...request, repeat: 1 });
  expect(sent.map(({ keep }) => keep)).toEqual([prompt.length, undefined, undefined]);
});

test('what is set aside covers input that is written to the prompt cache', async () => {
  // 1,200 to 2,600 tokens in at $1,000 or $2,000 a million, and $0.10 out.
  const { ask, sent } = clientOf(() => good, { budget: createBudget(5) });
  await expect(ask(request)).rejects.toBeInstanceOf(BudgetError);
  expect(sent).toEqual([]);
  const cheaper = { ...claude, price: { input: 1000, output: 1000 } };
  await clientOf(() => good, { budget: createBudget(5), target: cheaper }).ask(request);
});

test('several models spend one budget, and failed tries of a call that succeeds cost once', async () => {
  const price = { input: 0, output: 1000 };
  const budget = createBudget(0.25);
  const failing = { left: 2 };
  const flaky = () => {
    failing.left -= 1;
    if (failing.left >= 0)
      throw new ProviderError('overloaded', 'busy', { retryable: true, retryAfterMs: 0 });
    return { ...good, usage: { input_tokens: 10, output_tokens: 100 } };
  };
  const one = clientOf(flaky, { budget, target: { ...claude, price }, maxRetries: 3 });
  const other = clientOf(flaky, { budget, target: { ...targetOf('openai/gpt-4.1'), price } });
  await one.ask(request);
  expect([one.sent.length, one.meter.retries]).toEqual([3, 2]);
  await other.ask(request);
  await expect(one.ask({ ...request, repeat: 1 })).rejects.toBeInstanceOf(BudgetError);
  await expect(other.ask({ ...request, repeat: 1 })).rejects.toBeInstanceOf(BudgetError);
  expect((one.meter.cost ?? 0) + (other.meter.cost ?? 0)).toBeCloseTo(0.2, 12);
});
