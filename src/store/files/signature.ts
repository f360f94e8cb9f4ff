/** Whether a file has changed since it was read. */

import { stat } from 'node:fs/promises';

/** Equal as long as the file at this path is the same and has not been written to; the path alone while there is none. */
export async function signature(file: string): Promise<string> {
  const known = await stat(file).catch(() => undefined);
  return known ? `${file} ${known.ino} ${known.size} ${known.mtimeMs}` : file;
}
