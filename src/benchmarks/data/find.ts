/** Finds the files of a benchmark in a folder: laid out as on the hub, or by what the original files are called. */

import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { systemCode, UserError } from '../../errors.ts';
import { asFileError } from '../../store/files/file-error.ts';

/** What is looked for. */
export interface Wanted {
  /** Paths as on the hub. All of them there: they are taken. */
  paths: readonly string[];
  /** What the original files are called: their path below the folder, in small letters. */
  named: RegExp;
  /** Whether there is more than one file. */
  several?: boolean;
}

const deepest = 5;
const mostFiles = 50_000;
const data = /\.(?:parquet|jsonl|json|csv|yaml|yml|py|eval)(?:\.gz)?$/i;

/** A file is itself. Of a folder the files that are wanted, sorted; two where one is wanted are a UserError. */
export async function findFiles(path: string, { paths, named, several }: Wanted): Promise<string[]> {
  if (!(await isFolder(path))) return [path];
  const files = await filesBelow(path);
  const names = new Map(files.map((file) => [relative(path, file).split(sep).join('/'), file]));
  const published = paths.flatMap((each) => names.get(each) ?? []);
  if (published.length > 0 && published.length === paths.length) return published;
  const found = [...names].filter(([name]) => named.test(name.toLowerCase())).map(([, file]) => file);
  if (found.length > 1 && several !== true) {
    throw new UserError(
      `cannot choose among ${found.slice(0, 4).join(', ')}${found.length > 4 ? ', …' : ''}: give one of them`,
    );
  }
  return found;
}

export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      throw new UserError(`cannot import ${path}: there is no such file or folder`);
    }
    throw asFileError(error, `cannot import ${path}`);
  }
}

/** By name, numbers by their value: `2.json` before `10.json`. Hidden files do not count. */
async function filesBelow(folder: string): Promise<string[]> {
  const files: string[] = [];
  const visit = async (each: string, depth: number): Promise<void> => {
    const entries = await readdir(each, { withFileTypes: true }).catch((error: unknown) => {
      throw asFileError(error, `cannot read the folder ${each}`);
    });
    for (const entry of entries.sort((a, b) => byName(a.name, b.name))) {
      const path = join(each, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory() && depth < deepest) await visit(path, depth + 1);
      else if (!entry.isDirectory() && data.test(entry.name)) files.push(path);
      if (files.length > mostFiles) {
        throw new UserError(`cannot import ${folder}: it holds more than ${mostFiles} files`);
      }
    }
  };
  await visit(folder, 1);
  return files;
}

const byName = new Intl.Collator('en', { numeric: true }).compare;
