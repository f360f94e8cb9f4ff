/** The judgments of a bench as they lie on disk now: the small fields of every row, kept up with what runs append. */

import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { isFields, isNumber } from '../../records/fits.ts';
import { fitsRatingRow, isPlainRatingRow, ratingRowSchema } from '../../records/judgment.ts';
import {
  fitsPairRow,
  isPlainPairRow,
  pairJudgmentSchema,
  pairRowSchema,
} from '../../records/pair-judgment.ts';
import { voteSchema } from '../../records/vote.ts';
import { type FollowedFile, followFile } from '../../store/jsonl/follow.ts';
import { checkRecord, createGlance, type RawLine } from '../../store/jsonl/reader.ts';
import type { Span } from '../../store/jsonl/record-index.ts';
import { listJudgmentFiles } from '../../store/judgments/judgments.ts';
import { createOnce } from '../../store/tables/names.ts';
import {
  createPools,
  type FilledColumns,
  type GameFields,
  gameColumns,
  type LiveGame,
  type LiveRating,
  type Pools,
  type RatingFields,
  ratingColumns,
} from './row-columns.ts';
import { joinRows, type LiveRows, type RecordPlace } from './rows.ts';

const stamp = pairJudgmentSchema.shape.tstamp;
const ratingSchema = ratingRowSchema.extend({ tstamp: stamp });
const gameSchema = pairRowSchema.extend({ tstamp: stamp });

const ballotSchema = z.object({
  judge: z.string().optional(),
  model_a: z.string(),
  model_b: z.string(),
  question_id: pairJudgmentSchema.shape.question_id.optional(),
  turn: z.number().optional(),
  winner: voteSchema.shape.winner,
});

export interface LiveVote extends RecordPlace {
  row: z.infer<typeof ballotSchema>;
}

export interface Snapshot {
  /** In the order of the files and their lines. */
  ratings: LiveRows<LiveRating>;
  games: LiveRows<LiveGame>;
  votes: readonly LiveVote[];
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

interface FileRows {
  ratings: FilledColumns<RatingFields, LiveRating>;
  games: FilledColumns<GameFields, LiveGame>;
  votes: LiveVote[];
  problems: string[];
}

export const nothingRead: Snapshot = { ratings: joinRows([]), games: joinRows([]), votes: [], problems: [] };

/** Nothing is read before `advance`; what it reads can be looked at while it goes on. */
export function followRecords(where: RecordsOptions): LiveRecords {
  const files = new Map<string, Followed>();
  /** Of the files whose turn to be read is yet to come, too. */
  const sizes = new Map<string, number>();
  const common = { pools: createPools(), once: createOnce(), signal: where.signal };
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
      if (!files.has(file)) files.set(file, follow(file, mode, common));
    }
    for (const file of files.keys()) sizes.set(file, await sizeOf(file));
    for (const [, { follower }] of order()) if (await follower.advance()) changed = true;
    return changed;
  };
  const snapshot = (): Snapshot => {
    const read = order().map(([file, { rows }]) => ({ file, ...rows() }));
    return {
      ratings: joinRows(read.map(({ file, ratings }) => ({ file, columns: ratings }))),
      games: joinRows(read.map(({ file, games }) => ({ file, columns: games }))),
      votes: read.flatMap(({ votes }) => votes),
      problems: read.flatMap(({ problems }) => problems),
    };
  };
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

/** Kept of all files together. */
interface Common {
  pools: Pools;
  once: (text: string) => string;
  signal: AbortSignal;
}

function follow(file: string, mode: 'single' | 'pair', common: Common): Followed {
  let rows = noRows(common);
  const readers = { single: ratingReader(file, () => rows), pair: gameReader(file, () => rows, common) };
  const read = readers[mode];
  const visit = (line: RawLine) => {
    try {
      read(line);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      rows.problems.push(error.message);
    }
  };
  // Others may still be looking at the former rows.
  const forget = () => {
    rows = noRows(common);
  };
  return { rows: () => rows, follower: followFile(file, { visit, forget, signal: common.signal }) };
}

function noRows({ pools }: Common): FileRows {
  return { ratings: ratingColumns(pools), games: gameColumns(pools), votes: [], problems: [] };
}

/** Most lines are taken at a glance; a schema has the last word on all others. */
function ratingReader(file: string, rows: () => FileRows): (line: RawLine) => void {
  const fits = (value: unknown): value is RatingFields =>
    isFields(value) && isNumber(value.tstamp) && fitsRatingRow(value);
  const glance = createGlance<RatingFields>({ fits, isPlain: isPlainRatingRow });
  return (line) => {
    const value = glance(line)?.record ?? parse(line, file);
    if (value === undefined) return;
    const place = { file, line: line.number, holds: 'single judgments' };
    rows().ratings.add(fits(value) ? value : checkRecord(value, ratingSchema, place), spanOf(line));
  };
}

function gameReader(file: string, rows: () => FileRows, { once }: Common): (line: RawLine) => void {
  const fits = (value: unknown): value is GameFields =>
    isFields(value) && !('model_a' in value) && isNumber(value.tstamp) && fitsPairRow(value);
  const glance = createGlance({ fits, isPlain: isPlainPairRow });
  return (line) => {
    const value = glance(line)?.record ?? parse(line, file);
    if (value === undefined) return;
    const place = { file, line: line.number, holds: 'pair judgments or votes' };
    if (isFields(value) && 'model_a' in value) {
      const row = sharing(checkRecord(value, ballotSchema, place), once);
      rows().votes.push({ row, file, span: spanOf(line) });
      return;
    }
    const row = fits(value) ? value : checkRecord(value, gameSchema, place);
    if (row.model_1 === row.model_2) {
      throw new UserError(`cannot read ${file}:${line.number}: model_2 is "${row.model_2}" like model_1`);
    }
    rows().games.add(row, spanOf(line));
  };
}

/** Keeps the names of a vote once. */
function sharing(
  { judge, model_a, model_b, ...vote }: LiveVote['row'],
  once: Common['once'],
): LiveVote['row'] {
  const named = { model_a: once(model_a), model_b: once(model_b), ...vote };
  return judge === undefined ? named : { judge: once(judge), ...named };
}

function spanOf({ start, end, number, offset }: RawLine): Span {
  return { offset, length: end - start, number };
}

/** Undefined for a blank line. */
function parse({ bytes, start, end, number }: RawLine, file: string): unknown {
  const text = bytes.toString('utf8', start, end);
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`cannot read ${file}:${number}: the line is not JSON`);
  }
}
