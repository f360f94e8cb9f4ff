/** Bootstrap of Bradley–Terry ratings: over questions, or over battles taken for independent. */

import type { Resampling } from '../bootstrap.ts';
import { percentileInterval } from '../distributions/quantile.ts';
import { resampleMultiplicities, seededRandom } from '../random.ts';
import { type Battles, winMatrix } from './battles.ts';
import { type Fit, type FitOptions, fitBradleyTerry } from './bradley-terry.ts';
import { multinomial } from './multinomial.ts';
import { distinctOutcomes, sumClusters, winsByCluster } from './resampled-wins.ts';

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

export type RatingBootstrapOptions = Resampling & Pick<FitOptions, 'anchor' | 'tolerance'>;

/**
 * Ratings (Elo scale) of samples of the clusters (questions) with replacement, all battles of a cluster together.
 * `cluster` has one whole number a battle, from 0 and without gaps. The same seed draws the same clusters as
 * `resampleClusters`. Every round starts from the full fit and stops at steps below 0.01 Elo unless `tolerance` says
 * otherwise. Throws as `winMatrix` does.
 */
export function bootstrapQuestions(
  battles: Battles,
  cluster: ArrayLike<number>,
  options: RatingBootstrapOptions,
): Bootstrapped {
  const clustered = winsByCluster(battles, cluster);
  const random = seededRandom(options.seed);
  const multiplicities = new Int32Array(clustered.start.length - 1);
  return solveRounds(battles, options, (wins) => {
    resampleMultiplicities(multiplicities.length, random, multiplicities);
    sumClusters(clustered, multiplicities, wins);
  });
}

/**
 * Ratings of samples of the battles with replacement, by drawing how often each kind of battle comes up, as FastChat's
 * `compute_bootstrap_bt`. It takes battles for independent, which those on one question are not; otherwise as
 * `bootstrapQuestions`.
 */
export function bootstrapBattles(battles: Battles, options: RatingBootstrapOptions): Bootstrapped {
  const { cells, mirrored, score, count } = distinctOutcomes(battles);
  const random = seededRandom(options.seed);
  const drawn = new Float64Array(count.length);
  return solveRounds(battles, options, (wins) => {
    multinomial(battles.score.length, count, { random, into: drawn });
    wins.fill(0);
    for (let kind = 0; kind < drawn.length; kind += 1) {
      const times = drawn[kind] ?? 0;
      const share = times * (score[kind] ?? 0);
      const cell = cells[kind] ?? 0;
      const mirror = mirrored[kind] ?? 0;
      wins[cell] = (wins[cell] ?? 0) + share;
      wins[mirror] = (wins[mirror] ?? 0) + times - share;
    }
  });
}

/** Fits the table that `draw` writes in every round, starting from the fit of all battles. */
function solveRounds(
  battles: Battles,
  options: RatingBootstrapOptions,
  draw: (wins: Float64Array) => void,
): Bootstrapped {
  const { models } = battles;
  const wins = winMatrix(battles);
  const full = fitBradleyTerry(wins, models, options);
  if (!full.connected) return full;
  const fitOptions = { ...options, start: full.ratings, tolerance: options.tolerance ?? 0.01 };
  const ratings = new Float64Array(models * options.rounds);
  let solved = 0;
  for (let round = 0; round < options.rounds; round += 1) {
    draw(wins);
    const fit = fitBradleyTerry(wins, models, fitOptions);
    if (!fit.connected) continue;
    ratings.set(fit.ratings, solved * models);
    solved += 1;
  }
  return {
    connected: true,
    ratings: ratings.slice(0, solved * models),
    models,
    unsolvedRounds: options.rounds - solved,
  };
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
