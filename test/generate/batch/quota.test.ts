/** A service that cannot be reached, and one that knows a batch no more, and one that has no quota left for all of a batch round. */

import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { expectSubmittedOnce, openBatchScene } from '../../support/batch-scene.ts';
import { sampleQuestions } from '../../support/cli.ts';
import { linesOf } from '../../support/scene.ts';

const noRoom = { code: 'token_limit_exceeded', message: 'Enqueued token limit reached.', line: null };
const down = { status: 503, body: { error: { message: 'down' } } };

test('a batch that the service has no room for is sent again later, in halves', async () => {
  const scene = await openBatchScene();
  scene.server.options.onDeed = (deed, count) => {
    const [first] = scene.server.batches;
    if (deed === 'create' && count === 1 && first) first.refusal = noRoom;
  };
  expect((await scene.answers(['--batch'])).code).toBe(0);
  expect(scene.server.batches.map(({ lines }) => lines.length)).toEqual([4, 2, 2, 2, 2]);
});

test('what the service has no room for waits for the batches before it, which costs it no try', async () => {
  const scene = await openBatchScene({ questions: sampleQuestions(8) });
  const { options, batches } = scene.server;
  options.looks = 4;
  options.onDeed = (deed) => {
    if (deed !== 'create') return;
    const open = batches.filter(({ refusal, looks }) => !refusal && looks < 4);
    const queued = open.reduce((sum, { lines }) => sum + lines.length, 0);
    const last = batches.at(-1);
    if (last && queued > 3) last.refusal = noRoom;
  };
  // Two tries are what it takes to find that two requests fit and four do not.
  const run = await scene.answers(['--batch', '--max-retries', '2']);
  expect(run.code).toBe(0);
  expect(run.stderr).toContain('Enqueued token limit reached.; it waits for the batches before it');
  expect(batches.map(({ lines }) => lines.length).slice(0, 4)).toEqual([8, 4, 4, 2]);
  const ran = batches.filter(({ refusal }) => !refusal).flatMap(({ lines }) => lines);
  expect(new Set(ran.map(({ custom_id }) => custom_id)).size).toBe(16);
  expect(ran).toHaveLength(16);
});

test.each(['wait', 'submit'])(
  'a service that cannot be reached ends a run that would %s, and the next goes on with its batch',
  async (how) => {
    const scene = await openBatchScene();
    scene.server.options.refuse = () => down;
    const manner = how === 'submit' ? ['--batch', 'submit'] : ['--batch'];
    const run = await scene.answers([...manner, '--max-retries', '0']);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('stopped: m: openai/m answered 503: down');
    expect(run.stderr).toContain('m: 0 answers written, 0 kept, 4 failed');
    scene.server.options.refuse = undefined;
    expect((await scene.answers(['--batch'])).code).toBe(0);
    expectSubmittedOnce(scene, 8);
  },
);

test('a batch that its service knows no more ends the run with the way on, and is asked anew once it is removed', async () => {
  const scene = await openBatchScene();
  await scene.answers(['--batch', 'submit']);
  scene.server.options.refuse = (deed) =>
    deed === 'look' ? { status: 404, body: { error: { message: 'No batch found.' } } } : undefined;
  const run = await scene.answers(['--batch']);
  expect(run.code).toBe(1);
  const [, folder = ''] = /if it is gone for good, remove (\S+\.batches\/[0-9a-f-]+)/.exec(run.stderr) ?? [];
  await rm(folder, { recursive: true });
  scene.server.options.refuse = undefined;
  expect((await scene.answers(['--batch'])).code).toBe(0);
  expect(scene.server.batches.map(({ lines }) => lines.length)).toEqual([4, 4, 4]);
});

test('a model whose service cannot be reached is told of while the batch of another is waited for', async () => {
  const scene = await openBatchScene();
  await scene.answers(['--batch']);
  let uploads = 0;
  scene.server.options.refuse = (deed) => {
    if (deed === 'upload') uploads += 1;
    return deed === 'upload' && uploads === 2 ? down : undefined;
  };
  const judges = ['--judge', 'openai/j', 'openai/jj'];
  const run = await scene.run('gen-judgment', [...judges, '--batch', '--max-retries', '0']);
  expect(run.code).toBe(1);
  const lines = linesOf(run.stderr);
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  expect(at('stopped: judge jj')).toBeGreaterThan(-1);
  expect(at('stopped: judge jj')).toBeLessThan(at('collected batch_3'));
  expect(run.stderr).toContain('judge j: 8 judgments written');
});
