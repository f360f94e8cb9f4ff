/** Rows of single judgments in columns: a million of them take 100 MB, where objects would take 500. */

import type { RatingRow } from '../../records/judgment.ts';
import { distinctScales, type Scale } from '../../records/scale.ts';
import { type Column, hashColumn, numberColumn, wholeColumn } from '../tables/column.ts';
import { createPlaces, hashOfKey } from '../tables/hash-index.ts';
import { createNames, type Names } from '../tables/names.ts';
import { type Rows, rowsOf } from '../tables/rows.ts';
import { createKinds, createWordings, type Kind, known, questionNumbers } from './row-kinds.ts';

/** A row as it is given back: the digits of its answer's hash are made where they are wanted. */
export interface KeptRow extends Omit<RatingRow, 'answer_hash'> {
  answerHash: () => string | undefined;
}

/** What FastChat sees of a row. */
export interface PlainRow {
  model: string;
  judge: string;
  turn: number;
  score: number;
}

export interface RatingTable {
  add: (row: RatingRow) => void;
  /** The last row of each key, in the place of the key's first. */
  rows: () => Rows<KeptRow>;
  /** Every row, in the order of the files, where they are kept. */
  all: () => Rows<PlainRow>;
  /** Superseded rows by model. */
  duplicates: Map<string, number>;
  /** Names in the order of first appearance. */
  models: readonly string[];
  judges: readonly string[];
  /** Each scale that a row has or had, once. */
  scales: () => readonly Scale[];
}

/** `every` keeps the rows that were replaced, too; without it `all` has none. */
export function createRatingTable({ every: keepsEvery = false } = {}): RatingTable {
  const [models, judges] = [createNames(), createNames()];
  const kinds = createKinds(judges);
  const last = lastRows(models, kinds.all);
  const every = everyRow(models, kinds.all);
  const duplicates = new Map<string, number>();
  const add = (row: RatingRow) => {
    const place = { model: models.numberOf(row.model), kind: kinds.numberOf(row) };
    if (last.put(row, place)) duplicates.set(row.model, (duplicates.get(row.model) ?? 0) + 1);
    if (keepsEvery) every.put(row, place);
  };
  const scales = () => distinctScales(kinds.all.map(({ fields }) => fields));
  return {
    add,
    duplicates,
    models: models.all,
    judges: judges.all,
    scales,
    rows: last.rows,
    all: every.rows,
  };
}

/** Numbers of what a row has in common with others. */
interface Place {
  model: number;
  kind: number;
}

function lastRows(models: Names, kinds: readonly Kind[]) {
  const questions = createNames();
  const questionOf = questionNumbers(questions);
  const wordings = createWordings();
  const columns = {
    ...{ model: wholeColumn(), question: wholeColumn(), kind: wholeColumn(), wording: wholeColumn() },
    ...{ score: numberColumn(), answerHash: hashColumn() },
  };
  const { model, question, kind, wording, score, answerHash } = columns;
  const placeOf = placesByKey(columns, kinds);
  /** True where the row replaces an earlier one of its key. */
  const put = (row: RatingRow, place: Place): boolean => {
    const asked = questionOf(row);
    const index = placeOf(place, asked);
    const replaces = index < score.length;
    model.set(index, place.model);
    question.set(index, asked);
    kind.set(index, place.kind);
    wording.set(index, wordings.numberOf(row, asked));
    score.set(index, row.score);
    answerHash.set(index, row.answer_hash);
    return replaces;
  };
  const at = (index: number): KeptRow => {
    const { question_hash, reference_hash } = known(wordings.all[wording.at(index)]);
    const { fields } = known(kinds[kind.at(index)]);
    // Field by field: a spread would make each row a hash table of its own.
    return {
      question_id: questions.nameOf(question.at(index)),
      model: models.nameOf(model.at(index)),
      judge: fields.judge,
      score: score.at(index),
      turn: fields.turn,
      choice: fields.choice,
      repeat: fields.repeat,
      question_hash,
      reference_hash,
      prompt_hash: fields.prompt_hash,
      prompt_set: fields.prompt_set,
      prompt_set_hash: fields.prompt_set_hash,
      unparsed: fields.unparsed,
      scale: fields.scale,
      demo: fields.demo,
      answerHash: () => answerHash.at(index),
    };
  };
  return { put, rows: () => rowsOf(score.length, at) };
}

/** The place of the row with a row's key: its own, or one that it replaces. */
function placesByKey(
  { model, question, kind }: Record<'model' | 'question' | 'kind', Column>,
  kinds: readonly Kind[],
): (place: Place, asked: number) => number {
  const roundAt = (index: number) => known(kinds[kind.at(index)]).round;
  const places = createPlaces({
    hashAt: (index) => hashOfKey(model.at(index), roundAt(index), question.at(index)),
  });
  return (place, asked) => {
    const { round } = known(kinds[place.kind]);
    return places.placeOf(
      hashOfKey(place.model, round, asked),
      (other) => question.at(other) === asked && model.at(other) === place.model && roundAt(other) === round,
    );
  };
}

function everyRow(models: Names, kinds: readonly Kind[]) {
  const model = wholeColumn();
  const kind = wholeColumn();
  const score = numberColumn();
  const at = (index: number): PlainRow => {
    const { judge, turn } = known(kinds[kind.at(index)]).fields;
    return { model: models.nameOf(model.at(index)), judge: judge[0], turn, score: score.at(index) };
  };
  const put = (row: RatingRow, place: Place): void => {
    const end = score.length;
    model.set(end, place.model);
    kind.set(end, place.kind);
    score.set(end, row.score);
  };
  return { put, rows: () => rowsOf(score.length, at) };
}
