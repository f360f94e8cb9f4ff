import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createRehearsal } from '../../src/generate/warm-up.ts';
import type { ChatReply, ChatRequest, Provider } from '../../src/providers/provider.ts';
import { resolveModel } from '../../src/providers/resolve-model.ts';
import { openKeyedLog } from '../../src/store/jsonl/keyed-log.ts';
import { openScene } from '../support/scene.ts';

const target = resolveModel('openai/m', {
  models: { endpoints: {}, models: {} },
  env: { OPENAI_API_KEY: 'sk-test' },
  needsKey: true,
});
const reply: ChatReply = { text: 'An answer.', finish_reason: 'stop' };
const request: ChatRequest = { model: 'm', messages: [], parameters: {} };
const asking = { timeoutMs: 1000, signal: new AbortController().signal };

/** A provider whose reply is given from outside, and whose rehearsal counts. */
function rehearsing() {
  const rehearsed = vi.fn(async () => reply);
  let answer: (reply: ChatReply) => void = () => undefined;
  const ask = () => new Promise<ChatReply>((resolve) => (answer = resolve));
  const provider: Provider = { ask, rehearsal: { ask: rehearsed } };
  return { provider, rehearsed, answer: () => answer(reply) };
}

test('`createRehearsal()` runs conversations while the first reply is waited for, and then no more', async () => {
  const { provider, rehearsed, answer } = rehearsing();
  const real = createRehearsal(Date.now)(provider, target);
  const asked = real.ask(request, asking);
  await expect.poll(() => rehearsed.mock.calls.length).toBeGreaterThan(20);
  answer();
  expect(await asked).toBe(reply);
  const before = rehearsed.mock.calls.length;
  const second = real.ask(request, asking);
  await wait(150);
  answer();
  await second;
  // Conversations that had begun may end; no other is begun.
  expect(rehearsed.mock.calls.length - before).toBeLessThanOrEqual(8);
});

test('`createRehearsal()` rehearses once, however late more requests are sent', async () => {
  const { provider, rehearsed } = rehearsing();
  const real = createRehearsal(Date.now)(provider, target);
  void real.ask(request, asking);
  const all = 60 * 4 * 2;
  await expect.poll(() => rehearsed.mock.calls.length).toBe(all);
  void real.ask(request, asking);
  await wait(150);
  expect(rehearsed).toHaveBeenCalledTimes(all);
});

test('`createRehearsal()` does nothing where replies come at once', async () => {
  const { provider, rehearsed, answer } = rehearsing();
  const asked = createRehearsal(Date.now)(provider, target).ask(request, asking);
  answer();
  await asked;
  await wait(150);
  expect(rehearsed).not.toHaveBeenCalled();
});

test('a rehearsal sends nothing, and leaves nothing in records, cache and counts', async () => {
  const scene = await openScene({ latencyMs: 250 });
  const { code, stderr } = await scene.answers([]);
  expect(code).toBe(0);
  expect(scene.server.requests).toHaveLength(8);
  expect(stderr).toContain('8 calls sent');
  expect(await scene.data.records('answers/small/m.jsonl')).toHaveLength(4);
  expect(openKeyedLog(join(scene.data.path, '.cache')).names()).toHaveLength(8);
});
