/** Scores and leaderboards to build results from. */

import { buildLeaderboard, type Leaderboard } from '../../src/results/leaderboard/build.ts';
import type { Score } from '../../src/results/leaderboard/score.ts';

/** A usable score of 7 by `j` of model `m` on turn 1 of question 1, with these changes. */
export function scoreRow(change: Partial<Score> = {}): Score {
  return {
    model: 'm',
    judge: 'j',
    question: '1',
    turn: 1,
    choice: 0,
    repeat: 0,
    score: 7,
    stale: false,
    ...change,
  };
}

export interface BoardOptions {
  bench?: string;
  categories?: Record<string, string>;
  duplicates?: Record<string, number>;
  expected?: number;
  demo?: boolean;
}

export function boardOf(scores: readonly Score[], options: BoardOptions = {}): Leaderboard {
  const { expected } = options;
  return buildLeaderboard({
    bench: options.bench ?? 'mt80',
    scores,
    duplicates: new Map(Object.entries(options.duplicates ?? {})),
    categoryOf: new Map(Object.entries(options.categories ?? {})),
    ...(expected === undefined ? {} : { expectedOf: () => expected }),
    demo: options.demo ?? false,
  });
}
