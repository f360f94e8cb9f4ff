/** Reads a whole file that must not be larger than it may be, whatever its size says. */

import { open } from 'node:fs/promises';
import { assertRegularFile } from './file-error.ts';

/** `tooLarge` throws. A folder, a pipe and the like are a UserError. */
export async function readBounded(file: string, most: number, tooLarge: () => never): Promise<Buffer> {
  await assertRegularFile(file);
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > most) tooLarge();
    const buffer = Buffer.alloc(size);
    const { bytesRead } = await handle.read(buffer, 0, size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
