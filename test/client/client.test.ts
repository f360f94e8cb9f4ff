import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CachedReply, CacheKey } from '../../src/client/cache.ts';
import { type AskRequest, type ClientOptions, createClient } from '../../src/client/client.ts';
import { createBudget } from '../../src/client/cost/budget.ts';
import { createLimiter } from '../../src/client/limits/limiter.ts';
import { createMeter } from '../../src/client/meter.ts';
import { canonicalJson } from '../../src/content-hash.ts';
import {
  BudgetError,
  type ErrorKind,
  ProviderError,
  type ProviderErrorOptions,
  UserError,
} from '../../src/errors.ts';
import type { ChatReply, ChatRequest } from '../../src/providers/provider.ts';
import { type ModelTarget, resolveModel } from '../../src/providers/resolve-model.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const models = { endpoints: {}, models: {} };
const env = { OPENAI_API_KEY: 'sk-secret' };
const target = resolveModel('openai/gpt-4.1', { models, env, needsKey: true });
const good: ChatReply = {
  text: 'Hello.',
  finish_reason: 'stop',
  usage: { input_tokens: 10, output_tokens: 5 },
};
const request: AskRequest = {
  messages: [{ role: 'user', content: 'Say hello.' }],
  temperature: 0.7,
  repeat: 0,
  attempt: 0,
};
const fault = (kind: ErrorKind, options: ProviderErrorOptions) => new ProviderError(kind, kind, options);
const busy = fault('overloaded', { retryable: true });
const refusal = (parameter: string) => fault('unsupported parameter', { retryable: false, parameter });

function memoryCache() {
  const entries = new Map<string, CachedReply>();
  return {
    entries,
    nameOf: canonicalJson,
    read: async (key: CacheKey) => entries.get(canonicalJson(key)),
    write: async (key: CacheKey, reply: CachedReply) => void entries.set(canonicalJson(key), reply),
    broken: () => false,
  };
}

/** A client of a provider that does one of these things for each request, the last one for all further ones. */
function clientOf(steps: ((sent: ChatRequest) => ChatReply)[], change: Partial<ClientOptions> = {}) {
  const sent: ChatRequest[] = [];
  const log: string[] = [];
  const meter = createMeter();
  const ask = async (chat: ChatRequest) => {
    sent.push(chat);
    const step = steps[Math.min(sent.length, steps.length) - 1];
    if (!step) throw new Error('nothing to reply');
    return step(chat);
  };
  const never = new AbortController().signal;
  const client = createClient({
    target,
    provider: { ask },
    cache: undefined,
    refresh: false,
    limiter: createLimiter({ concurrency: 8, now: Date.now }),
    budget: createBudget(undefined),
    meter,
    maxRetries: 3,
    timeoutMs: 1000,
    stopping: never,
    aborting: never,
    now: Date.now,
    log: (line) => log.push(line),
    say: (line) => log.push(line),
    ...change,
  });
  const run = async (asked: AskRequest = request) => {
    const outcome = client.ask(asked).then(
      (reply) => ({ reply, error: undefined }),
      (error: unknown) => ({ reply: undefined, error }),
    );
    await vi.runAllTimersAsync();
    return outcome;
  };
  return { run, sent, log, meter };
}

const replies = () => good;
const throws = (error: Error) => (): ChatReply => {
  throw error;
};

test('a call records what was sent and what came back', async () => {
  const full: ChatReply = {
    ...good,
    model: 'gpt-4.1-2025-04-14',
    reasoning: 'Be polite.',
    finish_reason: 'length',
  };
  const { run, sent } = clientOf([() => full]);
  expect((await run()).reply).toEqual({
    text: 'Hello.',
    call: {
      sent: {
        endpoint: 'openai',
        base_url: 'https://api.openai.com/v1',
        model: 'gpt-4.1',
        parameters: { temperature: 0.7, max_tokens: 4096 },
      },
      model: 'gpt-4.1-2025-04-14',
      finish_reason: 'length',
      usage: { input_tokens: 10, output_tokens: 5 },
      latency_ms: 0,
      attempts: 1,
      reasoning: 'Be polite.',
    },
  });
  expect(sent[0]).toEqual({
    model: 'gpt-4.1',
    messages: request.messages,
    parameters: { temperature: 0.7, max_tokens: 4096 },
  });
});

test('no key stands in a call, a cache key or a log line', async () => {
  const cache = memoryCache();
  const { run, log } = clientOf([throws(busy), replies], { cache });
  const { reply } = await run();
  expect(JSON.stringify([reply, [...cache.entries], log])).not.toContain('secret');
});

test('a call is tried again, counted, and logged', async () => {
  const { run, meter, log } = clientOf([throws(busy), throws(busy), replies]);
  expect((await run()).reply?.call.attempts).toBe(3);
  expect(meter).toMatchObject({ sent: 3, retries: 2 });
  expect(meter.failures.size).toBe(0);
  expect(log).toEqual(['retry: overloaded', 'retry: overloaded']);
});

test('a call that fails for good is counted once, and the next one is sent all the same', async () => {
  const { run, meter, sent } = clientOf([throws(fault('bad request', { retryable: false })), replies]);
  expect((await run()).error).toMatchObject({ kind: 'bad request' });
  expect([...meter.failures]).toEqual([['bad request', { count: 1, example: 'bad request' }]]);
  expect((await run()).reply?.text).toBe('Hello.');
  expect(sent).toHaveLength(2);
});

test('a fault that closes the model stops every later call before it is sent', async () => {
  const { run, sent } = clientOf([throws(fault('quota', { retryable: false, closesModel: true })), replies]);
  expect((await run()).error).toMatchObject({ kind: 'quota' });
  expect((await run()).error).toMatchObject({ kind: 'quota' });
  expect(sent).toHaveLength(1);
});

test('a service that asks to wait is not called before that time', async () => {
  const times: number[] = [];
  const began = Date.now();
  const waiting = fault('rate limit', { retryable: true, retryAfterMs: 20_000 });
  const note = (then: () => ChatReply) => () => {
    times.push(Date.now() - began);
    return then();
  };
  await clientOf([note(throws(waiting)), note(replies)]).run();
  expect(times).toEqual([0, 20_000]);
});

test('a refused parameter is left out at once, logged, recorded, and not sent again in the run', async () => {
  const { run, sent, log, meter } = clientOf([throws(refusal('temperature')), replies]);
  const { reply } = await run();
  expect(sent.map(({ parameters }) => parameters)).toEqual([
    { temperature: 0.7, max_tokens: 4096 },
    { max_tokens: 4096 },
  ]);
  expect(reply?.call).toMatchObject({ sent: { parameters: { max_tokens: 4096 } }, attempts: 1 });
  expect(log).toEqual(['openai/gpt-4.1 refuses temperature: leaving it out for this run']);
  await run();
  expect(sent[2]?.parameters).toEqual({ max_tokens: 4096 });
  expect(meter.retries).toBe(0);
});

test('a refused parameter that was never sent is an error, not an endless loop', async () => {
  const { run, sent } = clientOf([throws(refusal('model'))]);
  expect((await run()).error).toMatchObject({ kind: 'unsupported parameter' });
  expect(sent).toHaveLength(1);
});

test('a cached reply is neither asked for nor paid for again, whatever was refused meanwhile', async () => {
  const cache = memoryCache();
  const first = clientOf([throws(refusal('temperature')), replies], { cache });
  const { reply } = await first.run();
  const second = clientOf([throws(busy)], { cache });
  expect((await second.run()).reply).toEqual(reply);
  expect(second.meter).toMatchObject({ sent: 0, cached: 1, inputTokens: 0 });
  expect((await second.run({ ...request, repeat: 1 })).error).toBe(busy);
});

test('a failed call is not cached', async () => {
  const cache = memoryCache();
  await clientOf([throws(busy)], { cache }).run();
  expect(cache.entries.size).toBe(0);
});

const priced: ModelTarget = { ...target, price: { input: 1000, output: 10_000 } };

test('a call that could exceed the budget is not sent', async () => {
  const { run, sent } = clientOf([replies], { target: priced, budget: createBudget(1) });
  const { error } = await run();
  expect(error).toBeInstanceOf(BudgetError);
  expect(sent).toHaveLength(0);
  expect((await run({ ...request, maxTokens: 16 })).reply?.text).toBe('Hello.');
  const generous = { ...priced, parameters: { max_tokens: 10_000 } };
  const other = clientOf([replies], { target: generous, budget: createBudget(50) });
  expect((await other.run()).error).toBeInstanceOf(BudgetError);
});

test('a call costs what was used, a failed one nothing, and one of unknown usage what it could have cost', async () => {
  const meter = createMeter();
  const steps = [
    throws(fault('bad request', { retryable: false })),
    replies,
    () => ({ ...good, usage: undefined }),
    replies,
  ];
  const { run } = clientOf(steps, { target: priced, budget: createBudget(0.3), meter });
  const small = { ...request, maxTokens: 16 };
  await run(small);
  await run(small);
  // 10 tokens in and 5 out.
  expect(meter.cost).toBeCloseTo(0.06, 12);
  await run(small);
  expect(meter.unpriced).toBe(1);
  expect((await run(small)).error).toBeInstanceOf(BudgetError);
});

test('a run that is stopped sends nothing more, and counts no failure for it', async () => {
  const stop = new AbortController();
  stop.abort(fault('cancelled', { retryable: false }));
  const { run, sent, meter } = clientOf([replies], { stopping: stop.signal });
  expect((await run()).error).toMatchObject({ kind: 'cancelled' });
  expect([sent.length, meter.failures.size]).toEqual([0, 0]);
});

test('a reply that comes after the run was stopped is kept and cached', async () => {
  const stop = new AbortController();
  const cache = memoryCache();
  const late = () => {
    stop.abort(fault('cancelled', { retryable: false }));
    return good;
  };
  const { run } = clientOf([late], { stopping: stop.signal, cache });
  expect((await run()).reply?.text).toBe('Hello.');
  expect(cache.entries.size).toBe(1);
});

test('once a reply cannot be kept, no call that waits for its turn is sent', async () => {
  const cache = memoryCache();
  const write = () => Promise.reject(new UserError('the disk is full'));
  const { run, sent } = clientOf([replies], { cache: { ...cache, write, broken: () => sent.length > 0 } });
  const [first, second] = await Promise.all([run(), run({ ...request, repeat: 1 })]);
  expect(first.error).toBeInstanceOf(UserError);
  expect(second.error).toMatchObject({ kind: 'cancelled' });
  expect(sent).toHaveLength(1);
});
