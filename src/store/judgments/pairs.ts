/** Reads what pairwise results need of pair judgments and votes into tables, keeping no text. */

import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { pairJudgmentSchema, pairRowSchema } from '../../records/pair-judgment.ts';
import { questionKey } from '../../records/question.ts';
import { type VoteRecord, voteSchema } from '../../records/vote.ts';
import type { RawLine } from '../jsonl/chunks.ts';
import { asciiReader, checkRecord, type ReadRecord, recordReader } from '../jsonl/reader.ts';
import { createNames, hashColumn, nameColumn, numberColumn } from '../tables/column.ts';
import { createTable, type RowOf, type Table } from '../tables/table.ts';
import {
  anyCalls,
  anyStamp,
  placeColumns,
  promptSetPart,
  type ReadOptions,
  setPlace,
  setShared,
  sharedColumns,
} from './columns.ts';
import { type KeyPart, lastAmong, lastRows } from './last-rows.ts';
import { readFile, type Target } from './threads.ts';

type PairFields = z.infer<typeof looseSchema>;

function pairColumns() {
  const models = createNames<string>();
  return {
    ...sharedColumns(),
    model_1: nameColumn(models),
    model_2: nameColumn(models),
    g1_winner: nameColumn<PairFields['g1_winner']>(),
    g2_winner: nameColumn<PairFields['g2_winner']>(),
    answer_1_hash: hashColumn(),
    answer_2_hash: hashColumn(),
    games: nameColumn<1 | undefined>(),
    withdrawn: nameColumn<true | undefined>(),
    shown_first: nameColumn<PairFields['shown_first']>(),
    /** Of model_2, 0 to 1; NaN where the record has none, as with the lengths. */
    preference: numberColumn(),
    length_1: numberColumn(),
    length_2: numberColumn(),
    g1_label: nameColumn<PairFields['g1_label']>(),
    g2_label: nameColumn<PairFields['g2_label']>(),
  };
}

function voteColumns() {
  const models = createNames<string>();
  return {
    judge: nameColumn<string | undefined>(),
    model_a: nameColumn(models),
    model_b: nameColumn(models),
    question: nameColumn<string | undefined>(),
    turn: nameColumn<number | undefined>(),
    winner: nameColumn<VoteRecord['winner']>(),
    ...placeColumns(),
  };
}

export type PairTable = Table<ReturnType<typeof pairColumns>>;
export type VoteTable = Table<ReturnType<typeof voteColumns>>;
export type VoteRow = RowOf<VoteTable['columns']>;

export interface PairTables {
  pairs: PairTable;
  /** Every vote: a voter may well have voted twice, and arenas name nobody. */
  votes: VoteTable;
}

export interface PairFiles extends PairTables {
  torn: { file: string; line: number }[];
}

/** Either kind of record: its fields show which it is. */
const lineSchema = z.looseObject({});
const looseSchema = pairRowSchema.extend({ tstamp: anyStamp, g1_calls: anyCalls });
const stampedSchema = pairRowSchema.extend({
  tstamp: pairJudgmentSchema.shape.tstamp,
  g1_calls: anyCalls,
});

export function pairTables(): PairTables {
  return { pairs: createTable(pairColumns()), votes: createTable(voteColumns()) };
}

/** Reads the files, whose lines may be of both kinds; broken lines are UserErrors, a torn last line is set aside. */
export async function readPairs(files: readonly string[]): Promise<PairFiles> {
  const tables = pairTables();
  const torn: PairFiles['torn'] = [];
  for (const file of files) {
    await readFile(
      file,
      pairTarget(file, ({ number }) => torn.push({ file, line: number }), tables),
    );
  }
  return { ...tables, torn };
}

/** Tables to read a file into: see `readFile`. */
export function pairTarget(
  file: string,
  onTorn: Target['onTorn'],
  tables: PairTables = pairTables(),
): Target {
  const holds = 'pair judgments or votes; single judgments are shown with --mode single';
  const read = pairReader(file, tables, { onTorn, holds });
  return { kind: 'pair', tables: [tables.pairs, tables.votes], read, onTorn };
}

/** Adds the record of each line to its table. */
export function pairReader(
  file: string,
  { pairs, votes }: PairTables,
  { stamped, ...options }: ReadOptions,
): (line: RawLine) => void {
  const schema = stamped ? stampedSchema : looseSchema;
  const [readAscii, read] = [asciiReader(schema), recordReader(file, lineSchema, options)];
  return (line) => {
    const plain = readAscii(line);
    // A vote may have any fields besides its own.
    const found = plain && !('model_a' in plain.record) ? plain : read(line);
    if (!found) return;
    const place = { file, line: found.number, holds: options.holds };
    if ('model_a' in found.record) {
      setVote(votes, { ...found, record: checkRecord(found.record, voteSchema, place) }, file);
      return;
    }
    const record = found === plain ? plain.record : checkRecord(found.record, schema, place);
    if (record.model_1 === record.model_2) {
      throw new UserError(`cannot read ${file}:${place.line}: model_2 is "${record.model_2}" like model_1`);
    }
    setPair(pairs, { ...found, record }, file);
  };
}

/** The last row of each key, in the order of the keys' first rows; the two models of a key have no order. */
export function lastPairs({ columns, length }: PairTable) {
  return lastRows(length, [...matchParts(columns), promptSetPart(columns)]);
}

/** The same of some rows, whatever set of judge prompts each is by. */
export function lastPairsAmong({ columns }: PairTable, rows: Uint32Array) {
  return lastAmong(rows, matchParts(columns));
}

function matchParts(columns: PairTable['columns']): KeyPart[] {
  const { model_1, model_2, question, turn, choice, repeat, judge } = columns;
  const part = (choose: (one: number, other: number) => number): KeyPart => ({
    numberAt: (row) => choose(model_1.numberAt(row), model_2.numberAt(row)),
    values: model_1.values,
  });
  return [part(Math.min), part(Math.max), question, turn, choice, repeat, judge];
}

function setPair({ columns, take }: PairTable, found: ReadRecord<PairFields>, file: string): void {
  const { record } = found;
  const row = take();
  setShared(columns, row, found, file);
  columns.model_1.set(row, record.model_1);
  columns.model_2.set(row, record.model_2);
  columns.g1_winner.set(row, record.g1_winner);
  columns.g2_winner.set(row, record.g2_winner);
  columns.answer_1_hash.set(row, record.answer_1_hash);
  columns.answer_2_hash.set(row, record.answer_2_hash);
  columns.games.set(row, record.games);
  columns.withdrawn.set(row, record.withdrawn);
  columns.shown_first.set(row, record.shown_first);
  columns.preference.set(row, record.preference ?? Number.NaN);
  columns.length_1.set(row, record.length_1 ?? Number.NaN);
  columns.length_2.set(row, record.length_2 ?? Number.NaN);
  columns.g1_label.set(row, record.g1_label);
  columns.g2_label.set(row, record.g2_label);
}

function setVote(
  { columns, take }: VoteTable,
  { record, ...span }: ReadRecord<VoteRecord>,
  file: string,
): void {
  const { judge, model_a, model_b, question_id, turn, winner } = record;
  const row = take();
  columns.judge.set(row, judge);
  columns.model_a.set(row, model_a);
  columns.model_b.set(row, model_b);
  columns.question.set(row, question_id === undefined ? undefined : questionKey({ question_id }));
  columns.turn.set(row, turn);
  columns.winner.set(row, winner);
  setPlace(columns, row, span, file);
}
