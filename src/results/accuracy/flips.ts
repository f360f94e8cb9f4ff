/** Two models under one grader: which questions flip from right to wrong, and back. */

import { mcnemar } from '../../stats/mcnemar.ts';
import { type Flips, pair } from '../leaderboard/comparison.ts';
import { noScores, scoresByModel } from '../leaderboard/question-scores.ts';
import type { Score } from '../leaderboard/score.ts';

/** Undefined where a question's score is neither 0 nor 1: several choices, or a grader of parts. */
export function flipsBetween([a, b]: readonly [string, string], scores: Iterable<Score>): Flips | undefined {
  const byModel = scoresByModel(scores);
  const pairing = pair(byModel.get(a) ?? noScores, byModel.get(b) ?? noScores);
  const result = mcnemar(pairing.a, pairing.b);
  return result && { only_a: result.onlyA, only_b: result.onlyB, p: result.p };
}
