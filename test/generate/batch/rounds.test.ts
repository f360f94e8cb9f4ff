/** Batch rounds end: a reply that cannot be read back, an error that nobody provided for, a service that shows no end. */

import { expect, test } from 'vitest';
import type { KeepingCache } from '../../../src/client/cache.ts';
import { createBudget } from '../../../src/client/cost/budget.ts';
import { createMeter } from '../../../src/client/meter.ts';
import { isDeferred } from '../../../src/errors.ts';
import { openLedger } from '../../../src/generate/batch/deferred.ts';
import { runRounds } from '../../../src/generate/batch/rounds.ts';
import { createReporter } from '../../../src/generate/progress.ts';
import type { BatchApi, MadeBatch, ShownBatch } from '../../../src/providers/batch-api.ts';
import { resolveModel } from '../../../src/providers/resolve-model.ts';
import { makeDataDir } from '../../support/cli.ts';

const resolving = { models: { endpoints: {}, models: {} }, env: {}, needsKey: false };
const never = new AbortController().signal;

/** Keeps everything, and gives nothing back. */
const forgetful: KeepingCache = {
  nameOf: () => '',
  read: async () => undefined,
  write: async () => undefined,
  broken: () => false,
  keep: () => undefined,
  flush: async () => undefined,
};

/** A service that has done every batch at once. */
function apiOf(found: { created: number; results?: () => never }): BatchApi {
  const batches = new Map<string, MadeBatch>();
  const show = (id: string): ShownBatch => {
    const total = batches.get(id)?.requests.length ?? 0;
    return { id, status: 'completed', ended: true, counts: { total, completed: total, failed: 0 } };
  };
  return {
    mostRequests: 10,
    mostBytes: 1e6,
    lineOf: (_, request) => JSON.stringify(request),
    create: async (made) => {
      found.created += 1;
      batches.set(`b${found.created}`, made);
      return show(`b${found.created}`);
    },
    find: async () => undefined,
    look: async (id) => show(id),
    results: async function* (id) {
      found.results?.();
      for (const { custom_id } of batches.get(id)?.requests ?? []) {
        yield { custom_id, kind: 'succeeded', reply: { text: 'x', finish_reason: 'stop' } };
      }
    },
  };
}

/** Asks one question of each model in each round; resolves to what the models' calls have ended with. */
async function rounds(models: readonly string[], found: Parameters<typeof apiOf>[0], broken?: string) {
  const data = makeDataDir();
  const report = createReporter();
  const ledger = openLedger({ cache: forgetful, refresh: false, maxRetries: 1, say: () => undefined });
  const targets = models.map((spec) => resolveModel(spec, resolving));
  const clients = targets.map((target) => ledger.clientFor(target, createMeter()));
  const ended = new Map<string, string>();
  const round = async () => {
    for (const [index, { ask }] of clients.entries()) {
      const messages = [{ role: 'user', content: 'One?' }] as const;
      await ask({ messages, repeat: 0, attempt: 0 }).catch((error: Error) => {
        if (!isDeferred(error)) ended.set(models[index] ?? '', error.message);
      });
    }
  };
  const fine = { created: 0 };
  const [apiFine, apiFound] = [apiOf(fine), apiOf(found)];
  const manner = { maxRetries: 0, timeoutMs: 1000, stopping: never, aborting: never, now: Date.now };
  const run = runRounds(
    {
      dataDir: data.path,
      run: 'r',
      leaves: false,
      pollMs: 1,
      targets,
      ledger,
      budget: createBudget(undefined),
      manner: { ...manner, onRetry: () => undefined },
      apiOf: async ({ model }) => (broken === undefined || model === broken ? apiFound : apiFine),
      cache: forgetful,
      report,
    },
    round,
  );
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  await data.remove();
  return { error, ended, created: found.created };
}

test('a collected reply that the cache does not give back is a failure, and is not paid for again', async () => {
  const { error, ended, created } = await rounds(['openai/m'], { created: 0 });
  expect(error).toBeUndefined();
  expect(created).toBe(1);
  expect(ended.get('openai/m')).toContain('cannot be read from the cache');
});

test('an unexpected error while results are read ends its model alone, and the run at its end', async () => {
  const bug = new TypeError('a bug');
  const results = () => {
    throw bug;
  };
  const { error, ended, created } = await rounds(['openai/m', 'openai/n'], { created: 0, results }, 'm');
  expect(error).toBe(bug);
  expect(created).toBe(1);
  expect(ended.get('openai/m')).toBe('openai/m: unexpected error, TypeError: a bug');
  expect(ended.get('openai/n')).toContain('cannot be read from the cache');
});
