/** The scores of a leaderboard, made when they are asked for: those of one model at a time need to be in memory. */

import { isUsable, type Score, type UsableScore } from './score.ts';

/** In the order they were given in. */
export interface ScoreTable extends Iterable<Score> {
  readonly length: number;
  /** Names in the order of first appearance. */
  models: readonly string[];
  judges: readonly string[];
  /** The models that have a usable score, in the order of the first of each. */
  rated: readonly string[];
  /** The scores of one model. */
  of: (model: string) => Score[];
  /** Those that enter means, of one model or of all. */
  usable: (model?: string) => UsableScore[];
}

/** Scores by place. */
export interface ScoreList {
  readonly length: number;
  at: (place: number) => Score | undefined;
}

/** The scores of a list; what has been made of one is given back. */
export function scoresIn(scores: ScoreList | Iterable<Score>): ScoreTable {
  if ('usable' in scores) return scores as ScoreTable;
  const list = 'at' in scores ? scores : [...scores];
  const placesOf = new Map<string, number[]>();
  const [judges, rated] = [new Set<string>(), new Set<string>()];
  const walk = function* (): Generator<Score> {
    for (let place = 0; place < list.length; place += 1) yield list.at(place) as Score;
  };
  let place = 0;
  for (const score of walk()) {
    const places = placesOf.get(score.model) ?? [];
    if (places.push(place) === 1) placesOf.set(score.model, places);
    judges.add(score.judge);
    if (isUsable(score)) rated.add(score.model);
    place += 1;
  }
  const of = (model: string) => (placesOf.get(model) ?? []).map((each) => list.at(each) as Score);
  return {
    length: list.length,
    models: [...placesOf.keys()],
    judges: [...judges],
    rated: [...rated],
    of,
    usable: (model) => (model === undefined ? [...walk()] : of(model)).filter(isUsable),
    [Symbol.iterator]: walk,
  };
}
