/** Writes a file that stands there whole or not at all. */

import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemCode, UserError } from '../../errors.ts';
import { asFileError } from './file-error.ts';

/** Writes what comes, piece by piece, beside the file and puts it in its place at the end; resolves to its bytes. */
export async function writeWhole(
  file: string,
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<number> {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.new`);
  try {
    const bytes = await writePieces(temporary, pieces);
    await rename(temporary, file);
    return bytes;
  } catch (error) {
    await rm(temporary, { force: true });
    throw asFileError(error, `cannot write ${file}`);
  }
}

async function writePieces(
  file: string,
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<number> {
  const handle = await open(file, 'w').catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw error;
    throw new UserError(`there is no folder ${dirname(file)}: make it first`, { cause: error });
  });
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      const buffer = Buffer.from(piece);
      await handle.writeFile(buffer);
      bytes += buffer.length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return bytes;
}
