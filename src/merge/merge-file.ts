/** Merges JSONL files of the same kind: one record a key, in order, and no two that say different things. */

import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { canonicalJson } from '../content-hash.ts';
import { systemCode, UserError } from '../errors.ts';
import { contentOf } from '../records/content.ts';
import { asFileError } from '../store/files/file-error.ts';
import type { ReadRecord, ReadRecordsOptions } from '../store/jsonl/reader.ts';
import { type LineReader, openLines, replaceWithLines, type StoredLine } from '../store/jsonl/rewrite.ts';
import { compareRanks, type Rank } from '../store/jsonl/sort.ts';

/** How records of a kind are read and distinguished. */
export interface RecordKind<Record extends object> {
  /** What a record is: "answers". */
  noun: string;
  /** The records of a file, checked, each with its key. */
  read: (file: string, options: ReadRecordsOptions) => AsyncIterable<ReadRecord<Record> & { key: string }>;
  rankOf: (record: Record) => Rank;
  /** A record's identity in words. */
  describe: (record: Record) => string;
  /** Whose records a file holds, where a file holds those of one only. */
  ownerOf?: (record: Record) => string;
}

interface Row extends StoredLine {
  key: string;
  rank: Rank;
  /** Counted from 1. */
  number: number;
  /** Equal for records that are equal to the last field and digit; a shortcut, so that few lines are read again. */
  print: string;
}

export interface FileMerge {
  /** One row a key, in order. */
  kept: Row[];
  /** Rows of the first file that a later row of the same file replaces. */
  superseded: Row[];
  /** Of `kept`, those that the first file lacks. */
  added: number;
  /** Rows left out because an earlier file has the same. */
  same: number;
  /** Pairs of rows that cannot both be true, one line each. */
  conflicts: string[];
  /** Lines that are not taken, one line each. */
  notes: string[];
  /** What the files were when they were read. */
  marks: Map<string, string>;
}

/**
 * Compares the files, of which the first, where it exists, is the one that the others are merged into. Reads each as a
 * stream, keeps keys and places, and looks at two rows of one key side by side. A broken line is a UserError.
 */
export async function planFileMerge<Record extends object>(
  files: readonly string[],
  kind: RecordKind<Record>,
): Promise<FileMerge> {
  const union: FileMerge = {
    kept: [],
    superseded: [],
    added: 0,
    same: 0,
    conflicts: [],
    notes: [],
    marks: new Map(),
  };
  const rows = new Map<string, Row>();
  const owners = new Map<string, string>();
  const lines = openLines();
  try {
    for (const file of files) {
      union.marks.set(file, await markOf(file));
      if (!existsSync(file)) continue;
      const own = await readRows(file, kind, owners);
      union.notes.push(...own.notes);
      if (file === files[0]) union.superseded = own.replaced;
      else if (own.replaced.length > 0) union.notes.push(replacedNote(file, own.replaced.length));
      for (const row of own.rows.values()) {
        const earlier = rows.get(row.key);
        if (!earlier) rows.set(row.key, row);
        else if (await sayTheSame(earlier, row, lines)) union.same += 1;
        else union.conflicts.push(await describeConflict(earlier, row, { kind, lines }));
        if (!earlier && file !== files[0]) union.added += 1;
      }
    }
  } finally {
    await lines.close();
  }
  union.conflicts.push(...ownerConflicts(owners, kind.noun));
  union.kept = [...rows.values()].sort((a, b) => compareRanks(a.rank, b.rank));
  return union;
}

/** Makes the union the content of `file`, in one step; a file that lacks nothing is not touched. The caller holds its lock. */
export async function writeUnion(file: string, union: FileMerge): Promise<void> {
  if (union.added === 0) return;
  const check = async () => {
    const changed = await changedFile(union);
    if (changed === undefined) return;
    throw new UserError(`${changed} has changed while it was merged: when its run has ended, merge again`);
  };
  await replaceWithLines(file, union, check).catch((error: unknown) => {
    throw asFileError(error, `cannot write ${file}`);
  });
}

/** Whether the files are still what they were when the union was planned. */
export async function isCurrent(union: FileMerge): Promise<boolean> {
  return (await changedFile(union)) === undefined;
}

/** The last row of each key in one file. */
async function readRows<Record extends object>(
  file: string,
  kind: RecordKind<Record>,
  owners: Map<string, string>,
): Promise<{ rows: Map<string, Row>; replaced: Row[]; notes: string[] }> {
  const rows = new Map<string, Row>();
  const replaced: Row[] = [];
  const notes: string[] = [];
  const onTorn = ({ number }: { number: number }) =>
    notes.push(`${file}:${number} is cut off and is left out`);
  for await (const { record, key, offset, length, number } of kind.read(file, { onTorn, holds: kind.noun })) {
    const earlier = rows.get(key);
    if (earlier) replaced.push(earlier);
    rows.delete(key);
    const print = hash('sha1', JSON.stringify(record), 'base64');
    rows.set(key, { file, offset, length, number, key, print, rank: kind.rankOf(record) });
    const owner = kind.ownerOf?.(record);
    if (owner !== undefined && !owners.has(file)) owners.set(file, owner);
  }
  return { rows, replaced, notes };
}

function replacedNote(file: string, count: number): string {
  return `${file}: ${count} ${count === 1 ? 'row that a later row replaces is' : 'rows that later rows replace are'} left out`;
}

async function sayTheSame(a: Row, b: Row, lines: LineReader): Promise<boolean> {
  if (a.print === b.print) return true;
  const [left, right] = [parse(await lines.read(a)), parse(await lines.read(b))];
  return canonicalJson(contentOf(left)) === canonicalJson(contentOf(right));
}

function parse(line: Buffer): object {
  return JSON.parse(line.toString('utf8')) as object;
}

async function describeConflict<Record extends object>(
  a: Row,
  b: Row,
  { kind, lines }: { kind: RecordKind<Record>; lines: LineReader },
): Promise<string> {
  const record = parse(await lines.read(b)) as Record;
  return `${a.file}:${a.number} and ${b.file}:${b.number} differ on ${kind.describe(record)}`;
}

function ownerConflicts(owners: ReadonlyMap<string, string>, noun: string): string[] {
  const [first, ...others] = owners;
  if (!first) return [];
  return others
    .filter(([, owner]) => owner !== first[1])
    .map(([file, owner]) => `${first[0]} holds the ${noun} of "${first[1]}" and ${file} those of "${owner}"`);
}

/** Changes when the file does. */
async function markOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'absent';
    throw asFileError(error, `cannot read ${file}`);
  }
}

async function changedFile({ marks }: FileMerge): Promise<string | undefined> {
  for (const [file, mark] of marks) if ((await markOf(file)) !== mark) return file;
  return undefined;
}
