/** The memory of a started interpreter on disk. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSnapshot } from '../../../src/sandbox/pyodide/open-files.ts';
import { createPyodideSandbox } from '../../../src/sandbox/pyodide/pyodide.ts';
import { createRestore, takeSnapshot } from '../../../src/sandbox/pyodide/snapshot.ts';
import { holdSnapshot, openSnapshot, snapshotPath } from '../../../src/sandbox/pyodide/snapshot-file.ts';
import type { RunLimits } from '../../../src/sandbox/sandbox.ts';
import { buildPyodideChild } from '../../support/pyodide-child.ts';

const limits: RunLimits = { seconds: 3, megabytes: 256, language: 'python' };
const blockBytes = 65_536;
const functions = { describe: 8, guard: 16 };
/** Ten blocks, every second of them zero. */
const memory = Uint8Array.from({ length: 10 * blockBytes }, (_, i) =>
  Math.floor(i / blockBytes) % 2 ? i % 251 : 0,
);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mt-judge-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('what was written is read by whoever is handed the file, from a folder that was not there', async () => {
  const path = snapshotPath(join(folder, 'new'), 'script');
  const written = await holdSnapshot(path, takeSnapshot(memory, functions));
  await written?.close();
  const file = await openSnapshot(path);
  const read = readSnapshot(file?.fd ?? -1);
  await file?.close();
  expect(read.functions).toEqual(functions);
  const restored = new Uint8Array(12 * blockBytes).fill(9);
  createRestore(read)(restored);
  expect(Buffer.from(restored.buffer, 0, memory.length).equals(memory)).toBe(true);
  expect(restored.subarray(memory.length).every((byte) => byte === 0)).toBe(true);
  expect(await readdir(join(folder, 'new'))).toHaveLength(1);
});

test('one that is missing or damaged is none', async () => {
  const path = snapshotPath(folder, 'script');
  expect(await openSnapshot(path)).toBeUndefined();
  await (await holdSnapshot(path, takeSnapshot(memory, functions)))?.close();
  const bytes = await readFile(path);
  bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
  await writeFile(path, bytes);
  expect(await openSnapshot(path)).toBeUndefined();
});

test('without a folder, or with one that can not be written to, it is held all the same', async () => {
  await writeFile(join(folder, 'file'), '');
  for (const path of [undefined, join(folder, 'file', 'snapshot')]) {
    const file = await holdSnapshot(path, takeSnapshot(memory, functions));
    expect(readSnapshot(file?.fd ?? -1).length).toBe(memory.length);
    await file?.close();
  }
  expect(await readdir(folder)).toEqual(['file']);
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
