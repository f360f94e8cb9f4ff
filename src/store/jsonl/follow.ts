/** Follows a JSONL file that others append to or replace: reads what is new, and says when all must be read again. */

import { type FileHandle, open } from 'node:fs/promises';
import { systemCode } from '../../errors.ts';
import { asFileError } from '../files/file-error.ts';
import type { RawLine } from './chunks.ts';

export interface FollowOptions {
  /** A whole line; its bytes hold good until the visit is over. */
  visit: (line: RawLine) => void;
  /** The file is another than before: what was read of it holds no longer. */
  forget: () => void;
  /** After each chunk: bytes read so far, and bytes to read. */
  onProgress?: (read: number, size: number) => void;
  /** Ends a reading between two chunks; the rest is there for the next one. */
  signal?: AbortSignal | undefined;
}

export interface FollowedFile {
  /** Reads what there is now; true where anything has changed. A file that is gone is an empty one. */
  advance: () => Promise<boolean>;
  /** How far it was read, and how large it was then. */
  progress: () => { read: number; size: number };
}

/** Where a reader stands in a file. */
interface Position {
  inode: number;
  modified: number;
  /** As the file was looked at; it may have been read beyond that, while it grew. */
  size: number;
  /** Whether all of that was read. */
  finished: boolean;
  /** The beginning of the next line. */
  offset: number;
  number: number;
  /** The last line had no line break and was whole all the same: only a line break may follow. */
  open: boolean;
  /** The bytes before `offset`: others there mean that the file was written anew. */
  tail: Buffer;
}

const chunkSize = 1 << 19;
const tailSize = 64;
const newline = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

export function followFile(file: string, options: FollowOptions): FollowedFile {
  let position = beginning();
  const forget = () => {
    if (position.offset > 0) options.forget();
    position = beginning();
  };
  const advance = async (): Promise<boolean> => {
    const handle = await openIfThere(file);
    if (!handle) {
      const was = position.offset > 0;
      forget();
      return was;
    }
    try {
      const { ino, mtimeMs, size } = await handle.stat();
      const isSame = position.inode === ino;
      const known = isSame && position.size === size && position.modified === mtimeMs;
      if (known && position.finished) return false;
      const before = position.offset;
      const grown = isSame && size > position.size;
      const goesOn = (known || grown) && (await continues(handle, position));
      // A first poll is no return to the beginning.
      if (!goesOn) forget();
      Object.assign(position, { inode: ino, modified: mtimeMs, size, finished: false });
      position.finished = await readOn(handle, position, options);
      return !goesOn || position.offset !== before;
    } finally {
      await handle.close();
    }
  };
  const progress = () => ({ read: position.offset, size: Math.max(position.offset, position.size) });
  return { advance, progress };
}

function beginning(): Position {
  return {
    inode: -1,
    modified: -1,
    size: 0,
    finished: false,
    offset: 0,
    number: 0,
    open: false,
    tail: Buffer.alloc(0),
  };
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw asFileError(error, `cannot read ${file}`);
  }
}

/** Whether what was read still stands before what is new. */
async function continues(handle: FileHandle, { offset, tail, open: isOpen }: Position): Promise<boolean> {
  const bytes = Buffer.alloc(tail.length + 1);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset - tail.length);
  if (!bytes.subarray(0, tail.length).equals(tail)) return false;
  return !isOpen || bytesRead <= tail.length || bytes[tail.length] === newline;
}

/**
 * Visits the whole lines from where the reader stands to the end; a torn last line waits until it is whole. False where it
 * was ended before that.
 */
async function readOn(
  handle: FileHandle,
  position: Position,
  { visit, onProgress, signal }: FollowOptions,
): Promise<boolean> {
  let carried: Buffer[] = [];
  let at = position.offset;
  for await (const bytes of chunksFrom(handle, at)) {
    if (signal?.aborted) return false;
    at += bytes.length;
    let start = 0;
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      const part = bytes.subarray(start, end);
      take(carried.length > 0 ? Buffer.concat([...carried, part]) : part, true, { position, visit });
      carried = [];
      start = end + 1;
    }
    if (start < bytes.length) carried.push(Buffer.from(bytes.subarray(start)));
    onProgress?.(at, Math.max(at, position.size));
  }
  const rest = Buffer.concat(carried);
  if (rest.length > 0 && isJson(rest)) take(rest, false, { position, visit });
  return true;
}

/** One chunk is read while the one before is looked at: it holds good until the next is asked for. */
async function* chunksFrom(handle: FileHandle, from: number): AsyncGenerator<Buffer> {
  const fill = (buffer: Buffer, at: number) => {
    const filling = handle.read(buffer, 0, chunkSize, at);
    // Whoever comes for the chunk meets the error; until then nobody may be listening.
    filling.catch(() => undefined);
    return filling;
  };
  let [chunk, spare] = [Buffer.allocUnsafe(chunkSize), Buffer.allocUnsafe(chunkSize)];
  let at = from;
  let filling = fill(chunk, at);
  try {
    for (;;) {
      const { bytesRead } = await filling;
      if (bytesRead === 0) return;
      at += bytesRead;
      filling = fill(spare, at);
      const bytes = chunk.subarray(0, bytesRead);
      [chunk, spare] = [spare, chunk];
      yield bytes;
    }
  } finally {
    await filling.catch(() => undefined);
  }
}

function take(
  bytes: Buffer,
  terminated: boolean,
  { position, visit }: { position: Position; visit: FollowOptions['visit'] },
): void {
  const { offset } = position;
  const end = offset + bytes.length + (terminated ? 1 : 0);
  position.tail = tailOf(bytes, terminated, position.tail);
  position.offset = end;
  // The line break after a line that was whole without it.
  const continued = position.open && bytes.length === 0;
  position.open = !terminated;
  if (continued) return;
  position.number += 1;
  const marked = offset === 0 && bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  const line = { bytes: bytes.subarray(marked), start: 0, end: bytes.length - marked };
  visit({ ...line, number: position.number, offset: offset + marked, terminated });
}

/** The last bytes of a line, in the buffer of the former ones: there is one such line after the other. */
function tailOf(bytes: Buffer, terminated: boolean, former: Buffer): Buffer {
  const from = Math.max(0, bytes.length - tailSize);
  const length = bytes.length - from + (terminated ? 1 : 0);
  const tail = former.length === length ? former : Buffer.alloc(length);
  bytes.copy(tail, 0, from);
  if (terminated) tail[length - 1] = newline;
  return tail;
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
    return true;
  } catch {
    return false;
  }
}
