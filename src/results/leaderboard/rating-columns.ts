/** Ratings in columns: a million of them as objects would take 100 MB and keep the garbage collector busy. */

import { type Column, numberColumn, wholeColumn } from '../../store/tables/column.ts';
import { createNames, createShared, type Shared } from '../../store/tables/names.ts';
import { isUsable, type Rating, type UsableRating } from './rating.ts';

/** Ratings that are made when they are asked for, in the order they were given in. */
export interface RatingColumns extends Iterable<Rating> {
  readonly length: number;
  /** Names in the order of first appearance. */
  models: readonly string[];
  judges: readonly string[];
  /** The models that have a usable rating, in the order of the first of each. */
  rated: readonly string[];
  /** The ratings of one model. */
  of: (model: string) => Rating[];
  /** Those that enter means, of one model or of all. */
  usable: (model?: string) => UsableRating[];
}

/** Puts ratings into columns; what is in columns already is given back. */
export function inColumns(ratings: Iterable<Rating>): RatingColumns {
  if (isColumns(ratings)) return ratings;
  const [models, judges, rated] = [createNames(), createNames(), createNames()];
  const model = wholeColumn();
  const rows = createRows();
  for (const rating of ratings) {
    model.set(rows.length(), models.numberOf(rating.model));
    rows.add(rating);
    judges.numberOf(rating.judge);
    if (isUsable(rating)) rated.numberOf(rating.model);
  }
  const make = (place: number) => rows.at(place, models.nameOf(model.at(place)));
  const every = { length: rows.length() };
  const placesOf = placesByNumber(model, models.all.length);
  const numbers = new Map(models.all.map((name, number) => [name, number]));
  const of = (name: string) => {
    const ratings: Rating[] = [];
    for (const place of placesOf(numbers.get(name))) ratings.push(make(place));
    return ratings;
  };
  const all = () => Array.from(every, (_, place) => make(place));
  return {
    ...{ length: every.length, models: models.all, judges: judges.all, rated: rated.all, of },
    usable: (name) => (name === undefined ? all() : of(name)).filter(isUsable),
    *[Symbol.iterator]() {
      for (let place = 0; place < every.length; place += 1) yield make(place);
    },
  };
}

function isColumns(ratings: Iterable<Rating>): ratings is RatingColumns {
  return 'usable' in ratings;
}

const bits = { stale: 1, gone: 2, noAnswer: 4 };

/** All of a rating but its model. */
function createRows() {
  const questions = createNames();
  const rounds = createRounds();
  const [question, round, state, score] = [wholeColumn(), wholeColumn(), wholeColumn(), numberColumn()];
  const add = (rating: Rating): void => {
    const end = score.length;
    question.set(end, questions.numberOf(rating.question));
    round.set(end, rounds.numberOf(rating));
    const { stale, gone, noAnswer } = rating;
    state.set(end, (stale ? bits.stale : 0) + (gone ? bits.gone : 0) + (noAnswer ? bits.noAnswer : 0));
    score.set(end, rating.score ?? Number.NaN);
  };
  const at = (place: number, model: string): Rating => {
    const { judge, turn, choice, repeat } = rounds.all[round.at(place)] ?? noRound;
    const value = score.at(place);
    // Field by field: a spread would make each rating a hash table of its own.
    const rating: Rating = {
      model,
      judge,
      question: questions.nameOf(question.at(place)),
      turn,
      choice,
      repeat,
      score: Number.isNaN(value) ? undefined : value,
      stale: (state.at(place) & bits.stale) !== 0,
    };
    if ((state.at(place) & bits.gone) !== 0) rating.gone = true;
    if ((state.at(place) & bits.noAnswer) !== 0) rating.noAnswer = true;
    return rating;
  };
  return { add, at, length: () => score.length };
}

/** What few ratings differ in. */
type Round = Pick<Rating, 'judge' | 'turn' | 'choice' | 'repeat'>;

const noRound: Round = { judge: '', turn: 0, choice: 0, repeat: 0 };

function createRounds(): Shared<Round, Round> {
  return createShared({
    keyOf: ({ judge, turn, choice, repeat }) => `${turn} ${choice} ${repeat} ${judge}`,
    make: ({ judge, turn, choice, repeat }) => ({ judge, turn, choice, repeat }),
    is: (one, other) =>
      one.turn === other.turn &&
      one.choice === other.choice &&
      one.repeat === other.repeat &&
      one.judge === other.judge,
  });
}

/** The places of each of `count` numbers in a column, by a counting sort. */
function placesByNumber(column: Column, count: number): (number: number | undefined) => Uint32Array {
  const ends = new Uint32Array(count + 1);
  for (let place = 0; place < column.length; place += 1) {
    const number = column.at(place);
    ends[number + 1] = (ends[number + 1] ?? 0) + 1;
  }
  for (let number = 1; number <= count; number += 1) {
    ends[number] = (ends[number] ?? 0) + (ends[number - 1] ?? 0);
  }
  const starts = ends.slice();
  const sorted = new Uint32Array(column.length);
  for (let place = 0; place < column.length; place += 1) {
    const number = column.at(place);
    const next = starts[number] ?? 0;
    sorted[next] = place;
    starts[number] = next + 1;
  }
  return (number) =>
    number === undefined ? sorted.subarray(0, 0) : sorted.subarray(ends[number], ends[number + 1]);
}
