/** Reads JSONL files as streams: any size, CRLF or LF, with or without a BOM, with a torn last line set aside. */

import { createReadStream } from 'node:fs';
import type { z } from 'zod';
import { UserError } from '../errors.ts';
import { asFileError } from './file-error.ts';

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

const newline = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The lines of a file, one at a time; at most one line and one chunk are in memory. */
export async function* readLines(file: string): AsyncGenerator<Line> {
  let carried: Buffer[] = [];
  let offset = 0;
  let number = 0;
  const take = (terminated: boolean): Line => {
    let bytes = carried.length === 1 && carried[0] ? carried[0] : Buffer.concat(carried);
    carried = [];
    number += 1;
    if (number === 1 && bytes.subarray(0, 3).equals(byteOrderMark)) {
      bytes = bytes.subarray(3);
      offset += 3;
    }
    const line = { text: decode(bytes), number, offset, length: bytes.length, terminated };
    offset += bytes.length + (terminated ? 1 : 0);
    return line;
  };
  for await (const chunk of openStream(file)) {
    let start = 0;
    for (let end = chunk.indexOf(newline, start); end !== -1; end = chunk.indexOf(newline, start)) {
      carried.push(chunk.subarray(start, end));
      start = end + 1;
      yield take(true);
    }
    if (start < chunk.length) carried.push(chunk.subarray(start));
  }
  if (carried.length > 0) yield take(false);
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
  for await (const { text, terminated, ...place } of readLines(file)) {
    if (text.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      if (!terminated) {
        options.onTorn?.({ text, terminated, ...place });
        return;
      }
      throw new UserError(`cannot read ${file}:${place.number}: the line is not JSON: ${quote(text)}`);
    }
    yield {
      record: checkRecord(value, schema, { file, line: place.number, holds: options.holds }),
      ...place,
    };
  }
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

/** The bytes of a file as chunks; a missing or unreadable file is a UserError that names it. */
async function* openStream(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw asFileError(error, `cannot read ${file}`);
  }
}

function decode(bytes: Buffer): string {
  return bytes.at(-1) === 0x0d ? bytes.toString('utf8', 0, bytes.length - 1) : bytes.toString('utf8');
}

function quote(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 60)}…` : flat;
}
