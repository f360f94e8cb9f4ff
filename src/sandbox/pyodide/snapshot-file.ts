/**
 * The memory of a started interpreter as a file, which every process is handed open. Where a folder was given the file stays
 * for later runs, which then start in a third of the processor time. It is trusted as the answers and judgments of that
 * folder are: what is in it can change verdicts, and can get out of the sandbox no more than a program can.
 */

import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { serialize } from 'node:v8';
import { sumBytes } from './open-files.ts';
import { pyodideVersion } from './package.ts';
import type { Snapshot } from './snapshot.ts';

/** A path that differs wherever the memory could: another script, pyodide, Node or processor. */
export function snapshotPath(folder: string, script: string): string {
  const parts = [pyodideVersion, process.version, process.arch, script];
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  return join(folder, `pyodide-${key}.snapshot`);
}

/** Undefined where there is none, or where its checksum says that it is damaged: then a new one is made. */
export async function openSnapshot(path: string): Promise<FileHandle | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return undefined;
  const given = (await file.read(Buffer.alloc(sumBytes), 0, sumBytes, 0)).buffer;
  const hash = createHash('sha256');
  for await (const piece of file.createReadStream({ start: sumBytes, autoClose: false })) hash.update(piece);
  if (hash.digest().equals(given)) return file;
  await file.close();
  return undefined;
}

/**
 * Writes the file, whole or not at all, and opens it. Where no folder was given, or it can't be written to, the file is one
 * without a name. Undefined where that is impossible, too: no reason to end a run.
 */
export async function holdSnapshot(
  path: string | undefined,
  snapshot: Snapshot,
): Promise<FileHandle | undefined> {
  const content = serialize(snapshot);
  const sum = createHash('sha256').update(content).digest();
  const kept = path === undefined ? undefined : await write(path, [sum, content]).catch(() => undefined);
  if (kept) return kept;
  const folder = await mkdtemp(join(tmpdir(), 'mt-judge-sandbox-')).catch(() => undefined);
  if (folder === undefined) return undefined;
  const file = await write(join(folder, 'snapshot'), [sum, content]).catch(() => undefined);
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  return file;
}

async function write(path: string, parts: readonly Buffer[]): Promise<FileHandle> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, parts);
    await rename(draft, path);
    return await open(path, 'r');
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}
