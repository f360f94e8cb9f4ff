/** Bradley–Terry ratings of the models that have met, with intervals by resampling questions. */

import { UserError } from '../../errors.ts';
import { normalQuantile } from '../../stats/distributions/quantile.ts';
import { type Battles, winMatrix } from '../../stats/ratings/battles.ts';
import { type FitOptions, fitBradleyTerry } from '../../stats/ratings/bradley-terry.ts';
import {
  bootstrapBattles,
  bootstrapQuestions,
  type RatingSample,
  ratingIntervals,
} from '../../stats/ratings/bradley-terry-bootstrap.ts';
import { ratingErrors, sandwichCovariance } from '../../stats/ratings/bradley-terry-errors.ts';
import { onlineElo } from '../../stats/ratings/elo.ts';
import {
  type ClusteredWins,
  distinctOutcomes,
  type Outcomes,
  winsByCluster,
} from '../../stats/ratings/resampled-wins.ts';
import type { Component } from '../../stats/ratings/win-graph.ts';
import { isUsable, outcomeOf, type PairResults } from './result.ts';

/** Elo points. */
export interface Rating {
  rating: number;
  /** 95 %, by the way that `Intervals` names; null where there are no two questions (or battles) to draw from. */
  rating_ci: [number, number] | null;
  /** 95 % by the sandwich, clustered by question: a check of resampling. */
  rating_ci_sandwich: [number, number] | null;
  /** Online Elo, K = 4, in the order of the files: a diagnostic, for the order decides. */
  elo: number;
}

/** Models that no finite ratings can tie to the others. */
export interface Apart {
  models: string[];
  reason: 'never beaten' | 'never won' | 'never met' | 'in between';
}

interface Intervals {
  /**
   * Resampling, unless a tail of the resamples or more has no solution: the ratings of those are without bound, and an
   * interval of the others would be too narrow to be reported.
   */
  by: 'resampling' | 'sandwich';
  /** What was drawn again: questions, or single battles where no question is known. */
  unit: 'question' | 'battle';
  units: number;
  rounds: number;
  seed: number;
  /** Rounds without a solution. */
  unsolved_rounds: number;
}

export interface Ratings {
  models: ReadonlyMap<string, Rating>;
  /** Null where no interval could be had. */
  intervals: Intervals | null;
  apart: Apart[];
}

export interface RatingOptions {
  seed: number;
  anchor?: { model: string; rating: number } | undefined;
}

const rounds = 1000;
const confidence = 0.95;

/**
 * The ratings of all models in the usable ones of the results; none at all, but who stands apart, where there is no finite
 * solution.
 */
export function rateModels(results: PairResults, options: RatingOptions): Ratings {
  const none: Ratings = { models: new Map(), intervals: null, apart: [] };
  const { names, battles, question, questions, alone } = toBattles(results);
  if (names.length === 0) return none;
  const wins = winMatrix(battles);
  const anchor = anchorIn(names, options);
  const fit = fitBradleyTerry(wins, names.length, anchor);
  if (!fit.connected) return { ...none, apart: describeApart(fit.components, names) };
  const elo = onlineElo(battles);
  const models = new Map(
    names.map((name, index): [string, Rating] => {
      const rating = fit.ratings[index] ?? Number.NaN;
      return [name, { rating, rating_ci: null, rating_ci_sandwich: null, elo: elo[index] ?? Number.NaN }];
    }),
  );
  const units = questions.length + alone;
  if (units < 2) return { ...none, models };
  // Drawing questions of one battle each is drawing battles, which is quicker done by kind of battle.
  const counted =
    units === question.length
      ? distinctOutcomes(battles)
      : winsByCluster(battles, clusterBy(question, questions));
  const { seed } = options;
  const drawn = resample(counted, { rounds, seed, ...anchor });
  const { unsolvedRounds } = drawn;
  const by = unsolvedRounds > (rounds * (1 - confidence)) / 2 ? 'sandwich' : 'resampling';
  const percentiles = ratingIntervals(drawn, confidence);
  const covariance = sandwichCovariance(wins, fit.ratings, counted);
  const errors = ratingErrors(covariance, names.length, anchor.anchor?.model);
  for (const [index, rated] of [...models.values()].entries()) {
    const half = normalQuantile((1 + confidence) / 2) * (errors[index] ?? Number.NaN);
    rated.rating_ci_sandwich = [rated.rating - half, rated.rating + half];
    const [low, high] = (by === 'sandwich' ? undefined : percentiles[index]) ?? rated.rating_ci_sandwich;
    rated.rating_ci = [low, high];
  }
  const unit = questions.length === 0 ? 'battle' : 'question';
  return {
    models,
    intervals: { by, unit, units, rounds, seed, unsolved_rounds: unsolvedRounds },
    apart: [],
  };
}

/** Results as battles between models that are numbered in the order of their names. */
export interface NamedBattles {
  names: string[];
  battles: Battles;
  /** The place of each battle's question in `questions`, −1 for one on no known question. */
  question: Int32Array;
  questions: string[];
  /** Battles on no known question. */
  alone: number;
}

/** The usable ones of the results. */
export function toBattles(results: PairResults): NamedBattles {
  const { length } = results;
  const [a, b, score] = [new Int32Array(length), new Int32Array(length), new Float32Array(length)];
  const question = new Int32Array(length);
  const [models, asked] = [new Map<string, number>(), new Map<string, number>()];
  const scores = { model_1: 1, tie: 0.5, model_2: 0 } as const;
  let [row, alone] = [0, 0];
  for (const result of results) {
    const outcome = outcomeOf(result);
    if (!isUsable(result) || outcome === undefined) continue;
    a[row] = placeOf(result.model_1, models);
    b[row] = placeOf(result.model_2, models);
    score[row] = scores[outcome];
    question[row] = result.question === undefined ? -1 : placeOf(result.question, asked);
    if (result.question === undefined) alone += 1;
    row += 1;
  }
  const names = [...models.keys()].sort();
  const sorted = new Map(names.map((name, place) => [name, place]));
  const places = Int32Array.from(models.keys(), (name) => sorted.get(name) ?? 0);
  const renumber = (column: Int32Array) => {
    for (let at = 0; at < row; at += 1) column[at] = places[column[at] ?? 0] ?? 0;
    return column.subarray(0, row);
  };
  return {
    names,
    battles: { models: names.length, a: renumber(a), b: renumber(b), score: score.subarray(0, row) },
    question: question.subarray(0, row),
    questions: [...asked.keys()],
    alone,
  };
}

/** The place of a name, the next one where it is new. */
function placeOf(name: string, places: Map<string, number>): number {
  const known = places.get(name);
  if (known !== undefined) return known;
  places.set(name, places.size);
  return places.size - 1;
}

function anchorIn(names: readonly string[], { anchor }: RatingOptions): Pick<FitOptions, 'anchor'> {
  if (!anchor) return {};
  const model = names.indexOf(anchor.model);
  if (model === -1) {
    throw new UserError(
      `no match of "${anchor.model}" (--anchor) can be used: there are ${names.join(', ')}`,
    );
  }
  return { anchor: { model, rating: anchor.rating } };
}

/** Battles on one question hang together; one on no known question is on its own. Numbered in the order of their names. */
function clusterBy(question: Int32Array, questions: readonly string[]): Int32Array {
  const nameOf = (place: number, row: number) =>
    place === -1 ? `row ${row}` : `question ${questions[place]}`;
  const names = questions.map((_, place) => nameOf(place, 0));
  for (const [row, place] of question.entries()) if (place === -1) names.push(nameOf(place, row));
  const clusters = new Map(names.sort().map((name, place) => [name, place]));
  const ofQuestions = questions.map((_, place) => clusters.get(nameOf(place, 0)) ?? 0);
  return question.map((place, row) => ofQuestions[place] ?? clusters.get(nameOf(place, row)) ?? 0);
}

function resample(
  counted: ClusteredWins | Outcomes,
  options: Pick<FitOptions, 'anchor'> & { rounds: number; seed: number },
): RatingSample {
  const drawn =
    'start' in counted ? bootstrapQuestions(counted, options) : bootstrapBattles(counted, options);
  if (!drawn.connected) throw new Error('battles that have ratings have a sample of them');
  return drawn;
}

/** All parts but the largest; all of them where each is one model. */
function describeApart(components: readonly Component[], names: readonly string[]): Apart[] {
  const [largest] = components;
  const apart = largest && largest.models.length > 1 ? components.slice(1) : components;
  return apart.map(({ models, winsOutside, lossesOutside }) => ({
    models: models.map((model) => names[model] ?? ''),
    reason: reasonOf(winsOutside, lossesOutside),
  }));
}

function reasonOf(winsOutside: boolean, lossesOutside: boolean): Apart['reason'] {
  if (winsOutside) return lossesOutside ? 'in between' : 'never beaten';
  return lossesOutside ? 'never won' : 'never met';
}
