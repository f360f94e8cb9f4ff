/** How fine a difference this bench shows: which models it separates, and what it could have found. */

import { standardDeviation } from '../../stats/bootstrap.ts';
import { tQuantile } from '../../stats/distributions/student-t.ts';
import { type Bounds, separability } from '../../stats/separability.ts';
import type { ModelResult } from './build.ts';
import { differences } from './comparison.ts';
import type { QuestionScores } from './question-scores.ts';
import { mean } from './score.ts';

export interface Resolution {
  /** Pairs of models that both have an interval, and the share of those whose intervals do not overlap. */
  pairs: number;
  separability: number | null;
  /**
   * The smallest true difference that a test at 5 % finds with 80 % power: between two models by paired questions, or of
   * a single model from a fixed value. Null without two questions or without spread.
   */
  detectable: number | null;
  /** Standard deviation over questions that `detectable` follows from, and their number. */
  sd: number | null;
  questions: number;
}

/** Of one model: of its question means. Of several: of the paired differences, pooled over the pairs. */
export function resolutionOf(
  models: readonly ModelResult[],
  scores: ReadonlyMap<string, QuestionScores>,
): Resolution {
  const intervals = models.flatMap(({ average }): Bounds[] => (average.ci ? [average.ci] : []));
  const all = models.flatMap(({ model }) => scores.get(model) ?? []);
  const spreads = all.length > 1 ? spreadsOfPairs(all) : all.flatMap(({ means }) => spreadOf(means));
  const sd = spreads.length === 0 ? null : Math.sqrt(mean(spreads.map((each) => each.sd ** 2)));
  // The fewest that any pair shares: what is promised holds for every pair.
  const questions = spreads.reduce((fewest, { n }, index) => (index === 0 ? n : Math.min(fewest, n)), 0);
  return {
    pairs: (intervals.length * (intervals.length - 1)) / 2,
    separability: separability(intervals) ?? null,
    detectable: sd === null || sd < 1e-12 ? null : detectable(sd, questions),
    sd,
    questions,
  };
}

interface Spread {
  sd: number;
  n: number;
}

function spreadsOfPairs(models: readonly QuestionScores[]): Spread[] {
  return models.flatMap((first, index) =>
    models.slice(index + 1).flatMap((second) => spreadOf(differences(first, second))),
  );
}

/** None of fewer than two values. */
function spreadOf(values: ArrayLike<number>): Spread[] {
  const sd = standardDeviation(values);
  return sd === undefined ? [] : [{ sd, n: values.length }];
}

/**
 * (t_{0.975} + t_{0.8})·sd/√n with n − 1 degrees of freedom: within 1.2 % of the noncentral t's answer from five questions
 * and 0.02 % from twenty (`detectableDifference`, which takes 40 ms in a cold process: too long for every table).
 */
function detectable(sd: number, n: number): number {
  return ((tQuantile(0.975, n - 1) + tQuantile(0.8, n - 1)) * sd) / Math.sqrt(n);
}
