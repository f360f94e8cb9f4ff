/** The memory of a started interpreter on disk. */

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPyodideSandbox } from '../../../src/sandbox/pyodide/pyodide.ts';
import { readSnapshot, snapshotPath, writeSnapshot } from '../../../src/sandbox/pyodide/snapshot-file.ts';
import type { RunLimits } from '../../../src/sandbox/sandbox.ts';
import { buildPyodideChild } from '../../support/pyodide-child.ts';

const limits: RunLimits = { seconds: 3, megabytes: 256, language: 'python' };
const snapshot = {
  memory: Uint8Array.from({ length: 5000 }, (_, i) => i % 251),
  functions: { describe: 8, guard: 16 },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mt-judge-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('what was written is read, from a folder that was not there', async () => {
  const path = snapshotPath(join(folder, 'new'), 'script');
  await writeSnapshot(path, snapshot);
  const read = await readSnapshot(path);
  expect({ ...read, memory: new Uint8Array(read?.memory ?? []) }).toEqual(snapshot);
  expect(await readdir(join(folder, 'new'))).toHaveLength(1);
});

test('one that is missing or damaged is none', async () => {
  const path = snapshotPath(folder, 'script');
  expect(await readSnapshot(path)).toBeUndefined();
  await writeFile(path, 'no snapshot');
  expect(await readSnapshot(path)).toBeUndefined();
});

test('another script has another file', () => {
  expect(snapshotPath(folder, 'one')).not.toBe(snapshotPath(folder, 'two'));
});

test('a sandbox that starts from the file runs as one that started anew', async () => {
  const childFile = await buildPyodideChild();
  const program =
    'import random, sys\nraise Exception(str((random.random(), sorted(sys.modules), sys.version)))';
  const outcomes = [];
  for (const _ of ['anew', 'from the file']) {
    const sandbox = await createPyodideSandbox({ workers: 1, childFile, cacheFolder: folder });
    outcomes.push((await sandbox.run(program, limits)).outcome);
    await sandbox.close();
    expect(await readdir(folder)).toHaveLength(1);
  }
  expect(outcomes[0]).toMatchObject({ kind: 'failed', exception: 'Exception' });
  expect(outcomes[1]).toEqual(outcomes[0]);
});
