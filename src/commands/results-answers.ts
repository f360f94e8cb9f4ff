/** What `show-results` asks of the answers, one model's at a time: a million of them need not be in memory together. */

import { existsSync } from 'node:fs';
import { type QuestionId, questionKey } from '../records/question.ts';
import { type Staleness, stalenessOfSide, weightier } from '../stages/staleness.ts';
import { eachHashedAnswer } from '../store/answer-hashes.ts';
import { answersFile } from '../store/paths.ts';

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
}

export interface AnswersOnDisk {
  /** How many choices a model has answered a question with; 1 where nobody can tell. */
  choicesOf: (model: string, question: string) => number;
}

/**
 * Adds to `states`, the staleness of each of `rows`, what the answers on disk say. A model without any answers at hand
 * cannot be checked.
 */
export async function checkAnswers<Judged extends Row>(
  rows: RowList<Judged>,
  states: (Staleness | undefined)[],
  { sidesOf, models, dataDir, bench }: Sides<Judged>,
): Promise<AnswersOnDisk> {
  const choices = new Map<string, number>();
  const fileOf = (model: string) => answersFile(dataDir, bench, model);
  const withFile = [...models].filter((model) => existsSync(fileOf(model)));
  for (const [model, places] of placesByModel(rows, sidesOf, withFile)) {
    const byQuestion = placesByQuestion(rows, places);
    const found = new Map<number, Staleness | undefined>();
    let isEmpty = true;
    await eachHashedAnswer(fileOf(model), (answer) => {
      isEmpty = false;
      if (choices.size > 0 || answer.choices.length > 1) {
        choices.set(JSON.stringify([model, answer.question]), answer.choices.length);
      }
      for (const place of byQuestion.get(answer.question) ?? []) {
        const row = rows.at(place);
        const side = row && sidesOf(row).find((each) => each.model === model);
        if (side) found.set(place, stalenessOfSide(row, side.hash(), answer));
      }
    });
    for (const place of isEmpty ? [] : places) {
      states[place] = weightier(states[place], found.has(place) ? found.get(place) : 'changed');
    }
  }
  const choicesOf = (model: string, question: string) =>
    choices.size === 0 ? 1 : choices.get(JSON.stringify([model, question])) || 1;
  return { choicesOf };
}

function placesByQuestion(rows: RowList<Row>, places: readonly number[]): Map<string, number[]> {
  const byQuestion = new Map<string, number[]>();
  for (const place of places) {
    const row = rows.at(place);
    if (!row) continue;
    const key = questionKey(row);
    const own = byQuestion.get(key);
    if (own) own.push(place);
    else byQuestion.set(key, [place]);
  }
  return byQuestion;
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
