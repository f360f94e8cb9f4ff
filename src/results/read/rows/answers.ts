/** Compares judgments with the answers on disk, one model's at a time: a million answers need not be in memory together. */

import { existsSync } from 'node:fs';
import { eachHashedAnswer, type HashedAnswer } from '../../../store/answers/hashes.ts';
import { answersFile } from '../../../store/bench/paths.ts';
import type { sharedColumns } from '../../../store/judgments/columns.ts';
import type { Column, NameColumn } from '../../../store/tables/column.ts';
import type { Staleness } from './staleness.ts';

/** A model of each row, and what the row keeps of its answer. */
interface Side {
  model: NameColumn<string>;
  hash: Column<string | undefined>;
}

export interface Compared {
  columns: Pick<ReturnType<typeof sharedColumns>, 'question' | 'turn' | 'choice'>;
  sides: readonly Side[];
  /** The rows to compare. */
  rows: Uint32Array;
}

export interface AnswersSource {
  dataDir: string;
  bench: string;
  /** Shows the answers in a file; given by whoever has read them already. */
  eachAnswer?: EachAnswer;
}

export type EachAnswer = (file: string, visit: (answer: HashedAnswer) => void) => Promise<void>;

export interface AnswersOnDisk {
  /** Why the row at a place of `rows` is stale, if it is. */
  stalenessAt: (place: number) => Staleness | undefined;
  /** How many choices a model has answered a question with; 1 where nobody can tell. */
  choicesOf: (model: string, question: string) => number;
}

/** Where rows cannot be compared. */
export const noAnswers: AnswersOnDisk = { stalenessAt: () => undefined, choicesOf: () => 1 };

/** In ascending weight, so that of two the larger number counts. */
const verdicts = [undefined, 'changed', 'gone'] as const;
const changed = verdicts.indexOf('changed');

/**
 * Compares rows with the answers on disk, of models that have any, and by `check` with all else. Nobody expects what is
 * gone, whether it has changed or not.
 */
export async function checkAnswers(
  compared: Compared,
  check: (row: number) => Staleness | undefined,
  { dataDir, bench, eachAnswer = eachHashedAnswer }: AnswersSource,
): Promise<AnswersOnDisk> {
  const choices = new Map<string, number>();
  const states = Uint8Array.from(compared.rows, (row) => verdicts.indexOf(check(row)));
  const fileOf = (model: string) => answersFile(dataDir, bench, model);
  for (const [model, places] of placesByModel(compared, (model) => existsSync(fileOf(model)))) {
    const byQuestion = placesByQuestion(compared, places);
    // A row whose question has no answer was judged when there was one.
    const found = new Uint8Array(places.length).fill(changed);
    let isEmpty = true;
    await eachAnswer(fileOf(model), (answer) => {
      isEmpty = false;
      const { question } = answer;
      if (choices.size > 0 || answer.choices.length > 1) {
        choices.set(JSON.stringify([model, question]), answer.choices.length);
      }
      for (let at = byQuestion.first(question); at !== -1; at = byQuestion.next[at] ?? -1) {
        const row = compared.rows[places[at] ?? -1] ?? -1;
        found[at] = verdicts.indexOf(stalenessOf(compared, { row, model, answer }));
      }
    });
    for (const [position, place] of isEmpty ? [] : places.entries()) {
      states[place] = Math.max(states[place] ?? 0, found[position] ?? 0);
    }
  }
  const choicesOf = (model: string, question: string) =>
    choices.size === 0 ? 1 : choices.get(JSON.stringify([model, question])) || 1;
  return { stalenessAt: (place) => verdicts[states[place] ?? 0], choicesOf };
}

/** Of a row, by the answer of one of its models. */
function stalenessOf(
  { columns, sides }: Compared,
  { row, model, answer }: { row: number; model: string; answer: HashedAnswer },
): Staleness | undefined {
  const [wanted, turn] = [columns.choice.at(row), columns.turn.at(row)];
  const choice = answer.choices.find(({ index }) => index === wanted);
  if (!choice || turn > choice.turns) return 'gone';
  const hash = sides.find((side) => side.model.at(row) === model)?.hash.at(row);
  return hash === undefined || choice.hasHash(turn, hash) ? undefined : 'changed';
}

/** Positions in a list of places, by the question of the row that is there: chains of numbers, not lists. */
function placesByQuestion({ columns: { question }, rows }: Compared, places: readonly number[]) {
  const heads = new Map<string, number>();
  const next = new Int32Array(places.length);
  for (const [position, place] of places.entries()) {
    const key = question.at(rows[place] ?? -1);
    next[position] = heads.get(key) ?? -1;
    heads.set(key, position);
  }
  return { first: (key: string) => heads.get(key) ?? -1, next };
}

/** The places in `rows` of each model that has a file of answers. */
function placesByModel(
  { sides, rows }: Compared,
  hasFile: (model: string) => boolean,
): Map<string, number[]> {
  const models = new Set(sides.flatMap(({ model }) => model.values).filter(hasFile));
  const places = new Map<string, number[]>();
  for (const [place, row] of models.size > 0 ? rows.entries() : []) {
    for (const side of sides) {
      const model = side.model.at(row);
      if (!models.has(model)) continue;
      const own = places.get(model) ?? [];
      if (own.push(place) === 1) places.set(model, own);
    }
  }
  return places;
}
