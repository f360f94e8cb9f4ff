/** Parts of a long file for several readers. */

import { open } from 'node:fs/promises';
import { asFileError } from '../files/file-error.ts';
import type { ByteRange } from './chunks.ts';

const step = 1 << 16;
const newline = 0x0a;

/** The file as at most `count` parts of whole lines, about equally long. The last one goes on to wherever the file ends. */
export async function splitLines(file: string, size: number, count: number): Promise<ByteRange[]> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw asFileError(error, `cannot read ${file}`);
  });
  const bytes = Buffer.alloc(step);
  const nextLine = async (from: number): Promise<number> => {
    for (let at = from; ; at += step) {
      const { bytesRead } = await handle.read(bytes, 0, step, at);
      const found = bytes.subarray(0, bytesRead).indexOf(newline);
      if (found !== -1) return at + found + 1;
      if (bytesRead === 0) return Number.POSITIVE_INFINITY;
    }
  };
  try {
    const ranges: ByteRange[] = [];
    let from = 0;
    for (let part = 1; part <= count && from < size; part += 1) {
      const wanted = Math.max(from, Math.floor((size * part) / count));
      const to = part === count ? Number.POSITIVE_INFINITY : await nextLine(wanted);
      ranges.push({ from, to: to >= size ? Number.POSITIVE_INFINITY : to });
      from = to;
    }
    return ranges;
  } finally {
    await handle.close();
  }
}
