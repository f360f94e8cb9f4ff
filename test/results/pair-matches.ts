/** Matches and pairwise boards to build results from. */

import { buildPairBoard, type PairBoard, type PairBoardInput } from '../../src/results/pairwise/board.ts';
import type { PairResult, Vote } from '../../src/results/pairwise/result.ts';
import type { GameWinner } from '../../src/stats/ratings/win-rate.ts';

/** A match of `m` and `n` on turn 1 of question 1 by `j`, with these winners and changes. */
export function match(g1: GameWinner, g2: GameWinner, change: Partial<PairResult> = {}): PairResult {
  return {
    ...{ model_1: 'm', model_2: 'n', judge: 'j', question: '1', turn: 1, choice: 0, repeat: 0, stale: false },
    verdict: { games: [g1, g2] },
    ...change,
  };
}

/** A vote on two models, by nobody, on no known question. */
export function vote(model_1: string, model_2: string, winner: Vote): PairResult {
  const nowhere = { judge: undefined, question: undefined, turn: undefined };
  return { ...match('tie', 'tie'), ...nowhere, model_1, model_2, verdict: { vote: winner } };
}

/** `count` matches that both games give to `winner`, one on each of the questions from `first` on. */
export function wins(winner: string, loser: string, [first, count]: readonly [number, number]): PairResult[] {
  return Array.from({ length: count }, (_, index) =>
    match('model_1', 'model_1', { model_1: winner, model_2: loser, question: String(first + index) }),
  );
}

export function pairBoardOf(
  results: readonly PairResult[],
  { categories, duplicates, ...change }: BoardChange = {},
): PairBoard {
  return buildPairBoard({
    ...{ bench: 'mt80', results, kinds: ['turn', 'category'], rating: { seed: 1 }, demo: false },
    duplicates: new Map(Object.entries(duplicates ?? {})),
    categoryOf: new Map(Object.entries(categories ?? {})),
    ...change,
  });
}

type BoardChange = Partial<Omit<PairBoardInput, 'categoryOf' | 'duplicates'>> & {
  categories?: Record<string, string>;
  duplicates?: Record<string, number>;
};
