/** Ratings and leaderboards to build results from. */

import { buildLeaderboard, type Leaderboard } from '../../src/results/leaderboard/build.ts';
import type { Rating } from '../../src/results/leaderboard/rating.ts';

/** A usable rating of 7 by `j` of model `m` on turn 1 of question 1, with these changes. */
export function rating(change: Partial<Rating> = {}): Rating {
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

export function boardOf(ratings: readonly Rating[], options: BoardOptions = {}): Leaderboard {
  const { expected } = options;
  return buildLeaderboard({
    bench: options.bench ?? 'mt80',
    ratings,
    duplicates: new Map(Object.entries(options.duplicates ?? {})),
    categoryOf: new Map(Object.entries(options.categories ?? {})),
    ...(expected === undefined ? {} : { expectedOf: () => expected }),
    demo: options.demo ?? false,
  });
}
