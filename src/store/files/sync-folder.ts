/** Makes sure that what was written to a folder's files outlives a crash of the machine. */

import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { filesIn } from '../bench/paths.ts';
import { asFileError } from './file-error.ts';

/** Resolves once every file of the folder whose name ends so is on disk, and the folder with it. */
export async function syncFolder(folder: string, ending: string): Promise<void> {
  try {
    for (const name of [...(await filesIn(folder, ending)), '.']) {
      const handle = await open(join(folder, name), 'r');
      await handle.sync().finally(() => handle.close());
    }
  } catch (error) {
    throw asFileError(error, `cannot write ${folder}`);
  }
}
