/** Puts a finished file in its canonical order, one row a key, as FastChat's `reorg_answer_file` does. */

import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { asFileError } from './file-error.ts';
import { readRecords } from './jsonl-reader.ts';

interface Row {
  key: string;
  rank: readonly (string | number)[];
  offset: number;
  length: number;
}

export interface ReorganiseOptions<Record> {
  keyOf: (record: Record) => string;
  /** What the rows are sorted by, compared part by part; equal ranks keep their order. */
  rankOf: (record: Record) => readonly (string | number)[];
}

/**
 * Rewrites `file` sorted by rank with the last row of each key. Earlier rows of a key are moved to
 * `<file>.superseded`: nothing that was paid for is lost. The new file replaces the old one in one step, and a file
 * that is in order already is left alone. Returns the number of rows moved.
 */
export async function reorganise<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  options: ReorganiseOptions<z.infer<Schema>>,
): Promise<number> {
  const rows: Row[] = [];
  for await (const { record, offset, length } of readRecords(file, schema)) {
    rows.push({ key: options.keyOf(record), rank: options.rankOf(record), offset, length });
  }
  const lastOf = new Map(rows.map((row) => [row.key, row]));
  const superseded = rows.filter((row) => lastOf.get(row.key) !== row);
  const kept = rows.filter((row) => lastOf.get(row.key) === row).sort((a, b) => compareRanks(a.rank, b.rank));
  if (superseded.length === 0 && kept.every((row, position) => row === rows[position])) return 0;
  await rewrite(file, { kept, superseded }).catch((error: unknown) => {
    throw asFileError(error, `cannot put ${file} in order`);
  });
  return superseded.length;
}

async function rewrite(file: string, rows: { kept: Row[]; superseded: Row[] }): Promise<void> {
  const temporary = `${file}.new`;
  const source = await open(file, 'r');
  try {
    const target = await open(temporary, 'w');
    try {
      for (const row of rows.kept) await target.appendFile(await lineOf(source, row));
      await target.sync();
    } finally {
      await target.close();
    }
    await keepSuperseded(`${file}.superseded`, source, rows.superseded);
    await rename(temporary, file);
    const folder = await open(dirname(file), 'r');
    await folder.sync().finally(() => folder.close());
  } finally {
    await source.close();
    await rm(temporary, { force: true });
  }
}

/** On disk before the file that they are taken from is replaced. */
async function keepSuperseded(file: string, source: FileHandle, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const target = await open(file, 'a');
  try {
    for (const row of rows) await target.appendFile(await lineOf(source, row));
    await target.sync();
  } finally {
    await target.close();
  }
}

async function lineOf(source: FileHandle, row: Row): Promise<Buffer> {
  const line = Buffer.alloc(row.length + 1, '\n');
  await source.read(line, 0, row.length, row.offset);
  return line;
}

function compareRanks(a: Row['rank'], b: Row['rank']): number {
  for (const [position, left] of a.entries()) {
    const right = b[position] ?? '';
    if (left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}
