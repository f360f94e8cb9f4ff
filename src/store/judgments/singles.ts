/** Reads what results need of single judgments into a table, keeping no text. */

import { singleJudgmentSchema, singleRowSchema } from '../../records/judgment.ts';
import { defaultScale } from '../../records/scale.ts';
import type { RawLine } from '../jsonl/chunks.ts';
import { asciiReader, recordReader } from '../jsonl/reader.ts';
import { hashColumn, nameColumn, numberColumn } from '../tables/column.ts';
import { createTable, type Table } from '../tables/table.ts';
import {
  anyCalls,
  anyStamp,
  promptSetPart,
  type ReadOptions,
  scaleColumn,
  setShared,
  sharedColumns,
} from './columns.ts';
import { lastRows } from './last-rows.ts';
import { readFile, type Target } from './threads.ts';

function columns() {
  return {
    ...sharedColumns(),
    model: nameColumn<string>(),
    score: numberColumn(),
    scale: scaleColumn(),
    /** Whether the record says that there is no verdict; a grader's score is 0 then. */
    unparsed: nameColumn<boolean>(),
    answer_hash: hashColumn(),
    /** Whether a grader has judged: its records name their target. */
    graded: nameColumn<boolean>(),
    /** What a grader read out of the answer; undefined of a long text, and of a program. */
    extracted: nameColumn<string | undefined>(),
  };
}

/** Characters of an extracted answer that is kept: votes among choices are held on those. Equal programs mean nothing. */
const longestExtracted = 200;

export type SingleTable = Table<ReturnType<typeof columns>>;

export interface SingleRows extends Pick<SingleTable, 'columns' | 'at'> {
  /** The last row of each key, in the order of the keys' first rows. */
  last: Uint32Array;
  /** Superseded rows by model. */
  duplicates: ReadonlyMap<string, number>;
  /** The same of one judge. */
  duplicatesOf: (judge: string) => ReadonlyMap<string, number>;
}

export interface SingleFiles extends SingleRows {
  /** How many rows there are. */
  length: number;
  torn: { file: string; line: number }[];
}

const looseSchema = singleRowSchema.extend({ tstamp: anyStamp, calls: anyCalls });
const stampedSchema = singleRowSchema.extend({
  tstamp: singleJudgmentSchema.shape.tstamp,
  calls: anyCalls,
});

export function singleTable(): SingleTable {
  return createTable(columns());
}

/** Reads the files; broken lines are UserErrors, a torn last line is skipped and reported. */
export async function readSingles(files: readonly string[]): Promise<SingleFiles> {
  const table = singleTable();
  const torn: SingleFiles['torn'] = [];
  for (const file of files) {
    await readFile(
      file,
      singleTarget(file, ({ number }) => torn.push({ file, line: number }), table),
    );
  }
  return { ...currentRows(table), length: table.length, torn };
}

/** A table to read a file into: see `readFile`. */
export function singleTarget(
  file: string,
  onTorn: Target['onTorn'],
  table: SingleTable = singleTable(),
): Target {
  const holds = 'single judgments; pair judgments are shown with --mode pairwise-all';
  return { kind: 'single', tables: [table], read: singleReader(file, table, { onTorn, holds }), onTorn };
}

/** Adds the record of each line to the table. */
export function singleReader(
  file: string,
  table: SingleTable,
  { stamped, ...options }: ReadOptions,
): (line: RawLine) => void {
  const { columns } = table;
  const schema = stamped ? stampedSchema : looseSchema;
  const [readAscii, read] = [asciiReader(schema), recordReader(file, schema, options)];
  return (line) => {
    const found = readAscii(line) ?? read(line);
    if (!found) return;
    const [row, { record }] = [table.take(), found];
    setShared(table.columns, row, found, file);
    columns.model.set(row, record.model);
    columns.score.set(row, record.score);
    columns.scale.set(row, record.scale);
    columns.unparsed.set(row, record.unparsed !== undefined);
    columns.answer_hash.set(row, record.answer_hash);
    columns.graded.set(row, record.target !== undefined);
    const { extracted, details } = record;
    const isShort =
      extracted !== undefined && extracted.length <= longestExtracted && details?.program === undefined;
    columns.extracted.set(row, isShort ? extracted : undefined);
  };
}

/** Of the rows that the table has now, those that count. */
export function currentRows({ columns, at, length }: SingleTable): SingleRows {
  const { model, question, turn, choice, repeat, judge } = columns;
  const { last, superseded } = lastRows(length, [
    model,
    question,
    turn,
    choice,
    repeat,
    judge,
    promptSetPart(columns),
  ]);
  const duplicatesOf = (wanted?: string) => {
    const duplicates = new Map<string, number>();
    for (const row of superseded.keys()) {
      if (wanted !== undefined && judge.at(row) !== wanted) continue;
      duplicates.set(model.at(row), (duplicates.get(model.at(row)) ?? 0) + 1);
    }
    return duplicates;
  };
  return { columns, at, last, duplicates: duplicatesOf(), duplicatesOf };
}

/** The score of a row; undefined for the mark of an unparsed reply and for anything else outside the scale. */
export function scoreAt({ score, scale }: SingleTable['columns'], row: number): number | undefined {
  const value = score.at(row);
  const [low, high] = scale.at(row) ?? defaultScale;
  return value >= low && value <= high ? value : undefined;
}
