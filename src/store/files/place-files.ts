/** Puts whole files in their places: all of them or none, each in one step, and none that is there already. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode, UserError } from '../../errors.ts';
import { type FileLock, lockFile } from '../jsonl/lock.ts';
import { asFileError } from './file-error.ts';

export interface Placement {
  target: string;
  content: { text: string } | { copyOf: string };
}

/** What became of a placement. */
export type Placed = 'written' | 'replaced' | 'unchanged';

/**
 * Places the files and tells, in their order, what became of each. A target with the same bytes is not touched. One
 * with other bytes is a UserError that names it and ends in `remedy`, unless `overwrite`. No file is put in place
 * before every one lies whole and flushed next to its target.
 */
export async function placeFiles(
  placements: readonly Placement[],
  { overwrite, remedy }: { overwrite: boolean; remedy: string },
): Promise<Placed[]> {
  checkDistinct(placements);
  const states: Placed[] = [];
  for (const placement of placements) states.push(await compare(placement));
  const replaced = placements.filter((_, index) => states[index] === 'replaced');
  if (replaced[0] && !overwrite) {
    const more = replaced.length > 1 ? ` (and ${replaced.length - 1} more)` : '';
    throw new UserError(`${replaced[0].target} exists with other content${more}: ${remedy}`);
  }
  await placeAll(placements.filter((_, index) => states[index] !== 'unchanged'));
  return states;
}

async function placeAll(placements: readonly Placement[]): Promise<void> {
  const held: { target: string; lock: FileLock }[] = [];
  const folders = new Set(placements.map(({ target }) => dirname(target)));
  try {
    for (const folder of folders) await makeFolder(folder);
    for (const { target } of placements) held.push({ target, lock: await lockFile(target) });
    for (const placement of placements) await writeBeside(placement);
    for (const { target } of placements) {
      await rename(temporaryOf(target), target).catch(rethrowAs(`cannot write ${target}`));
    }
    for (const folder of folders) await syncFolder(folder);
  } finally {
    for (const { target, lock } of held) {
      await rm(temporaryOf(target), { force: true });
      await lock.release();
    }
  }
}

/** Where a file is written before it takes its place: in the same folder, so that a rename is one step. */
function temporaryOf(target: string): string {
  return `${target}.new`;
}

async function writeBeside({ target, content }: Placement): Promise<void> {
  // Not `copyFile`, which would make the copy of a read-only file read-only too.
  const bytes = 'text' in content ? content.text : chunksOf(content.copyOf);
  await writeFile(temporaryOf(target), bytes, { flush: true }).catch(rethrowAs(`cannot write ${target}`));
}

/** Opens the file only once it is read from: a stream that fails before anybody listens would end the process. */
async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  yield* createReadStream(file) as AsyncIterable<Buffer>;
}

async function compare({ target, content }: Placement): Promise<Placed> {
  const present = await hashFile(target);
  if (present === undefined) return 'written';
  const wanted = 'text' in content ? hashText(content.text) : await hashFile(content.copyOf);
  return present === wanted ? 'unchanged' : 'replaced';
}

function hashText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Hash of a file's bytes, or undefined for a file that does not exist. */
async function hashFile(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw asFileError(error, `cannot read ${file}`);
  }
  return hash.digest('hex');
}

function checkDistinct(placements: readonly Placement[]): void {
  const seen = new Set<string>();
  for (const { target } of placements) {
    if (seen.has(target)) throw new UserError(`two files would become ${target}: rename one of them`);
    seen.add(target);
  }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(rethrowAs(`cannot make the folder ${folder}`));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

function rethrowAs(action: string): (error: unknown) => never {
  return (error) => {
    throw asFileError(error, action);
  };
}
