/** The ratings of a leaderboard, made when they are asked for: those of one model at a time need to be in memory. */

import { isUsable, type Rating, type UsableRating } from './rating.ts';

/** In the order they were given in. */
export interface Ratings extends Iterable<Rating> {
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

/** Ratings by place. */
export interface RatingList {
  readonly length: number;
  at: (place: number) => Rating | undefined;
}

/** The ratings of a list; what has been made of one is given back. */
export function ratingsIn(ratings: RatingList | Iterable<Rating>): Ratings {
  if ('usable' in ratings) return ratings as Ratings;
  const list = 'at' in ratings ? ratings : [...ratings];
  const placesOf = new Map<string, number[]>();
  const [judges, rated] = [new Set<string>(), new Set<string>()];
  const walk = function* (): Generator<Rating> {
    for (let place = 0; place < list.length; place += 1) yield list.at(place) as Rating;
  };
  let place = 0;
  for (const rating of walk()) {
    const places = placesOf.get(rating.model) ?? [];
    if (places.push(place) === 1) placesOf.set(rating.model, places);
    judges.add(rating.judge);
    if (isUsable(rating)) rated.add(rating.model);
    place += 1;
  }
  const of = (model: string) => (placesOf.get(model) ?? []).map((each) => list.at(each) as Rating);
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
