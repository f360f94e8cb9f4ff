/** The generating stages as functions: what they return, report and leave alone. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { estimate } from '../../src/api/estimate.ts';
import { generateAnswers, judge, run } from '../../src/api/run.ts';
import { BudgetError } from '../../src/errors.ts';
import type { ProgressEvent } from '../../src/generate/progress.ts';
import { keys, openScene, type Scene } from '../support/scene.ts';

/** What every call of the API is told in a scene. */
function settingsOf({ data, server }: Scene) {
  const reach = (spec: string) => ({ specs: [spec], baseUrl: `${server.url}/v1` });
  return {
    shared: { dataDir: data.path, bench: 'small', env: keys },
    models: reach('openai/m'),
    judges: reach('openai/j'),
  };
}

/** Fails the test when anything is printed or a signal is listened for. */
function expectSilence(): void {
  const [out, err] = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
  const listeners = process.listenerCount('SIGINT');
  onTestFinished(() => {
    const printed = [...out.mock.calls, ...err.mock.calls].filter(([text]) =>
      /openai|answers|stop/.test(`${text}`),
    );
    vi.restoreAllMocks();
    expect(printed).toEqual([]);
    expect(process.listenerCount('SIGINT')).toBe(listeners);
  });
}

test('answers and judgments are written, and the reports say what was done and what it took', async () => {
  const scene = await openScene({
    reply: () => ({ text: 'Rating: [[5]]', usage: { input: 10, output: 2 } }),
  });
  const { shared, models, judges } = settingsOf(scene);
  expectSilence();
  const answered = await generateAnswers({ ...shared, models });
  expect(answered).toMatchObject({ status: 'done', missing: [], waiting: 0 });
  expect(answered.tallies).toMatchObject([
    { label: 'm', stage: 'answers', written: 4, kept: 0, failed: 0, notBegun: 0 },
  ]);
  expect(answered.tallies[0]?.calls).toMatchObject({ sent: 8, inputTokens: 80, outputTokens: 16 });
  const judged = await judge({ ...shared, judges, judging: { repeats: 2 } });
  expect(judged.tallies).toMatchObject([{ label: 'judge j', stage: 'judgments', written: 16, unparsed: 0 }]);
  expect(await scene.data.records('judgments/small/j_single.jsonl')).toHaveLength(16);
  const again = await run({ ...shared, models, judges });
  expect(again.tallies).toMatchObject([
    { written: 0, kept: 4 },
    { written: 0, kept: 8 },
  ]);
});

test('`run()` judges each answer as it arrives, with the records that the two stages write', async () => {
  const scene = await openScene();
  const { shared, models, judges } = settingsOf(scene);
  const report = await run({ ...shared, models, judges });
  expect(report.status).toBe('done');
  expect(report.tallies.map(({ written }) => written)).toEqual([4, 8]);
});

test('progress comes through the callback, work and messages apart', async () => {
  const scene = await openScene();
  const { shared, models } = settingsOf(scene);
  const events: ProgressEvent[] = [];
  await generateAnswers({ ...shared, models, onProgress: (event) => events.push(event) });
  const [first] = events;
  expect(first).toMatchObject({ kind: 'work', work: { label: 'm', total: 4, done: 4 } });
  expect(events).toHaveLength(5);
  await generateAnswers({
    ...shared,
    models,
    answering: { temperature: 0.2 },
    overwrite: true,
    onProgress: (e) => events.push(e),
  });
  const text = 'replaces 4 answers of m';
  expect(events).toContainEqual({ kind: 'message', level: 'warning', text });
});

test('a failed call is an event and a count, and nothing is thrown', async () => {
  const scene = await openScene({
    fault: () => ({ kind: 'status', status: 400, body: { error: { message: 'no' } } }),
  });
  const { shared, models } = settingsOf(scene);
  const events: ProgressEvent[] = [];
  const report = await generateAnswers({ ...shared, models, onProgress: (event) => events.push(event) });
  expect(report.status).toBe('incomplete');
  expect([...(report.tallies[0]?.failedBy ?? [])]).toEqual([['bad request', 4]]);
  expect(events.filter(({ kind }) => kind === 'failed')).toHaveLength(4);
});

test('an aborted signal stops the run, whatever its reason is, and the next one goes on', async () => {
  const stop = new AbortController();
  const scene = await openScene({
    reply: () => {
      stop.abort(new Error('enough'));
      return 'An answer.';
    },
  });
  const { shared, models } = settingsOf(scene);
  const calls = { concurrency: 1, maxRetries: 0 };
  const stopped = await generateAnswers({ ...shared, models, calls, signal: stop.signal });
  expect(stopped.status).toBe('stopped');
  expect(stopped.tallies[0]?.notBegun).toBeGreaterThan(0);
  const rest = await generateAnswers({ ...shared, models });
  expect(rest.tallies[0]?.written).toBe(stopped.tallies[0]?.notBegun);
});

test('a used-up budget is the error of the report, next to what was done until then', async () => {
  const scene = await openScene();
  const { shared, models } = settingsOf(scene);
  await scene.data.write(
    'models.yaml',
    'models:\n  dear: { endpoint: openai, model: m, model_id: m, price: { input: 1, output: 1000 } }\n',
  );
  const dear = { ...models, specs: ['dear'] };
  const report = await generateAnswers({ ...shared, models: dear, calls: { maxCost: 0.01 } });
  expect(report.status).toBe('failed');
  expect(report.error).toBeInstanceOf(BudgetError);
  expect(report.tallies[0]).toMatchObject({ written: 0, notBegun: 4 });
});

test('bad input rejects before anything is sent', async () => {
  const scene = await openScene();
  const { shared, models, judges } = settingsOf(scene);
  await expect(generateAnswers({ ...shared, models: ['no-such/m'] })).rejects.toThrow('unknown model');
  await expect(judge({ ...shared, judges })).rejects.toThrow('run gen-answers');
  await expect(generateAnswers({ ...shared, models, env: {} })).rejects.toThrow('no key for openai/m');
  await expect(judge({ ...shared, judges, judging: { mode: 'pairwise-baseline' } })).rejects.toThrow(
    'needs a --baseline',
  );
  expect(scene.server.requests).toEqual([]);
});

test('`estimate()` counts the calls of both stages and sends nothing', async () => {
  const scene = await openScene();
  const { shared, models, judges } = settingsOf(scene);
  const estimates = await estimate({ ...shared, models, judges });
  expect(estimates).toMatchObject([
    { label: 'm', calls: 8, firstRound: 4, unknownReplies: 4 },
    { label: 'judge j', calls: 8, cached: 0, missing: 0 },
  ]);
  expect(scene.server.requests).toEqual([]);
});

test('`estimate()` of both stages knows the answers and verdicts that are cached', async () => {
  const scene = await openScene();
  const { shared, models, judges } = settingsOf(scene);
  await run({ ...shared, models, judges, select: { firstN: 3 } });
  for (const folder of ['answers', 'judgments']) await rm(join(scene.data.path, folder), { recursive: true });
  const estimates = await estimate({ ...shared, models, judges });
  expect(estimates).toMatchObject([
    { calls: 2, cached: 6 },
    { calls: 2, cached: 6 },
  ]);
});
