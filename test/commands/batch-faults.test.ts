/** What goes wrong inside a batch, with a batch as a whole, and with the service: what is sent again, what is told, what is kept. */

import { expect, test } from 'vitest';
import { openBatchScene, ordinaryRows, timeless } from '../support/batch-scene.ts';
import type { Fate } from '../support/batch-server.ts';
import type { Asked } from '../support/loopback.ts';
import { answersPath, linesOf } from '../support/scene.ts';

const refused = {
  status: 400,
  body: { error: { message: 'This prompt is not for me.', type: 'invalid_request_error' } },
};
const busy = {
  status: 429,
  body: { error: { message: 'Slow down.', type: 'rate_limit', code: 'rate_limit_exceeded' } },
};
const anthropicError = (type: string, message: string) => ({
  status: 0,
  body: { type: 'error', error: { type, message } },
});

/** Each question meets its fate at its first try, and a good one at the next. */
function once(fates: Record<number, Fate>): (asked: Asked) => Fate {
  const met = new Map<string, string>();
  return ({ prompt, path }) => {
    const number = Number(/question (\d+), first/.exec(prompt)?.[1]);
    const batch = met.get(prompt) ?? path;
    met.set(prompt, batch);
    return batch === path ? (fates[number] ?? 'succeeded') : 'succeeded';
  };
}

for (const api of ['openai', 'anthropic'] as const) {
  test(`what expired, was cancelled, is missing or may pass at ${api} is sent again, the rest is not`, async () => {
    const { answers } = await ordinaryRows(api);
    const overloaded = api === 'openai' ? busy : anthropicError('overloaded_error', 'Overloaded.');
    const fate = once({ 1: 'expired', 2: 'cancelled', 3: overloaded });
    const scene = await openBatchScene({ api, fate });
    expect(await scene.answers(['--batch'])).toMatchObject({ code: 0, stdout: '' });
    const rounds = scene.server.batches.map(({ lines }) => lines.length);
    // Question 4 goes on to its second turn beside the second tries of the others.
    expect(rounds).toEqual([4, 4, 3]);
    expect((await scene.data.records(answersPath)).map(timeless)).toEqual(answers);
  });
}

test('a missing result counts as expired', async () => {
  const scene = await openBatchScene({ fate: once({ 2: 'missing' }) });
  expect((await scene.answers(['--batch'])).code).toBe(0);
  expect(scene.server.batches.map(({ lines }) => lines.length)).toEqual([4, 4, 1]);
});

test('what never passes is sent --max-retries times more, and then counted as failed', async () => {
  const scene = await openBatchScene({
    fate: ({ prompt }) => (prompt.includes('question 2, first') ? 'expired' : 'succeeded'),
  });
  const run = await scene.answers(['--batch', '--max-retries', '2']);
  expect(run.code).toBe(1);
  const tries = scene.server.asked().filter(({ prompt }) => prompt.includes('question 2, first'));
  expect(tries).toHaveLength(3);
  expect(run.stderr).toContain('failed: m, question 2: openai/m: the request expired in its batch');
  expect(run.stderr).toContain('m: 3 answers written, 0 kept, 1 failed');
});

test('a request that the service refuses is named, not sent again in the run, and tried by the next', async () => {
  let broken = true;
  const scene = await openBatchScene({
    fate: ({ prompt }) => (broken && prompt.includes('question 2, first') ? refused : 'succeeded'),
  });
  const run = await scene.answers(['--batch']);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('failed: m, question 2: openai/m answered 400: This prompt is not for me.');
  expect(run.stderr).toContain('failed calls, bad request: 1');
  expect(scene.server.asked()).toHaveLength(7);
  broken = false;
  expect((await scene.answers(['--batch'])).code).toBe(0);
  expect(scene.server.asked()).toHaveLength(9);
  expect(await scene.data.records(answersPath)).toHaveLength(4);
});

test('a parameter that the service refuses in a batch is left out of the next batch round', async () => {
  const message = "Unsupported parameter: 'temperature' is not supported with this model.";
  const body = {
    error: { message, type: 'invalid_request_error', param: 'temperature', code: 'unsupported_parameter' },
  };
  const scene = await openBatchScene({
    fate: ({ body: sent }) => (sent.temperature === undefined ? 'succeeded' : { status: 400, body }),
  });
  const run = await scene.answers(['--batch']);
  expect(run).toMatchObject({ code: 0 });
  expect(linesOf(run.stderr).filter((line) => line.includes('refuses temperature'))).toHaveLength(1);
  expect(scene.server.batches.map(({ lines }) => lines.length)).toEqual([4, 4, 4]);
  const [record] = await scene.data.records(answersPath);
  expect(record.choices[0].calls[0].sent.parameters).toEqual({ max_tokens: 4096 });
});

test('a batch that the service refuses as a whole ends the model with its reason', async () => {
  const scene = await openBatchScene();
  scene.server.options.onDeed = () => {
    for (const batch of scene.server.batches) {
      batch.refusal = { code: 'invalid_json_line', message: 'This line is no JSON.\u001b[31m', line: 3 };
    }
  };
  const run = await scene.answers(['--batch']);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain(
    'stopped: m: openai/m refuses the batch batch_1: line 3: This line is no JSON.',
  );
  expect(run.stderr).not.toContain('\u001b');
  expect(scene.server.batches).toHaveLength(1);
});

test('a server without a batch API is recognised, and the way with files is named', async () => {
  const scene = await openBatchScene();
  scene.server.options.refuse = () => ({ status: 404, body: { detail: 'Not Found' } });
  const run = await scene.answers(['--batch']);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('openai/m has no batch API');
  expect(run.stderr).toContain('--batch file <dir>');
  expect(linesOf(run.stderr).filter((line) => line.startsWith('stopped:'))).toHaveLength(1);
  expect(scene.server.requests).toHaveLength(1);
});

test('a service that fails in passing is asked again, and nothing is submitted twice', async () => {
  const scene = await openBatchScene();
  const failed = new Set<string>();
  scene.server.options.refuse = (deed) => {
    if (failed.has(deed)) return undefined;
    failed.add(deed);
    return { status: 503, body: { error: { message: 'down' } } };
  };
  expect((await scene.answers(['--batch'])).code).toBe(0);
  expect(scene.server.asked()).toHaveLength(8);
});

test('results of nothing but strange lines are no reason to pay again', async () => {
  const scene = await openBatchScene();
  scene.server.options.refuse = (deed) =>
    deed === 'results' ? { status: 200, body: { hello: 'there' } } : undefined;
  const run = await scene.answers(['--batch']);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('sent results of a batch that cannot be read: {"hello":"there"}');
  expect(scene.server.batches).toHaveLength(1);
  scene.server.options.refuse = undefined;
  expect((await scene.answers(['--batch'])).code).toBe(0);
  expect(scene.server.asked()).toHaveLength(8);
});
