/** What `show-results` asks of the answers, one model's at a time: a million of them need not be in memory together. */

import { existsSync } from 'node:fs';
import { type QuestionId, questionKey } from '../../records/question.ts';
import { eachHashedAnswer, type HashedAnswer } from '../../store/answers/hashes.ts';
import { answersFile } from '../../store/bench/paths.ts';
import { type Staleness, stalenessOfSide } from './staleness.ts';

/** A row, the places of whose models' answers are to be looked up. */
type Row = Parameters<typeof stalenessOfSide>[0] & { question_id: QuestionId };

/** Rows that are made when they are asked for. */
interface RowList<Judged> {
  readonly length: number;
  at: (index: number) => Judged | undefined;
}

/** A model of a row; `hash` looks up what the row keeps of its answer. */
export interface Side {
  model: string;
  hash: () => string | undefined;
}

export interface Sides<Judged> {
  /** The models of a row, and what it keeps of the answer of each. */
  sidesOf: (row: Judged) => readonly Side[];
  /** All models that rows may be about. */
  models: Iterable<string>;
  dataDir: string;
  bench: string;
  /** Shows the answers in a file; given by whoever has read them already. */
  eachAnswer?: EachAnswer;
}

export type EachAnswer = (file: string, visit: (answer: HashedAnswer) => void) => Promise<void>;

export interface AnswersOnDisk {
  /** What the answers on disk say of the row at a place; nothing where its models have none. */
  stalenessAt: (place: number) => Staleness | undefined;
  /** How many choices a model has answered a question with; 1 where nobody can tell. */
  choicesOf: (model: string, question: string) => number;
}

/** Where rows cannot be checked. */
export const noAnswers: AnswersOnDisk = { stalenessAt: () => undefined, choicesOf: () => 1 };

/** In ascending weight, so that of two the larger number counts: see `weightier`. */
const verdicts = [undefined, 'changed', 'gone'] as const;
const changed = verdicts.indexOf('changed');

/** Holds each of `rows` against the answers on disk. A model without any answers at hand cannot be checked. */
export async function checkAnswers<Judged extends Row>(
  rows: RowList<Judged>,
  { sidesOf, models, dataDir, bench, eachAnswer = eachHashedAnswer }: Sides<Judged>,
): Promise<AnswersOnDisk> {
  const choices = new Map<string, number>();
  const fileOf = (model: string) => answersFile(dataDir, bench, model);
  const withFile = [...models].filter((model) => existsSync(fileOf(model)));
  const states = new Uint8Array(withFile.length > 0 ? rows.length : 0);
  for (const [model, places] of placesByModel(rows, sidesOf, withFile)) {
    const questions = placesByQuestion(rows, places);
    // A row whose question has no answer was judged when there was one.
    const found = new Uint8Array(places.length).fill(changed);
    let isEmpty = true;
    await eachAnswer(fileOf(model), (answer) => {
      isEmpty = false;
      if (choices.size > 0 || answer.choices.length > 1) {
        choices.set(JSON.stringify([model, answer.question]), answer.choices.length);
      }
      questions.each(answer.question, (position) => {
        const row = rows.at(places[position] ?? rows.length);
        const side = row && sidesOf(row).find((each) => each.model === model);
        if (side) found[position] = verdicts.indexOf(stalenessOfSide(row, side.hash(), answer));
      });
    });
    for (const [position, place] of isEmpty ? [] : places.entries()) {
      states[place] = Math.max(states[place] ?? 0, found[position] ?? 0);
    }
  }
  const choicesOf = (model: string, question: string) =>
    choices.size === 0 ? 1 : choices.get(JSON.stringify([model, question])) || 1;
  return { stalenessAt: (place) => verdicts[states[place] ?? 0], choicesOf };
}

/** Positions in a list of places, by the question of the row that is there: chains of numbers, not lists. */
function placesByQuestion(rows: RowList<Row>, places: readonly number[]) {
  const heads = new Map<string, number>();
  const next = new Int32Array(places.length);
  for (const [position, place] of places.entries()) {
    const row = rows.at(place);
    if (!row) continue;
    const key = questionKey(row);
    next[position] = heads.get(key) ?? -1;
    heads.set(key, position);
  }
  return {
    each: (question: string, visit: (position: number) => void) => {
      for (let at = heads.get(question) ?? -1; at !== -1; at = next[at] ?? -1) visit(at);
    },
  };
}

/** The places of the rows of each of these models that any row is about. */
function placesByModel<Judged extends Row>(
  rows: RowList<Judged>,
  sidesOf: Sides<Judged>['sidesOf'],
  models: readonly string[],
): Map<string, number[]> {
  if (models.length === 0) return new Map();
  const places = new Map<string, number[]>(models.map((model) => [model, []]));
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows.at(place);
    for (const { model } of row ? sidesOf(row) : []) places.get(model)?.push(place);
  }
  return new Map([...places].filter(([, own]) => own.length > 0));
}
