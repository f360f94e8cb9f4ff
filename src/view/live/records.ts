/** The judgments of a bench as they lie on disk now: the small fields of every row, kept up with what runs append. */

import { stat } from 'node:fs/promises';
import { UserError } from '../../errors.ts';
import { type PairRows, pairRows } from '../../results/read/pairwise/pairwise.ts';
import type { RawLine } from '../../store/jsonl/chunks.ts';
import { type FollowedFile, followFile } from '../../store/jsonl/follow.ts';
import { listJudgmentFiles } from '../../store/judgments/judgments.ts';
import { type PairTables, pairReader, pairTables } from '../../store/judgments/pairs.ts';
import {
  currentRows,
  type SingleRows,
  type SingleTable,
  singleReader,
  singleTable,
} from '../../store/judgments/singles.ts';
import type { Table } from '../../store/tables/table.ts';

/** The rows that there were, in the order of the files and their lines: what is read later is not among them. */
export interface Snapshot {
  singles: SingleRows & { length: number };
  pairs: PairRows;
  /** One line each for what could not be read. */
  problems: string[];
}

export interface LiveRecords {
  /** Reads what is new; true where anything has changed. */
  advance: () => Promise<boolean>;
  snapshot: () => Snapshot;
  /** Bytes read of the bytes that there are. */
  progress: () => { read: number; size: number };
}

export interface RecordsOptions {
  dataDir: string;
  bench: string;
  /** Ends a reading that is under way. */
  signal: AbortSignal;
}

/** What was read of a file. */
interface Followed {
  rows: () => FileRows;
  follower: FollowedFile;
}

interface FileRows extends PairTables {
  singles: SingleTable;
  problems: string[];
}

export const nothingRead: Snapshot = snapshotOf([]);

/** Nothing is read before `advance`; what it reads can be looked at while it goes on. */
export function followRecords(where: RecordsOptions): LiveRecords {
  const files = new Map<string, Followed>();
  /** Of the files whose turn to be read is yet to come, too. */
  const sizes = new Map<string, number>();
  const order = () => [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const advance = async () => {
    const found = await listFiles(where);
    let changed = false;
    for (const file of files.keys()) {
      if (found.has(file)) continue;
      files.delete(file);
      sizes.delete(file);
      changed = true;
    }
    for (const [file, mode] of found) {
      if (!files.has(file)) files.set(file, follow(file, mode, where.signal));
    }
    for (const file of files.keys()) sizes.set(file, await sizeOf(file));
    for (const [, { follower }] of order()) if (await follower.advance()) changed = true;
    return changed;
  };
  const snapshot = () => snapshotOf(order().map(([, { rows }]) => rows()));
  const progress = () => {
    const each = [...files].map(([file, { follower }]) => ({ ...follower.progress(), file }));
    return {
      read: each.reduce((sum, { read }) => sum + read, 0),
      size: each.reduce((sum, { size, file }) => sum + Math.max(size, sizes.get(file) ?? 0), 0),
    };
  };
  return { advance, snapshot, progress };
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

async function listFiles({ dataDir, bench }: { dataDir: string; bench: string }) {
  const found = new Map<string, 'single' | 'pair'>();
  for (const mode of ['single', 'pair'] as const) {
    for (const file of await listJudgmentFiles(dataDir, bench, mode)) found.set(file, mode);
  }
  return found;
}

function follow(file: string, mode: 'single' | 'pair', signal: AbortSignal): Followed {
  let rows: FileRows;
  let read: (line: RawLine) => void;
  // Others may still be looking at the former rows.
  const forget = () => {
    rows = { singles: singleTable(), ...pairTables(), problems: [] };
    const holds = mode === 'single' ? 'single judgments' : 'pair judgments or votes';
    const options = { holds, stamped: true };
    read = mode === 'single' ? singleReader(file, rows.singles, options) : pairReader(file, rows, options);
  };
  forget();
  const visit = (line: RawLine) => {
    try {
      read(line);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      rows.problems.push(error.message);
    }
  };
  return { rows: () => rows, follower: followFile(file, { visit, forget, signal }) };
}

function snapshotOf(files: readonly FileRows[]): Snapshot {
  const singles = joined(
    files.map((each) => each.singles),
    singleTable,
  );
  const pairs = joined(
    files.map((each) => each.pairs),
    () => pairTables().pairs,
  );
  const votes = joined(
    files.map((each) => each.votes),
    () => pairTables().votes,
  );
  return {
    singles: { ...currentRows(singles), length: singles.length },
    pairs: pairRows({ pairs, votes }),
    problems: files.flatMap(({ problems }) => problems),
  };
}

/** The rows of several tables as those of one; most benches have one file of each kind, whose table it is. */
function joined<Columns>(tables: readonly Table<Columns>[], make: () => Table<Columns>): Table<Columns> {
  const filled = tables.filter(({ length }) => length > 0);
  const [only] = filled;
  if (only && filled.length === 1) return { ...only, length: only.length };
  const all = make();
  for (const table of filled) all.load(table.dump());
  return all;
}
