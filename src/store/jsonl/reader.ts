/** Reads JSONL files as streams: any size, CRLF or LF, with or without a BOM, with a torn last line set aside. */

import type { z } from 'zod';
import { UserError } from '../../errors.ts';
import { fitsOf } from '../../records/fits.ts';
import { issueWords } from '../../records/issue-words.ts';
import { type ByteRange, type RawLine, readBatches } from './chunks.ts';

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

const carriageReturn = 0x0d;

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

/** The value as a record of `schema`; a UserError that names file, line, field and value when it is none. */
export function checkRecord<Schema extends z.ZodType>(
  value: unknown,
  schema: Schema,
  place: { file: string; line: number; holds?: string | undefined },
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const what = place.holds ? ` (the file should hold ${place.holds})` : '';
  const problem = issue ? issueText(issue, value) : 'the line is no record';
  throw new UserError(`cannot read ${place.file}:${place.line}: ${problem}${what}`);
}

/** What is wrong with a value: the field, what stands there, what should. */
export function issueText(issue: z.core.$ZodIssue, value: unknown): string {
  const field = issue.path.join('.') || 'the line';
  const found = issue.path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown>)?.[key],
    value,
  );
  return found === undefined
    ? `${field} is missing`
    : `${field} is ${quote(JSON.stringify(found))}: ${issueWords(issue)}`;
}

function decodeLine({ bytes, start, end, ...place }: RawLine): Line {
  const returned = end > start && bytes[end - 1] === carriageReturn;
  return { text: bytes.toString('utf8', start, returned ? end - 1 : end), length: end - start, ...place };
}

function quote(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 60)}…` : flat;
}
