/** Where the records of a JSONL file stand: the last of each key, so that a file of any size can be looked up. */

import { type FileHandle, open } from 'node:fs/promises';
import type { z } from 'zod';
import { systemCode } from '../../errors.ts';
import { asFileError } from '../files/file-error.ts';
import { createNames } from '../tables/column.ts';
import { checkRecord, eachRecord, type Line } from './reader.ts';

/** A line's place in its file, in bytes, and its number, counted from 1. */
export interface Span {
  offset: number;
  length: number;
  number: number;
}

/** What an index holds, by key: a Map, or something that keeps the same in less memory. */
export interface Entries<Value> extends Iterable<[string, Value]> {
  readonly size: number;
  has: (key: string) => boolean;
  get: (key: string) => Value | undefined;
  set: (key: string, value: Value) => void;
  values: () => IterableIterator<Value>;
}

export interface RecordIndex<Entry> {
  /** The last record of each key: what `summarise` kept of it, and where it stands. */
  entries: Entries<Entry & Span>;
  /** Rows that a later row of the same key replaces. */
  duplicates: number;
  torn: Line | undefined;
}

export interface IndexOptions<Record, Entry> {
  keyOf: (record: Record) => string;
  /** What to keep of a record in memory; `once` spares a second copy of texts that many records bear. */
  summarise: (record: Record, once: (text: string) => string) => Entry;
  holds?: string;
  /** An empty one to fill; a Map where none is given. */
  entries?: Entries<Entry & Span>;
}

/** Indexes a file; a file that does not exist is an empty index. The whole file is read, and nothing else is kept. */
export async function indexRecords<Schema extends z.ZodType, Entry extends object>(
  file: string,
  schema: Schema,
  options: IndexOptions<z.infer<Schema>, Entry>,
): Promise<RecordIndex<Entry>> {
  const { entries = new Map<string, Entry & Span>() } = options;
  const index: RecordIndex<Entry> = { entries, duplicates: 0, torn: undefined };
  if (!(await exists(file))) return index;
  const onTorn = (line: Line) => {
    index.torn = line;
  };
  const { keyOf, summarise, holds } = options;
  const { numberOf, values } = createNames<string>();
  const once = (text: string) => values[numberOf(text)] ?? text;
  await eachRecord(file, schema, {
    onTorn,
    ...(holds === undefined ? {} : { holds }),
    visit: ({ record, offset, length, number }) => {
      const key = keyOf(record);
      if (index.entries.has(key)) index.duplicates += 1;
      index.entries.set(key, Object.assign(summarise(record, once), { offset, length, number }));
    },
  });
  return index;
}

/** Opens a file to read single records by their place. */
export async function openRecords<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<{ read: (span: Span) => Promise<z.infer<Schema>>; close: () => Promise<void> }> {
  const handle: FileHandle = await open(file, 'r');
  return {
    read: async (span) => {
      const bytes = Buffer.alloc(span.length);
      await handle.read(bytes, 0, span.length, span.offset);
      return checkRecord(JSON.parse(bytes.toString('utf8')), schema, { file, line: span.number });
    },
    close: () => handle.close(),
  };
}

async function exists(file: string): Promise<boolean> {
  try {
    await (await open(file, 'r')).close();
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw asFileError(error, `cannot read ${file}`);
  }
}
