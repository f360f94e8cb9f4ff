/** What lies in a data directory: which files are questions, judge prompts, answers, judgments, and which are none. */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode, UserError } from '../errors.ts';
import { asFileError } from '../store/files/file-error.ts';

export type RecordFileKind = 'answers' | 'single' | 'pair';

/** A file of answers or judgments. */
export interface RecordFile {
  /** Below the folder. */
  path: string;
  bench: string;
  kind: RecordFileKind;
}

export interface FolderScan {
  folder: string;
  /** Question files and sets of judge prompts, as paths below the folder. */
  wholes: string[];
  records: RecordFile[];
  /** Whether there are cached replies. */
  cache: boolean;
  /** Everything else, as paths below the folder; a folder that is none of ours is named once. */
  others: string[];
}

const known = ['questions', 'judge-prompts', 'answers', 'judgments', '.cache'] as const;

/** Left by a run that was killed, or in use by one that is not: nothing to tell of. */
const remnants = /\.lock(?:-owner)?$|\.takeover\.lock$/;

/** Scans a folder. One that does not exist, or that holds nothing of ours, is a UserError. */
export async function scanDataDir(folder: string): Promise<FolderScan> {
  const top = await list(folder).catch((error: unknown) => {
    const missing = ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');
    if (missing) throw new UserError(`cannot merge ${folder}: there is no such folder`);
    throw asFileError(error, `cannot read the folder ${folder}`);
  });
  const ours = known.filter((name) => top.some((entry) => entry.name === name && entry.folder));
  if (ours.length === 0)
    throw new UserError(
      `cannot merge ${folder}: it has none of ${known.map((name) => `${name}/`).join(', ')}`,
    );
  const scan: FolderScan = { folder, wholes: [], records: [], cache: ours.includes('.cache'), others: [] };
  for (const { name } of top) {
    if (name === 'questions') await takeWholes(scan, name, /\.jsonl$/);
    else if (name === 'judge-prompts') await takeWholes(scan, name, /\.yaml$/);
    else if (name === 'answers' || name === 'judgments') await takeBenches(scan, name);
    else if (name !== '.cache') scan.others.push(name);
  }
  return scan;
}

async function takeWholes(scan: FolderScan, name: string, ending: RegExp): Promise<void> {
  for (const entry of await list(join(scan.folder, name))) {
    const path = join(name, entry.name);
    if (!entry.folder && ending.test(entry.name)) scan.wholes.push(path);
    else leave(scan, path);
  }
}

async function takeBenches(scan: FolderScan, name: 'answers' | 'judgments'): Promise<void> {
  for (const bench of await list(join(scan.folder, name))) {
    if (!bench.folder) {
      leave(scan, join(name, bench.name));
      continue;
    }
    for (const entry of await list(join(scan.folder, name, bench.name))) {
      const path = join(name, bench.name, entry.name);
      const kind = entry.folder ? undefined : kindOf(name, entry.name);
      if (kind) scan.records.push({ path, bench: bench.name, kind });
      else leave(scan, path);
    }
  }
}

function kindOf(folder: 'answers' | 'judgments', name: string): RecordFileKind | undefined {
  if (folder === 'answers') return name.endsWith('.jsonl') ? 'answers' : undefined;
  if (name.endsWith('_single.jsonl')) return 'single';
  return name.endsWith('_pair.jsonl') ? 'pair' : undefined;
}

function leave(scan: FolderScan, path: string): void {
  if (!remnants.test(path)) scan.others.push(path);
}

/** The entries of a folder by name; links count as what they lead to. */
async function list(folder: string): Promise<{ name: string; folder: boolean }[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => undefined);
      return { name, folder: found?.isDirectory() ?? false };
    }),
  );
}
