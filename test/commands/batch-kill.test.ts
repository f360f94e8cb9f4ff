/** SIGKILL at every step of a batch run, and the run that goes on from there: nothing submitted twice, nothing lost. */

import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type BatchScene,
  expectSubmittedOnce,
  openBatchScene,
  ordinaryRows,
  timeless,
} from '../support/batch-scene.ts';
import type { Deed } from '../support/batch-server.ts';
import { answersPath } from '../support/scene.ts';

type Moment = readonly [Deed, number];

/** Kills the run at the moment that the server has done a deed, before it answers. */
async function killAt(scene: BatchScene, [deed, count]: Moment): Promise<void> {
  let child: ChildProcess | undefined;
  scene.server.options.onDeed = (done, number) => {
    if (done !== deed || number !== count) return undefined;
    child?.kill('SIGKILL');
    return 'drop';
  };
  const onStart = (started: ChildProcess) => {
    child = started;
  };
  const { signal } = await scene.answers(['--batch'], { onStart });
  expect(signal).toBe('SIGKILL');
  scene.server.options.onDeed = undefined;
}

const moments: readonly (readonly ['openai' | 'anthropic', Moment, string])[] = [
  ['openai', ['upload', 1], 'with the first file uploaded and its name not heard'],
  ['openai', ['create', 1], 'with the first batch created and its name not heard'],
  ['openai', ['look', 1], 'while it looks at the first batch'],
  ['openai', ['results', 1], 'while it collects the first batch'],
  ['openai', ['create', 2], 'with the second round created and its name not heard'],
  ['openai', ['results', 3], 'while it collects the second round'],
  ['anthropic', ['create', 1], 'with the first batch created and its name not heard'],
  ['anthropic', ['look', 2], 'while it looks at the first batch'],
  ['anthropic', ['results', 2], 'while it collects the second round'],
];

for (const [api, moment, when] of moments) {
  test(`a batch run at ${api} goes on after SIGKILL ${when}`, async () => {
    const { answers } = await ordinaryRows(api);
    const scene = await openBatchScene({ api });
    await killAt(scene, moment);
    expect(await scene.answers(['--batch'])).toMatchObject({ code: 0, stdout: '' });
    expectSubmittedOnce(scene, 8);
    expect((await scene.data.records(answersPath)).map(timeless)).toEqual(answers);
  });
}

test('a batch run goes on after SIGKILL among its records', async () => {
  const { answers } = await ordinaryRows();
  const scene = await openBatchScene();
  let child: ChildProcess | undefined;
  const seen = setInterval(() => {
    if (existsSync(join(scene.data.path, answersPath))) child?.kill('SIGKILL');
  }, 1);
  await scene.answers(['--batch'], {
    onStart: (started) => {
      child = started;
    },
  });
  clearInterval(seen);
  expect((await scene.answers(['--batch'])).code).toBe(0);
  expectSubmittedOnce(scene, 8);
  expect((await scene.data.records(answersPath)).map(timeless)).toEqual(answers);
});

test('replies that were collected before a kill make the records without another batch', async () => {
  const { answers } = await ordinaryRows();
  const scene = await openBatchScene();
  expect((await scene.answers(['--batch'])).code).toBe(0);
  await rm(join(scene.data.path, answersPath));
  expect((await scene.answers(['--batch'])).code).toBe(0);
  expectSubmittedOnce(scene, 8);
  expect((await scene.data.records(answersPath)).map(timeless)).toEqual(answers);
});

test('a batch run goes on after a kill at every step, one after another', async () => {
  const { answers } = await ordinaryRows();
  const scene = await openBatchScene();
  for (const moment of [
    ['upload', 1],
    ['create', 1],
    ['results', 1],
    ['create', 2],
    ['results', 4],
  ] as Moment[]) {
    await killAt(scene, moment);
  }
  expect((await scene.answers(['--batch'])).code).toBe(0);
  expectSubmittedOnce(scene, 8);
  expect((await scene.data.records(answersPath)).map(timeless)).toEqual(answers);
});

test('a creation whose answer is lost is looked for before it is sent again', async () => {
  const scene = await openBatchScene();
  scene.server.options.onDeed = (deed, count) => (deed === 'create' && count === 1 ? 'drop' : undefined);
  expect((await scene.answers(['--batch'])).code).toBe(0);
  expect(scene.server.deeds.list).toBeGreaterThan(0);
  expectSubmittedOnce(scene, 8);
});

test.each(['openai', 'anthropic'] as const)(
  'a batch of %s that may exist is kept when the search for it is refused',
  async (api) => {
    const scene = await openBatchScene({ api });
    await killAt(scene, ['create', 1]);
    const error = { type: 'authentication_error', message: 'The key has expired.' };
    scene.server.options.refuse = (deed) =>
      deed === 'list' ? { status: 401, body: { type: 'error', error } } : undefined;
    const refused = await scene.answers(['--batch']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('refuses the key');
    scene.server.options.refuse = undefined;
    expect((await scene.answers(['--batch'])).code).toBe(0);
    expectSubmittedOnce(scene, 8);
  },
);

test('a batch that was never at its service is made anew, of what is wanted now', async () => {
  const scene = await openBatchScene();
  scene.server.options.refuse = () => ({ status: 503, body: { error: { message: 'down' } } });
  expect((await scene.answers(['--batch', '--max-retries', '0'])).code).toBe(1);
  scene.server.options.refuse = undefined;
  expect((await scene.answers(['--batch', '--first-n', '1'])).code).toBe(0);
  expectSubmittedOnce(scene, 2);
});

test('a batch of Anthropic that was taken for ours by its size is let go, and ours is submitted', async () => {
  const { answers } = await ordinaryRows('anthropic');
  const scene = await openBatchScene({ api: 'anthropic' });
  // Killed before the server has done anything: the creation is uncertain, and somebody else's batch of four stands there.
  const line = { custom_id: 'theirs', body: { model: 'm', messages: [] } };
  const lines = [1, 2, 3, 4].map((number) => ({ ...line, custom_id: `theirs-${number}` }));
  const theirs = { id: 'msgbatch_100', created: Date.now(), lines, looks: 0, metadata: {} };
  let child: ChildProcess | undefined;
  scene.server.options.refuse = (deed) => {
    if (deed === 'create') child?.kill('SIGKILL');
    return deed === 'create' ? { status: 500, body: {} } : undefined;
  };
  await scene.answers(['--batch'], {
    onStart: (started) => {
      child = started;
    },
  });
  scene.server.options.refuse = undefined;
  scene.server.batches.push({ ...theirs, fileId: undefined, refusal: undefined, cancelled: false });
  const resumed = await scene.answers(['--batch']);
  expect(resumed.stderr).toContain('msgbatch_100 is not the batch that was submitted');
  expect(resumed.code).toBe(0);
  expectSubmittedOnce(scene, 4 + 8);
  expect((await scene.data.records(answersPath)).map(timeless)).toEqual(answers);
});
