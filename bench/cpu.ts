/** CPU of a call through the client over CPU of a bare undici request to the same server, in one process shape. */

import { spawnSync } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { openCache } from '../src/client/cache.ts';
import { createClient } from '../src/client/client.ts';
import { createBudget } from '../src/client/cost/budget.ts';
import { createLimiter } from '../src/client/limits/limiter.ts';
import { createMeter } from '../src/client/meter.ts';
import { createProvider } from '../src/providers/create-provider.ts';
import { openConnections } from '../src/providers/http/connection.ts';
import { resolveModel } from '../src/providers/resolve-model.ts';
import { startMock } from './mock.ts';
import { median } from './timing.ts';

const [, script = '', shape, address = ''] = process.argv;
const calls = 4000;
const concurrency = 64;
const messages = [{ role: 'user' as const, content: 'A question of an ordinary length. '.repeat(12) }];

const shapes: Record<string, () => Promise<(index: number) => Promise<unknown>>> = {
  bare: async () => {
    const dispatcher = new Agent({ connections: concurrency });
    const headers = { 'content-type': 'application/json', authorization: 'Bearer bench' };
    return async () => {
      const body = JSON.stringify({ model: 'm', messages, max_tokens: 4096, temperature: 0.7 });
      const reply = await request(`${address}/chat/completions`, {
        method: 'POST',
        headers,
        body,
        dispatcher,
      });
      return reply.body.json();
    };
  },
  'openai, no cache': () => ask('openai', undefined),
  'anthropic, no cache': () => ask('anthropic', undefined),
  'openai, cached': () => ask('openai', mkdtempSync(join(tmpdir(), 'mt-judge-bench-'))),
};

async function ask(endpoint: 'openai' | 'anthropic', folder: string | undefined) {
  const env = { OPENAI_API_KEY: 'bench', ANTHROPIC_API_KEY: 'bench' };
  const models = { endpoints: {}, models: {} };
  const target = resolveModel(`${endpoint}/m`, {
    models,
    env,
    baseUrl: address,
    concurrency,
    needsKey: true,
  });
  const never = new AbortController().signal;
  setMaxListeners(0, never);
  const now = Date.now;
  if (folder) process.on('exit', () => rmSync(folder, { recursive: true }));
  const client = createClient({
    target,
    provider: await createProvider(target, {
      replay: false,
      questions: () => [],
      connections: async () => openConnections(),
      now,
    }),
    cache: folder ? openCache(folder) : undefined,
    refresh: false,
    limiter: createLimiter({ ...target, now }),
    budget: createBudget(undefined),
    meter: createMeter(),
    ...{ maxRetries: 0, timeoutMs: 60_000, stopping: never, aborting: never, now },
    ...{ log: () => undefined, say: () => undefined },
  });
  return (repeat: number) => client.ask({ messages, temperature: 0.7, maxTokens: 4096, repeat, attempt: 0 });
}

/** Milliseconds of CPU a call, after a warm-up. */
async function measure(work: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const lanes = async (until: number) => {
    const lane = async () => {
      while (next < until) await work(next++);
    };
    await Promise.all(Array.from({ length: concurrency }, lane));
  };
  await lanes(calls / 4);
  const before = process.cpuUsage();
  await lanes(next + calls);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / calls;
}

if (shape) {
  const work = await shapes[shape]?.();
  if (!work) throw new Error(`there is no shape ${shape}`);
  process.stdout.write(String(await measure(work)));
  process.exit();
}

const mock = await startMock();
const run = (name: string, url: string) =>
  Number(spawnSync(process.execPath, [script, name, url], { stdio: ['ignore', 'pipe', 'inherit'] }).stdout);
const figures = new Map<string, number[]>();
for (let round = 0; round < 3; round += 1) {
  for (const name of Object.keys(shapes)) {
    figures.set(name, [...(figures.get(name) ?? []), run(name, mock.url)]);
  }
}
mock.stop();
const bare = median(figures.get('bare') ?? []);
for (const [name, values] of figures) {
  const each = median(values);
  process.stdout.write(
    `${name}: ${each.toFixed(3)} ms of CPU a call, ${(each / bare).toFixed(2)} × bare undici\n`,
  );
}
