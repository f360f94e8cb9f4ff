/** Puts a finished file in its canonical order, one row a key, as FastChat's `reorg_answer_file` does. */

import type { z } from 'zod';
import { asFileError } from '../files/file-error.ts';
import { eachRecord } from './reader.ts';
import { replaceWithLines, type StoredLine } from './rewrite.ts';

/** What rows are sorted by, compared part by part. */
export type Rank = readonly (string | number)[];

interface Row extends StoredLine {
  key: string;
  rank: Rank;
}

export interface SortOptions<Record> {
  keyOf: (record: Record) => string;
  /** Equal ranks keep their order. */
  rankOf: (record: Record) => Rank;
}

/**
 * Rewrites `file` sorted by rank with the last row of each key. Earlier rows of a key are moved to
 * `<file>.superseded`: nothing that was paid for is lost. The new file replaces the old one in one step, and a file
 * that is in order already is left alone. Returns the number of rows moved.
 */
export async function sortFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  options: SortOptions<z.infer<Schema>>,
): Promise<number> {
  const rows: Row[] = [];
  const { keyOf, rankOf } = options;
  await eachRecord(file, schema, {
    visit: ({ record, offset, length }) => {
      rows.push({ file, offset, length, key: keyOf(record), rank: rankOf(record) });
    },
  });
  const lastOf = new Map(rows.map((row) => [row.key, row]));
  const superseded = rows.filter((row) => lastOf.get(row.key) !== row);
  const kept = rows.filter((row) => lastOf.get(row.key) === row).sort((a, b) => compareRanks(a.rank, b.rank));
  if (superseded.length === 0 && kept.every((row, position) => row === rows[position])) return 0;
  await replaceWithLines(file, { kept, superseded }).catch((error: unknown) => {
    throw asFileError(error, `cannot put ${file} in order`);
  });
  return superseded.length;
}

/** For sorting: negative where `a` comes first. */
export function compareRanks(a: Rank, b: Rank): number {
  for (const [position, left] of a.entries()) {
    const right = b[position] ?? '';
    if (left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}
