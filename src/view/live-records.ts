/** The judgments of a bench as they lie on disk now: the small fields of every row, kept up with what runs append. */

import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { singleJudgmentSchema } from '../records/judgment.ts';
import { pairJudgmentSchema } from '../records/pair-judgment.ts';
import { voteSchema } from '../records/vote.ts';
import { type FollowedFile, followFile } from '../store/followed-file.ts';
import { checkRecord, type Line } from '../store/jsonl-reader.ts';
import { listJudgmentFiles } from '../store/judgments.ts';
import type { Span } from '../store/record-index.ts';
import { createIntern, type Intern } from './intern.ts';

const hashes = { question_hash: true, reference_hash: true, prompt_hash: true } as const;
const sets = { prompt_set: true, prompt_set_hash: true, demo: true, tstamp: true } as const;
const rounds = { question_id: true, judge: true, turn: true, choice: true, repeat: true } as const;

const ratingSchema = z.object(singleJudgmentSchema.shape).pick({
  ...{ ...rounds, ...hashes, ...sets, model: true, score: true, answer_hash: true },
});

const gameSchema = z.object(pairJudgmentSchema.shape).pick({
  ...{ ...rounds, ...hashes, ...sets, model_1: true, model_2: true, g1_winner: true, g2_winner: true },
  ...{
    answer_1_hash: true,
    answer_2_hash: true,
    games: true,
    both_bad: true,
    withdrawn: true,
    vote_id: true,
  },
});

const ballotSchema = z.object({
  judge: z.string().optional(),
  model_a: z.string(),
  model_b: z.string(),
  question_id: pairJudgmentSchema.shape.question_id.optional(),
  turn: z.number().optional(),
  winner: voteSchema.shape.winner,
});

/** A row without its texts, and where they stand. */
export interface Placed<Row> {
  row: Row;
  file: string;
  span: Span;
}

export type LiveRating = Placed<z.infer<typeof ratingSchema>>;
export type LiveGame = Placed<z.infer<typeof gameSchema>>;
export type LiveVote = Placed<z.infer<typeof ballotSchema>>;

export interface Snapshot {
  /** In the order of the files and their lines. */
  ratings: LiveRating[];
  games: LiveGame[];
  votes: LiveVote[];
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

/** The rows of one file. */
interface Followed extends Snapshot {
  follower: FollowedFile;
}

/** Nothing is read before `advance`; what it reads can be looked at while it goes on. */
export function followRecords(where: { dataDir: string; bench: string }): LiveRecords {
  const files = new Map<string, Followed>();
  /** Of the files whose turn to be read is yet to come, too. */
  const sizes = new Map<string, number>();
  const intern = createIntern();
  const order = () => [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, followed]) => followed);
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
      if (!files.has(file)) files.set(file, follow(file, mode, intern));
    }
    for (const file of files.keys()) sizes.set(file, await sizeOf(file));
    for (const { follower } of order()) if (await follower.advance()) changed = true;
    return changed;
  };
  return {
    advance,
    snapshot: () => ({
      ratings: order().flatMap(({ ratings }) => ratings),
      games: order().flatMap(({ games }) => games),
      votes: order().flatMap(({ votes }) => votes),
      problems: order().flatMap(({ problems }) => problems),
    }),
    progress: () => {
      const each = [...files].map(([file, { follower }]) => ({ ...follower.progress(), file }));
      return {
        read: each.reduce((sum, { read }) => sum + read, 0),
        size: each.reduce((sum, { size, file }) => sum + Math.max(size, sizes.get(file) ?? 0), 0),
      };
    },
  };
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

function follow(file: string, mode: 'single' | 'pair', intern: Intern): Followed {
  const rows: Omit<Followed, 'follower'> = { ratings: [], games: [], votes: [], problems: [] };
  const visit = ({ text, number, offset, length }: Line) => {
    if (text.trim() === '') return;
    const span = { offset, length, number };
    try {
      add(rows, mode, { value: readJson(text, file, number), file, span, intern });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      rows.problems.push(error.message);
    }
  };
  const forget = () => {
    for (const list of [rows.ratings, rows.games, rows.votes, rows.problems]) list.length = 0;
  };
  return { ...rows, follower: followFile(file, { visit, forget }) };
}

interface Found {
  value: unknown;
  file: string;
  span: Span;
  intern: Intern;
}

function add(rows: Snapshot, mode: 'single' | 'pair', { value, file, span, intern }: Found): void {
  const place = { file, line: span.number };
  if (mode === 'single') {
    const row = intern(checkRecord(value, ratingSchema, { ...place, holds: 'single judgments' }));
    rows.ratings.push({ row, file, span });
  } else if (value !== null && typeof value === 'object' && 'model_a' in value) {
    rows.votes.push({ row: intern(checkRecord(value, ballotSchema, place)), file, span });
  } else {
    const row = intern(checkRecord(value, gameSchema, { ...place, holds: 'pair judgments or votes' }));
    if (row.model_1 === row.model_2) {
      throw new UserError(`cannot read ${file}:${span.number}: model_2 is "${row.model_2}" like model_1`);
    }
    rows.games.push({ row, file, span });
  }
}

function readJson(text: string, file: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`cannot read ${file}:${line}: the line is not JSON`);
  }
}
