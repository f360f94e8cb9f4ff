/** Rows of single judgments in columns: a million of them take 100 MB, where objects would take 500. */

import type { RatingRow } from '../records/judgment.ts';
import { type QuestionId, questionKey } from '../records/question.ts';
import { hashColumn, numberColumn, wholeColumn } from './column.ts';
import { createNames, createShared, type Names, type Shared } from './names.ts';
import { type Rows, rowsOf } from './rows.ts';

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
  /** Every row, in the order of the files. */
  all: () => Rows<PlainRow>;
  /** Superseded rows by model. */
  duplicates: Map<string, number>;
  /** Names in the order of first appearance. */
  models: readonly string[];
  judges: readonly string[];
}

export function createRatingTable(): RatingTable {
  const [models, judges] = [createNames(), createNames()];
  const kinds = createKinds(judges);
  const last = lastRows(models, kinds.all);
  const every = everyRow(models, kinds.all);
  const duplicates = new Map<string, number>();
  const add = (row: RatingRow) => {
    const place = { model: models.numberOf(row.model), kind: kinds.numberOf(row) };
    if (last.put(row, place)) duplicates.set(row.model, (duplicates.get(row.model) ?? 0) + 1);
    every.put(row, place);
  };
  return { add, duplicates, models: models.all, judges: judges.all, rows: last.rows, all: every.rows };
}

/** The texts of question and reference: as many as there are question turns. */
export type Wording = Pick<RatingRow, 'question_hash' | 'reference_hash'>;

/** What is left of a row beside its names and verdict: as many as there are judges, prompts and turns. */
export interface Kind {
  fields: KindFields;
  /** Tells rows of one model and question apart. */
  round: string;
}

type KindFields = Omit<RatingRow, 'question_id' | 'model' | 'score' | 'answer_hash' | keyof Wording>;

/** Numbers for what rows have in common, single and pair judgments alike. */
export function createKinds(judges: Names): Shared<Kind, KindFields> {
  return createShared({
    keyOf: textOfKind,
    make: (row) => toKind(row, judges.numberOf(row.judge[0])),
    is: isOfKind,
  });
}

/** Looks a question up as it is named in its row, which spares most rows the text of a number. */
export function questionNumbers(questions: Names): (row: Pick<RatingRow, 'question_id'>) => number {
  const numbers = new Map<QuestionId, number>();
  return (row) => {
    const known = numbers.get(row.question_id);
    if (known !== undefined) return known;
    const number = questions.numberOf(questionKey(row));
    numbers.set(row.question_id, number);
    return number;
  };
}

export function createWordings(): Shared<Wording, Wording> {
  return createShared({
    keyOf: textOfWording,
    make: ({ question_hash, reference_hash }) => ({ question_hash, reference_hash }),
    is: (one, row) => one.question_hash === row.question_hash && one.reference_hash === row.reference_hash,
  });
}

/** A row's place by its key. */
export type PlaceOf = (round: string, model: number, question: number) => number;

/** Places in order of first appearance; rows with equal round, model and question share one. */
export function createPlaces(): PlaceOf {
  const places = new Map<string, Map<number, number>[]>();
  let count = 0;
  return (round, model, question) => {
    const ofRound = places.get(round) ?? [];
    if (ofRound.length === 0) places.set(round, ofRound);
    const ofModel = ofRound[model] ?? new Map<number, number>();
    ofRound[model] = ofModel;
    const earlier = ofModel.get(question);
    if (earlier !== undefined) return earlier;
    ofModel.set(question, count);
    count += 1;
    return count - 1;
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
  const placeOf = createPlaces();
  const model = wholeColumn();
  const question = wholeColumn();
  const kind = wholeColumn();
  const wording = wholeColumn();
  const score = numberColumn();
  const answerHash = hashColumn();
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
      demo: fields.demo,
      answerHash: () => answerHash.at(index),
    };
  };
  /** True where the row replaces an earlier one of its key. */
  const put = (row: RatingRow, place: Place): boolean => {
    const asked = questionOf(row);
    const index = placeOf(known(kinds[place.kind]).round, place.model, asked);
    const replaces = index < score.length;
    model.set(index, place.model);
    question.set(index, asked);
    kind.set(index, place.kind);
    wording.set(index, wordings.numberOf(row, asked));
    score.set(index, row.score);
    answerHash.set(index, row.answer_hash);
    return replaces;
  };
  return { put, rows: () => rowsOf(score.length, at) };
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

function isOfKind({ fields }: Kind, row: KindFields): boolean {
  return (
    fields.turn === row.turn &&
    fields.judge[0] === row.judge[0] &&
    fields.judge[1] === row.judge[1] &&
    fields.choice === row.choice &&
    fields.repeat === row.repeat &&
    fields.prompt_hash === row.prompt_hash &&
    fields.prompt_set === row.prompt_set &&
    fields.prompt_set_hash === row.prompt_set_hash &&
    fields.demo === row.demo
  );
}

function toKind(
  { judge, turn, choice, repeat, prompt_hash, prompt_set, prompt_set_hash, demo }: KindFields,
  judgeNumber: number,
): Kind {
  return {
    fields: {
      judge: [judge[0], judge[1]],
      turn,
      choice,
      repeat,
      prompt_hash,
      prompt_set,
      prompt_set_hash,
      demo,
    },
    round: `${turn} ${choice ?? 0} ${repeat ?? 0} ${judgeNumber}`,
  };
}

/** Lengths first, so that no two lists of texts give one text. */
function textOfKind({
  judge,
  turn,
  choice,
  repeat,
  prompt_hash,
  prompt_set,
  prompt_set_hash,
  demo,
}: KindFields): string {
  const [id, prompt] = judge;
  const lengths = `${id.length} ${prompt.length} ${prompt_hash?.length} ${prompt_set?.length} ${prompt_set_hash?.length}`;
  return `${turn} ${choice} ${repeat} ${demo} ${lengths} ${id}${prompt}${prompt_hash}${prompt_set}${prompt_set_hash}`;
}

function textOfWording({ question_hash, reference_hash }: Wording): string {
  return `${question_hash?.length} ${reference_hash === null ? reference_hash : reference_hash?.length} ${question_hash}${reference_hash}`;
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new RangeError('there is no such row');
  return value;
}
