/** The columns that single and pair judgments have alike. */

import { z } from 'zod';
import { isFields } from '../../records/fits.ts';
import { promptSetKey } from '../../records/judge-prompt.ts';
import { type QuestionId, questionKey } from '../../records/question.ts';
import { defaultScale, type Scale } from '../../records/scale.ts';
import type { ReadRecord, ReadRecordsOptions } from '../jsonl/reader.ts';
import type { Span } from '../jsonl/record-index.ts';
import { type Column, nameColumn, numberColumn } from '../tables/column.ts';
import { spanColumns } from '../tables/entries.ts';
import type { KeyPart } from './last-rows.ts';

const defaultText = defaultScale.join(' ');

export function sharedColumns() {
  return {
    question: nameColumn<string>(),
    judge: nameColumn<string>(),
    /** The name of the judge prompt. */
    prompt: nameColumn<string>(),
    turn: nameColumn<number>(),
    choice: nameColumn<number>(),
    repeat: nameColumn<number>(),
    question_hash: nameColumn<string | undefined>(),
    reference_hash: nameColumn<string | null | undefined>(),
    prompt_hash: nameColumn<string | undefined>(),
    prompt_set: nameColumn<string | undefined>(),
    prompt_set_hash: nameColumn<string | undefined>(),
    demo: nameColumn<true | undefined>(),
    /** Model and temperature of the last call, as JSON; undefined where the record has none. */
    asked: nameColumn<string | undefined>(),
    /** Seconds since 1970; 0 where the record does not say. */
    tstamp: numberColumn(),
    ...placeColumns(),
  };
}

/** Where each row's record stands. */
export function placeColumns() {
  return { file: nameColumn<string>(), ...spanColumns() };
}

/** How lines are read. */
export interface ReadOptions extends ReadRecordsOptions {
  /** Whether a record must say when it was made. */
  stamped?: boolean;
}

/** Calls are looked into only where they are shown. */
export const anyCalls = z.unknown().optional();

/** As far as results need it: when a judgment was made need not be known. */
export const anyStamp = z.unknown().optional();

/** The fields of a record that these columns hold. */
interface SharedFields {
  question_id: QuestionId;
  judge: readonly [string, string];
  turn: number;
  choice?: number | undefined;
  repeat?: number | undefined;
  question_hash?: string | undefined;
  reference_hash?: string | null | undefined;
  prompt_hash?: string | undefined;
  prompt_set?: string | undefined;
  prompt_set_hash?: string | undefined;
  demo?: true | undefined;
  tstamp?: unknown;
  /** Of a pair judgment those of its first game. */
  calls?: unknown;
  g1_calls?: unknown;
}

/** The prompt set as a part of a row's key: rows that name none count as the default's, as in `promptSetKey`. */
export function promptSetPart({ prompt_set }: Pick<ReturnType<typeof sharedColumns>, 'prompt_set'>): KeyPart {
  const values = prompt_set.values.map((name) => JSON.stringify(promptSetKey(name)));
  const numbers = values.map((name) => values.indexOf(name));
  return { values, numberAt: (row) => numbers[prompt_set.numberAt(row)] ?? 0 };
}

/** Sets these columns of a row. */
export function setShared(
  columns: ReturnType<typeof sharedColumns>,
  row: number,
  found: ReadRecord<SharedFields>,
  file: string,
): void {
  const { record } = found;
  const { judge, choice, repeat, tstamp } = record;
  columns.question.set(row, questionKey(record));
  columns.judge.set(row, judge[0]);
  columns.prompt.set(row, judge[1]);
  columns.turn.set(row, record.turn);
  columns.choice.set(row, choice ?? 0);
  columns.repeat.set(row, repeat ?? 0);
  columns.question_hash.set(row, record.question_hash);
  columns.reference_hash.set(row, record.reference_hash);
  columns.prompt_hash.set(row, record.prompt_hash);
  columns.prompt_set.set(row, record.prompt_set);
  columns.prompt_set_hash.set(row, record.prompt_set_hash);
  columns.demo.set(row, record.demo);
  columns.asked.set(row, askedOf(record.calls ?? record.g1_calls));
  columns.tstamp.set(row, typeof tstamp === 'number' ? tstamp : 0);
  setPlace(columns, row, found, file);
}

/** As the service reports the model. What is not as it should be is left out: no figure rests on it. */
function askedOf(calls: unknown): string | undefined {
  const call: unknown = Array.isArray(calls) ? calls.at(-1) : undefined;
  if (!isFields(call)) return undefined;
  const { model, sent } = call;
  const parameters = isFields(sent) && isFields(sent.parameters) ? sent.parameters : {};
  const { temperature } = parameters;
  return JSON.stringify([
    typeof model === 'string' ? model : null,
    typeof temperature === 'number' ? temperature : null,
  ]);
}

export function setPlace(
  columns: ReturnType<typeof placeColumns>,
  row: number,
  { offset, length, number }: Span,
  file: string,
): void {
  columns.file.set(row, file);
  columns.offset.set(row, offset);
  columns.length.set(row, length);
  columns.number.set(row, number);
}

export function scaleColumn(): Column<Scale | undefined> {
  const texts = nameColumn<string>();
  const scales: Scale[] = [];
  return {
    ...texts,
    set: (row, scale) => texts.set(row, scale ? scale.join(' ') : defaultText),
    at: (row) => {
      const known = scales[texts.numberAt(row)];
      if (known) return known;
      const [low = 0, high = 0] = texts.at(row).split(' ').map(Number);
      scales[texts.numberAt(row)] = [low, high];
      return [low, high];
    },
  };
}
