/** Finds the optional package `pyodide` and opens the three files of it that are needed. */

import { type FileHandle, open, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { systemCode, UserError } from '../../errors.ts';

/** The last line of pyodide that is CPython 3.11, which the harnesses' published verdicts were made with. */
export const pyodideVersion = '0.25.1';

export interface PyodideFiles {
  glue: FileHandle;
  wasm: FileHandle;
  standardLibrary: FileHandle;
}

/** A missing package, or another version, is the user's to mend: the message says how. */
export async function openPyodide(from: string = import.meta.url): Promise<PyodideFiles> {
  const folder = findPackage(from);
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  if (version !== pyodideVersion) {
    throw new UserError(
      `the sandbox "pyodide" needs pyodide ${pyodideVersion} (CPython 3.11), and ${version} is installed: ${remedy}`,
    );
  }
  const [glue, wasm, standardLibrary] = await Promise.all([
    open(join(folder, 'pyodide.asm.js')),
    open(join(folder, 'pyodide.asm.wasm')),
    open(join(folder, 'python_stdlib.zip')),
  ]);
  return { glue, wasm, standardLibrary };
}

const remedy = `npm install pyodide@${pyodideVersion} (13 MB), or choose --sandbox python or --sandbox docker`;

function findPackage(from: string): string {
  try {
    return dirname(createRequire(from).resolve('pyodide/package.json'));
  } catch (error) {
    if (systemCode(error) !== 'MODULE_NOT_FOUND') throw error;
    throw new UserError(
      `the sandbox "pyodide" needs the optional package pyodide, which is not installed: ${remedy}`,
    );
  }
}
