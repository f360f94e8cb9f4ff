/** Bootstrap of Bradley–Terry ratings: over questions, or over battles taken for independent. */

import type { Resampling } from '../bootstrap.ts';
import { percentileInterval } from '../distributions/quantile.ts';
import { resampleMultiplicities, seededRandom } from '../random.ts';
import { emptyPairWins, type PairWins, toWinMatrix } from './battles.ts';
import { type Fit, type FitOptions, fitBradleyTerry, toElo } from './bradley-terry.ts';
import { multinomial } from './multinomial.ts';
import { createRefit } from './refit.ts';
import { type ClusteredWins, type Outcomes, sumClusters, sumOutcomes } from './resampled-wins.ts';
import { isStronglyConnected } from './win-graph.ts';

export interface RatingSample {
  connected: true;
  /** Ratings of every round that has a solution, row-major rounds × models. */
  ratings: Float64Array;
  models: number;
  /** Rounds whose win graph fell apart. Intervals over the rest are conditional on that, and too narrow: say so. */
  unsolvedRounds: number;
}

/** A sample, or, where the battles themselves have no solution, the failed fit: then no round is drawn. */
export type Bootstrapped = RatingSample | Extract<Fit, { connected: false }>;

export type RatingBootstrapOptions = Resampling & Pick<FitOptions, 'anchor'>;

/**
 * Ratings (Elo scale) of samples of the clusters (questions) with replacement, all battles of a cluster together. The
 * same seed draws the same clusters as `resampleClusters`. Each round's ratings are within 10^-5 Elo of its solution.
 */
export function bootstrapQuestions(clustered: ClusteredWins, options: RatingBootstrapOptions): Bootstrapped {
  const random = seededRandom(options.seed);
  const multiplicities = new Int32Array(clustered.start.length - 1);
  const all = emptyPairWins(clustered.models);
  sumClusters(
    clustered,
    multiplicities.map(() => 1),
    all,
  );
  return solveRounds(all, options, (wins) => {
    resampleMultiplicities(multiplicities.length, random, multiplicities);
    sumClusters(clustered, multiplicities, wins);
  });
}

/**
 * Ratings of samples of the battles with replacement, by drawing how often each kind of battle comes up, as FastChat's
 * `compute_bootstrap_bt`. It takes battles for independent, which those on one question are not; otherwise as
 * `bootstrapQuestions`.
 */
export function bootstrapBattles(outcomes: Outcomes, options: RatingBootstrapOptions): Bootstrapped {
  const { count } = outcomes;
  const battles = count.reduce((sum, times) => sum + times, 0);
  const random = seededRandom(options.seed);
  const drawn = new Float64Array(count.length);
  const all = emptyPairWins(outcomes.models);
  sumOutcomes(outcomes, count, all);
  return solveRounds(all, options, (wins) => {
    multinomial(battles, count, { random, into: drawn });
    sumOutcomes(outcomes, drawn, wins);
  });
}

/** Fits the table that `draw` writes in every round, starting from the fit of `all` battles. */
function solveRounds(
  all: PairWins,
  options: RatingBootstrapOptions,
  draw: (wins: PairWins) => void,
): Bootstrapped {
  const { models } = all;
  const matrix = toWinMatrix(all, new Float64Array(models * models));
  const full = fitBradleyTerry(matrix, models, options);
  if (!full.connected) return full;
  const refit = createRefit(matrix, full.ratings);
  const drawn = emptyPairWins(models);
  const ratings = new Float64Array(models * options.rounds);
  let solved = 0;
  for (let round = 0; round < options.rounds; round += 1) {
    draw(drawn);
    toWinMatrix(drawn, matrix);
    if (!isStronglyConnected(matrix, models)) continue;
    const theta = refit(drawn);
    ratings.set(theta ? toElo(theta, options) : fitFrom(full.ratings, matrix, options), solved * models);
    solved += 1;
  }
  return {
    connected: true,
    ratings: ratings.slice(0, solved * models),
    models,
    unsolvedRounds: options.rounds - solved,
  };
}

/** A fit that factors each step's own matrix: after steps below 0.01 Elo what is left is far smaller. */
function fitFrom(start: Float64Array, wins: Float64Array, options: RatingBootstrapOptions): Float64Array {
  const fit = fitBradleyTerry(wins, start.length, { ...options, start, tolerance: 0.01 });
  if (!fit.connected) throw new Error('a connected table has ratings');
  return fit.ratings;
}

/**
 * Percentile intervals of the models' ratings, in their order, each holding the share `confidence` of the solved rounds.
 * Undefined where no round was solved.
 */
export function ratingIntervals(
  { ratings, models }: RatingSample,
  confidence = 0.95,
): (readonly [number, number] | undefined)[] {
  const rounds = ratings.length / models;
  return Array.from({ length: models }, (_, model) =>
    percentileInterval(
      Float64Array.from({ length: rounds }, (_, round) => ratings[round * models + model] ?? 0),
      confidence,
    ),
  );
}
