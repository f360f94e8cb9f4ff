/** Reads a file in chunks and finds the lines in them, as bytes. */

import { open } from 'node:fs/promises';
import { asFileError, assertRegularFile } from '../files/file-error.ts';

/** Bytes from `from` up to `to`, whole lines. */
export interface ByteRange {
  from: number;
  to: number;
  /** How many lines stand before them, which are counted on; none where it is not known. */
  before?: number;
}

interface LinePlace {
  /** Counted from 1. */
  number: number;
  /** In bytes, from the beginning of the file. */
  offset: number;
  /** False only for a last line without a line break. */
  terminated: boolean;
}

/** The bytes of a line: those from `start` to `end`. */
interface Stretch {
  bytes: Buffer;
  start: number;
  end: number;
}

/** A line as it lies among others, without the line break: an array of its own would cost a tenth of parsing. */
export interface RawLine extends Stretch, LinePlace {}

const chunkSize = 1 << 20;
const smallestChunk = 1 << 16;
const newline = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The lines that end in a chunk, chunk by chunk. A line is decoded when its turn comes: a chunk of texts that wait would
 * be copied about by the garbage collector.
 */
export async function* readBatches(file: string, range?: ByteRange): AsyncGenerator<Iterable<RawLine>> {
  const state: ReadState = { carried: [], offset: range?.from ?? 0, number: range?.before ?? 0 };
  for await (const chunk of readChunks(file, range)) yield linesIn(chunk, state);
  if (state.carried.length > 0) yield [take(wholeOf(Buffer.concat(state.carried)), false, state)];
}

interface ReadState {
  /** The beginning of a line whose end is in a later chunk. */
  carried: Buffer[];
  offset: number;
  number: number;
}

function* linesIn(chunk: Buffer, state: ReadState): Generator<RawLine> {
  let start = 0;
  for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
    const { carried } = state;
    if (carried.length === 0) yield take({ bytes: chunk, start, end }, true, state);
    else {
      const parts = [...carried.splice(0), chunk.subarray(start, end)];
      yield take(wholeOf(Buffer.concat(parts)), true, state);
    }
    start = end + 1;
  }
  // A copy: the chunk is overwritten by the one after the next.
  if (start < chunk.length) state.carried.push(Buffer.from(chunk.subarray(start)));
}

function wholeOf(bytes: Buffer): Stretch {
  return { bytes, start: 0, end: bytes.length };
}

function take({ bytes, start, end }: Stretch, terminated: boolean, state: ReadState): RawLine {
  state.number += 1;
  const isMarked =
    state.offset === 0 && bytes.subarray(start, Math.min(end, start + 3)).equals(byteOrderMark);
  const mark = isMarked ? byteOrderMark.length : 0;
  const offset = state.offset + mark;
  state.offset = offset + end - start - mark + (terminated ? 1 : 0);
  return { bytes, start: start + mark, end, number: state.number, offset, terminated };
}

/**
 * The buffers of many files wait together for the garbage collector, so a file gets two of a thirty-second of its size:
 * a command that reads eighty files of 10 MB has 30 MB less at its peak than with whole chunks.
 */
function bufferSize(fileSize: number): number {
  return Math.min(chunkSize, Math.max(Math.ceil(fileSize / 32), Math.min(smallestChunk, fileSize + 1)));
}

/**
 * The bytes of a file as chunks; a missing or unreadable file is a UserError that names it. Two buffers take turns: while
 * one is looked at the other is filled, so a chunk holds good until the next one is asked for.
 */
async function* readChunks(file: string, range?: ByteRange): AsyncGenerator<Buffer> {
  const refuse = (error: unknown): never => {
    throw asFileError(error, `cannot read ${file}`);
  };
  await assertRegularFile(file);
  const handle = await open(file, 'r').catch(refuse);
  let at = range?.from ?? 0;
  const fill = (buffer: Buffer<ArrayBuffer>) => {
    const length = Math.min(buffer.length, (range?.to ?? Number.POSITIVE_INFINITY) - at);
    // A pipe, which may stand in a file's place, has no positions.
    const filling = handle.read(buffer, 0, length, range ? at : null);
    // Whoever comes for the chunk meets the error; until then nobody may be listening.
    filling.catch(() => undefined);
    return filling;
  };
  const found = await handle.stat();
  const size = found.isFile() ? bufferSize(found.size) : chunkSize;
  let filling = fill(Buffer.allocUnsafeSlow(size));
  let spare = Buffer.allocUnsafeSlow(size);
  try {
    for (;;) {
      const { buffer, bytesRead } = await filling.catch(refuse);
      if (bytesRead === 0) return;
      at += bytesRead;
      filling = fill(spare);
      spare = buffer;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await filling.catch(() => undefined);
    await handle.close();
  }
}
