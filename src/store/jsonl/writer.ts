/** Writes records to a JSONL file so that a record either stands there whole and flushed, or not at all. */

import { appendFile, type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { systemCode } from '../../errors.ts';
import { asFileError, makeFolder } from '../files/file-error.ts';
import { lockFile } from './lock.ts';

/** Where a line stands in its file, in bytes, its line break not counted. */
export interface Place {
  offset: number;
  length: number;
}

export interface JsonlWriter<Record> {
  /** Bytes of a torn last line that were moved to `<file>.torn` when the file was opened. */
  tornBytes: number;
  /** True when the process before was killed, or could not sort it: it may have left the file in disorder. */
  inherited: boolean;
  /** Resolves once the record's line is on disk; rejects, with no trace in the file, when it cannot be. */
  append: (record: Record) => Promise<Place>;
  /** Waits for pending records and runs `work` (sorting the file) while the lock is still held. */
  close: (work?: () => Promise<void>) => Promise<void>;
}

/**
 * Takes the lock of `file` until `close`, makes its folder, and mends a torn last line. The file itself appears with
 * the first record. A record that does not fit `schema` is a bug and throws.
 */
export async function openWriter<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<JsonlWriter<z.infer<Schema>>> {
  await makeFolder(dirname(file)).catch((error: unknown) => {
    throw asFileError(error, `cannot make the folder ${dirname(file)}`);
  });
  const lock = await lockFile(file);
  const tornBytes = await setTornLineAside(file).catch(async (error: unknown) => {
    await lock.release();
    throw asFileError(error, `cannot mend the last line of ${file}`);
  });
  const queue = writeQueue(file);
  return {
    tornBytes,
    inherited: lock.inherited,
    append: async (record) => {
      lock.assertHeld();
      return queue.push(Buffer.from(`${JSON.stringify(schema.parse(record))}\n`, 'utf8'));
    },
    close: async (work) => {
      let state: 'unfinished' | undefined = 'unfinished';
      try {
        await queue.close();
        lock.assertHeld();
        await work?.();
        state = undefined;
      } finally {
        await lock.release(state);
      }
    },
  };
}

interface Waiting {
  line: Buffer;
  resolve: (place: Place) => void;
  reject: (error: unknown) => void;
}

/** One write and one flush for all the lines that arrived during the flush before. */
function writeQueue(file: string) {
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let handle: FileHandle | undefined;
  const drain = async () => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        handle ??= await openAppending(file);
        let offset = await writeGroup(handle, group);
        for (const { line, resolve } of group) {
          resolve({ offset, length: line.length - 1 });
          offset += line.length;
        }
      } catch (error) {
        for (const { reject } of group) reject(asFileError(error, `cannot write ${file}`));
      }
    }
    running = undefined;
  };
  return {
    push: (line: Buffer) =>
      new Promise<Place>((resolve, reject) => {
        waiting.push({ line, resolve, reject });
        running ??= drain();
      }),
    close: async () => {
      await running;
      await handle?.close();
    },
  };
}

/**
 * Writes the lines and returns where the first one stands. On failure (a full disk, say) the file is cut back to what it
 * was, so that no part of a line stays.
 */
async function writeGroup(handle: FileHandle, group: readonly Waiting[]): Promise<number> {
  const { size } = await handle.stat();
  try {
    await writeWhole(handle, Buffer.concat(group.map(({ line }) => line)));
    await handle.datasync();
    return size;
  } catch (error) {
    await handle.truncate(size);
    throw error;
  }
}

async function writeWhole(handle: FileHandle, bytes: Buffer): Promise<void> {
  const { bytesWritten } = await handle.write(bytes);
  if (bytesWritten < bytes.length) await writeWhole(handle, bytes.subarray(bytesWritten));
}

/** Opens for appending; a file that is new is also made durable in its folder. */
async function openAppending(file: string): Promise<FileHandle> {
  const handle = await open(file, 'a');
  if ((await handle.stat()).size === 0) {
    const folder = await open(dirname(file), 'r');
    await folder.sync().finally(() => folder.close());
  }
  return handle;
}

/** Makes the file end with a line break; the bytes of a torn line go to `<file>.torn`. Returns how many they were. */
async function setTornLineAside(file: string): Promise<number> {
  const handle = await open(file, 'r+').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw asFileError(error, `cannot write ${file}`);
  });
  if (!handle) return 0;
  try {
    const { size } = await handle.stat();
    const tail = await lastLine(handle, size);
    if (tail.length === 0) return 0;
    if (isJson(tail.toString('utf8').replace(/^\ufeff/, ''))) {
      await handle.write('\n', size);
      return 0;
    }
    await appendFile(`${file}.torn`, Buffer.concat([tail, Buffer.from('\n')]));
    await handle.truncate(size - tail.length);
    return tail.length;
  } finally {
    await handle.close();
  }
}

/** The bytes after the last line break. */
async function lastLine(handle: FileHandle, size: number): Promise<Buffer> {
  const step = 1 << 16;
  let tail = Buffer.alloc(0);
  for (let end = size; end > 0; end -= step) {
    const start = Math.max(0, end - step);
    const bytes = Buffer.alloc(end - start);
    await handle.read(bytes, 0, bytes.length, start);
    const lineBreak = bytes.lastIndexOf(0x0a);
    tail = Buffer.concat([bytes.subarray(lineBreak + 1), tail]);
    if (lineBreak !== -1) break;
  }
  return tail;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
