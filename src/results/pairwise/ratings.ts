/** Bradley–Terry ratings of the models that have met, with intervals by resampling questions. */

import { UserError } from '../../errors.ts';
import { indexClusters } from '../../stats/bootstrap.ts';
import { normalQuantile } from '../../stats/distributions/quantile.ts';
import type { Battles } from '../../stats/ratings/battles.ts';
import { winMatrix } from '../../stats/ratings/battles.ts';
import { type FitOptions, fitBradleyTerry } from '../../stats/ratings/bradley-terry.ts';
import {
  bootstrapBattles,
  bootstrapQuestions,
  type RatingSample,
  ratingIntervals,
} from '../../stats/ratings/bradley-terry-bootstrap.ts';
import { ratingErrors, sandwichCovariance } from '../../stats/ratings/bradley-terry-errors.ts';
import { onlineElo } from '../../stats/ratings/elo.ts';
import type { Component } from '../../stats/ratings/win-graph.ts';
import { outcomeOf, type PairResult } from './result.ts';

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

/** The ratings of all models in usable results; none at all, but who stands apart, where there is no finite solution. */
export function rateModels(results: readonly PairResult[], options: RatingOptions): Ratings {
  const none: Ratings = { models: new Map(), intervals: null, apart: [] };
  if (results.length === 0) return none;
  const names = [...new Set(results.flatMap(({ model_1, model_2 }) => [model_1, model_2]))].sort();
  const battles = toBattles(results, names);
  const anchor = anchorIn(names, options);
  const fit = fitBradleyTerry(winMatrix(battles), names.length, anchor);
  if (!fit.connected) return { ...none, apart: describeApart(fit.components, names) };
  const { cluster, units } = clusterBy(results);
  const elo = onlineElo(battles);
  const models = new Map(
    names.map((name, index): [string, Rating] => {
      const rating = fit.ratings[index] ?? Number.NaN;
      return [name, { rating, rating_ci: null, rating_ci_sandwich: null, elo: elo[index] ?? Number.NaN }];
    }),
  );
  if (units < 2) return { ...none, models };
  const covariance = sandwichCovariance(battles, fit.ratings, cluster);
  const errors = ratingErrors(covariance, names.length, anchor.anchor?.model);
  const drawn = resample(battles, { cluster, units, seed: options.seed, ...anchor });
  const { unsolvedRounds } = drawn;
  const by = unsolvedRounds > (rounds * (1 - confidence)) / 2 ? 'sandwich' : 'resampling';
  const percentiles = ratingIntervals(drawn, confidence);
  for (const [index, rated] of [...models.values()].entries()) {
    const half = normalQuantile((1 + confidence) / 2) * (errors[index] ?? Number.NaN);
    rated.rating_ci_sandwich = [rated.rating - half, rated.rating + half];
    const [low, high] = (by === 'sandwich' ? undefined : percentiles[index]) ?? rated.rating_ci_sandwich;
    rated.rating_ci = [low, high];
  }
  const unit = results.every(({ question }) => question === undefined) ? 'battle' : 'question';
  const { seed } = options;
  return {
    models,
    intervals: { by, unit, units, rounds, seed, unsolved_rounds: unsolvedRounds },
    apart: [],
  };
}

/** The results as battles between the named models. */
export function toBattles(results: readonly PairResult[], names: readonly string[]): Battles {
  const place = new Map(names.map((name, index) => [name, index]));
  const scores = { model_1: 1, tie: 0.5, model_2: 0 } as const;
  return {
    models: names.length,
    a: Int32Array.from(results, ({ model_1 }) => place.get(model_1) ?? -1),
    b: Int32Array.from(results, ({ model_2 }) => place.get(model_2) ?? -1),
    score: Float64Array.from(results, (result) => scores[outcomeOf(result) ?? 'tie']),
  };
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

/** Results on one question hang together; one on no known question is on its own. */
function clusterBy(results: readonly PairResult[]): { cluster: Int32Array; units: number } {
  const { index, names } = indexClusters(
    results.map(({ question }, row) => (question === undefined ? `row ${row}` : `question ${question}`)),
  );
  return { cluster: index, units: names.length };
}

/** Drawing questions of one battle each is drawing battles, which is quicker done by kind of battle. */
function resample(
  battles: Battles,
  { cluster, units, ...options }: { cluster: Int32Array; units: number; seed: number } & FitOptions,
): RatingSample {
  const drawn =
    units === battles.score.length
      ? bootstrapBattles(battles, { ...options, rounds })
      : bootstrapQuestions(battles, cluster, { ...options, rounds });
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
