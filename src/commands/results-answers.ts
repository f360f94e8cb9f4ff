/** What `show-results` asks of the answers, one model's at a time: a million of them need not be in memory together. */

import { existsSync } from 'node:fs';
import { type Staleness, stalenessOfSide, weightier } from '../stages/staleness.ts';
import type { AnswerSummary } from '../store/answer-summary.ts';
import { indexAnswers } from '../store/answers.ts';
import { answersFile } from '../store/paths.ts';
import type { Entries, Span } from '../store/record-index.ts';

/** A row, the places of whose models' answers are to be looked up. */
type Row = Parameters<typeof stalenessOfSide>[0];

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
  /** Indexes the answers in a file; given by whoever has read them already. */
  answersIn?: AnswersIn;
}

export type AnswersIn = (file: string) => Promise<Entries<AnswerSummary & Span>>;

export interface AnswersOnDisk {
  /** How many choices a model has answered a question with; 1 where nobody can tell. */
  choicesOf: (model: string, question: string) => number;
}

/**
 * Adds to `states`, the staleness of each of `rows`, what the answers on disk say. A model without any answers at hand
 * cannot be checked.
 */
export async function checkAnswers<Judged extends Row>(
  rows: { readonly length: number; at: (index: number) => Judged | undefined },
  states: (Staleness | undefined)[],
  { sidesOf, models, dataDir, bench, answersIn = fromDisk }: Sides<Judged>,
): Promise<AnswersOnDisk> {
  const choices = new Map<string, number>();
  const fileOf = (model: string) => answersFile(dataDir, bench, model);
  const withFile = [...models].filter((model) => existsSync(fileOf(model)));
  for (const [model, places] of placesByModel(rows, sidesOf, withFile)) {
    const entries = await answersIn(fileOf(model));
    for (const [question, answer] of entries) {
      if (answer.choices.length > 1) choices.set(JSON.stringify([model, question]), answer.choices.length);
    }
    for (const place of entries.size > 0 ? places : []) {
      const row = rows.at(place);
      for (const side of row ? sidesOf(row) : []) {
        if (!row || side.model !== model) continue;
        states[place] = weightier(states[place], stalenessOfSide(row, side.hash(), entries));
      }
    }
  }
  const choicesOf = (model: string, question: string) =>
    choices.size === 0 ? 1 : (choices.get(JSON.stringify([model, question])) ?? 1);
  return { choicesOf };
}

async function fromDisk(file: string): ReturnType<AnswersIn> {
  return (await indexAnswers(file)).entries;
}

/** The places of the rows of each of these models that any row is about. */
function placesByModel<Judged extends Row>(
  rows: { readonly length: number; at: (index: number) => Judged | undefined },
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
