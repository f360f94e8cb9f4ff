/** Reads JSONL files as streams: any size, CRLF or LF, with or without a BOM, with a torn last line set aside. */

import { open } from 'node:fs/promises';
import type { z } from 'zod';
import { UserError } from '../../errors.ts';
import { fitsOf } from '../../records/fits.ts';
import { asFileError, assertRegularFile } from '../files/file-error.ts';

/** One line of a file: its text without the line break, and where it stands (bytes). */
export interface Line {
  text: string;
  /** Counted from 1. */
  number: number;
  offset: number;
  length: number;
  /** False only for a last line without a line break. */
  terminated: boolean;
}

export interface ReadRecord<Record> extends Omit<Line, 'text' | 'terminated'> {
  record: Record;
}

export interface ReadRecordsOptions {
  /** Called when the last line was cut off in the middle of a write; it yields no record. */
  onTorn?: (line: Line) => void;
  /** What the file should hold, for the error of a file that holds something else: "judgments". */
  holds?: string;
}

export interface EachRecordOptions<Record> extends ReadRecordsOptions {
  visit: (read: ReadRecord<Record>) => void;
}

/** Bytes from `from` up to `to`, whole lines. */
export interface ByteRange {
  from: number;
  to: number;
  /** How many lines stand before them, which are counted on; none where it is not known. */
  before?: number;
}

const chunkSize = 1 << 20;
const newline = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The lines of a file, one at a time; at most one line and one chunk are in memory. */
export async function* readLines(file: string): AsyncGenerator<Line> {
  for await (const lines of readBatches(file)) for (const line of lines) yield decodeLine(line);
}

/**
 * The records of a file, each checked against `schema`. Blank lines are skipped. A broken line is a UserError that
 * names file, line and value, except a last line without a line break: that is a torn write, given to `onTorn`.
 */
export async function* readRecords<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  options: ReadRecordsOptions = {},
): AsyncGenerator<ReadRecord<z.infer<Schema>>> {
  const read = recordReader(file, schema, options);
  for await (const lines of readBatches(file)) {
    for (const line of lines) {
      const found = read(line);
      if (found) yield found;
    }
  }
}

/** Shows `visit` the records of a file, in the manner of `readRecords` and without its waiting from row to row. */
export async function eachRecord<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  { visit, ...options }: EachRecordOptions<z.infer<Schema>>,
): Promise<void> {
  const read = recordReader(file, schema, options);
  await eachLine(file, (line) => {
    const found = read(line);
    if (found) visit(found);
  });
}

/** Shows `visit` the lines of a file, or of a part of it; resolves to the number of the last one. */
export async function eachLine(
  file: string,
  visit: (line: RawLine) => void,
  range?: ByteRange,
): Promise<number> {
  let last = range?.before ?? 0;
  for await (const lines of readBatches(file, range)) {
    for (const line of lines) {
      last = line.number;
      visit(line);
    }
  }
  return last;
}

/**
 * Makes a record of a line without decoding it, where its schema takes it and all texts of the schema's fields are ASCII:
 * a byte a character, which spares a fifth of the time of parsing. What else the record holds may be garbled, so this is
 * for schemas that strip unknown fields. Undefined for whatever has to be decoded.
 */
export function asciiReader<Schema extends z.ZodObject>(
  schema: Schema,
): (line: RawLine) => ReadRecord<z.infer<Schema>> | undefined {
  const fits = fitsOf(schema, { ascii: true });
  return ({ bytes, start, end, number, offset }) => {
    try {
      const value: unknown = JSON.parse(bytes.toString('latin1', start, end));
      return fits(value) ? { record: value, number, offset, length: end - start } : undefined;
    } catch {
      return undefined;
    }
  };
}

/** Makes records of a file's lines; undefined for a blank line and for a torn one. */
export function recordReader<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  { holds, onTorn }: ReadRecordsOptions,
): (line: RawLine) => ReadRecord<z.infer<Schema>> | undefined {
  const fits = fitsOf(schema);
  return (raw) => {
    const { text, terminated, ...place } = decodeLine(raw);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      if (text.trim() === '') return undefined;
      if (terminated) {
        throw new UserError(`cannot read ${file}:${place.number}: the line is not JSON: ${quote(text)}`);
      }
      onTorn?.({ text, terminated, ...place });
      return undefined;
    }
    const record = fits(value) ? value : checkRecord(value, schema, { file, line: place.number, holds });
    return { record, ...place };
  };
}

/**
 * The lines that end in a chunk, chunk by chunk. A line is decoded when its turn comes: a chunk of texts that wait would
 * be copied about by the garbage collector.
 */
async function* readBatches(file: string, range?: ByteRange): AsyncGenerator<Iterable<RawLine>> {
  const state: ReadState = { carried: [], offset: range?.from ?? 0, number: range?.before ?? 0 };
  for await (const chunk of readChunks(file, range)) yield linesIn(chunk, state);
  if (state.carried.length > 0) yield [take(wholeOf(Buffer.concat(state.carried)), false, state)];
}

/** The bytes of a line: those from `start` to `end`. */
interface Stretch {
  bytes: Buffer;
  start: number;
  end: number;
}

/** A line as it lies among others, without the line break: an array of its own would cost a tenth of parsing. */
export interface RawLine extends Stretch, Pick<Line, 'number' | 'offset' | 'terminated'> {}

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

/** The value as a record of `schema`; a UserError that names file, line, field and value when it is none. */
export function checkRecord<Schema extends z.ZodType>(
  value: unknown,
  schema: Schema,
  place: { file: string; line: number; holds?: string | undefined },
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || 'the line';
  const found = issue?.path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown>)?.[key],
    value,
  );
  const what = place.holds ? ` (the file should hold ${place.holds})` : '';
  const shown = found === undefined ? 'is missing' : `is ${quote(JSON.stringify(found))}: ${issue?.message}`;
  throw new UserError(`cannot read ${place.file}:${place.line}: ${field} ${shown}${what}`);
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
  // The buffers of many short files would wait together for the garbage collector.
  const found = await handle.stat();
  const size = found.isFile() ? Math.min(chunkSize, found.size + 1) : chunkSize;
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

function decodeLine({ bytes, start, end, ...place }: RawLine): Line {
  const returned = end > start && bytes[end - 1] === carriageReturn;
  return { text: bytes.toString('utf8', start, returned ? end - 1 : end), length: end - start, ...place };
}

function quote(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 60)}…` : flat;
}
