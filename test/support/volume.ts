/** A file system of a few pages, to fill and to make read-only. Only root may mount one. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a file takes at least. */
export const pageBytes = 4096;

export interface Volume {
  folder: string;
  /** Mounts it anew, with what it holds: `size=1m`, `ro`. */
  remount: (options: string) => void;
}

/** Why no volume can be mounted here; undefined when one can. */
export const unmountable = whyUnmountable();

/** Mounts a tmpfs for as long as `use` takes. */
export async function withVolume<Result>(
  options: string,
  use: (volume: Volume) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'mt-judge-volume-'));
  try {
    mount('-t', 'tmpfs', '-o', options, 'tmpfs', folder);
    try {
      return await use({ folder, remount: (changed) => mount('-o', `remount,${changed}`, folder) });
    } finally {
      execFileSync('umount', [folder], { stdio: 'pipe' });
    }
  } finally {
    rmdirSync(folder);
  }
}

/** Bytes of a file system that are in use. */
export function taken(folder: string): number {
  const { blocks, bfree, bsize } = statfsSync(folder);
  return (blocks - bfree) * bsize;
}

function mount(...args: string[]): void {
  execFileSync('mount', args, { stdio: 'pipe' });
}

function whyUnmountable(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may mount';
  const folder = mkdtempSync(join(tmpdir(), 'mt-judge-volume-'));
  try {
    mount('-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder);
    execFileSync('umount', [folder], { stdio: 'pipe' });
    return undefined;
  } catch {
    return 'nothing can be mounted here';
  } finally {
    rmdirSync(folder);
  }
}
