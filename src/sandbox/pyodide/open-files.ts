/** The files that the process of the embedded interpreter is handed open, to read: it may open none. */

import { fstatSync, readSync } from 'node:fs';
import { deserialize } from 'node:v8';
import type { Snapshot } from './snapshot.ts';

/**
 * Their numbers, the package's files first; the last one is there where another worker has started before. Sent as messages
 * the files would lie in each process several times.
 */
export const openFiles = { glue: 4, wasm: 5, standardLibrary: 6, snapshot: 7 } as const;

/** The file of a snapshot starts with a checksum (SHA-256) of the rest. */
export const sumBytes = 32;

/** Its checksum was looked at by whoever opened it. */
export function readSnapshot(file: number): Snapshot {
  return deserialize(readOpenFile(file).subarray(sumBytes)) as Snapshot;
}

/** Reads from the file's start, wherever others who were handed it have read to. */
export function readOpenFile(file: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(fstatSync(file).size);
  let end = 0;
  while (end < bytes.length) {
    const read = readSync(file, bytes, end, bytes.length - end, end);
    if (read === 0) throw new Error('a file of the embedded interpreter became shorter');
    end += read;
  }
  return bytes;
}
