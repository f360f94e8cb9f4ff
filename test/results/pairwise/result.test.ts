import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addOrder,
  addWin,
  emptyOrder,
  isInconsistentVote,
  isUsable,
  orderIfAny,
  outcomeOf,
  type PairResult,
  type WinCounts,
  winFigures,
} from '../../../src/results/pairwise/result.ts';
import type { GameWinner } from '../../../src/stats/ratings/win-rate.ts';
import { match, vote } from '../pair-matches.ts';

function countWins(model: string, results: readonly PairResult[]) {
  const counts: WinCounts = new Map();
  for (const result of results) addWin(counts, result);
  return winFigures(counts.get(model));
}

function countOrder(results: readonly PairResult[]) {
  const order = emptyOrder();
  for (const result of results) addOrder(order, result);
  return orderIfAny(order);
}

test('`outcomeOf()` takes the winner of both games, a tie where they disagree, and nothing beside an error', () => {
  expect(outcomeOf(match('model_2', 'model_2'))).toBe('model_2');
  expect(outcomeOf(match('model_1', 'model_2'))).toBe('tie');
  expect(outcomeOf(match('tie', 'model_1'))).toBe('tie');
  expect(outcomeOf(match('model_1', 'tie'))).toBe('tie');
  expect(outcomeOf(match('error', 'model_1'))).toBeUndefined();
  expect(outcomeOf(match('model_1', 'error'))).toBeUndefined();
  expect(outcomeOf(vote('m', 'n', 'model_2'))).toBe('model_2');
  expect(outcomeOf(vote('m', 'n', 'inconsistent'))).toBe('tie');
});

test('a stale match and one with an error are not usable', () => {
  expect(isUsable(match('tie', 'tie'))).toBe(true);
  expect(isUsable(match('tie', 'tie', { stale: true }))).toBe(false);
  expect(isUsable(match('tie', 'error'))).toBe(false);
});

test('`addWin()` counts from either side of a match, with the rates of the contract', () => {
  const results = [
    match('model_1', 'model_1'),
    match('model_1', 'model_1', { model_1: 'n', model_2: 'm' }),
    match('model_1', 'model_1', { question: '2' }),
    match('model_1', 'model_2'),
  ];
  expect(countWins('m', results)).toEqual({
    ...{ win: 2, loss: 1, tie: 1, win_rate: 0.5, loss_rate: 0.25, win_rate_adjusted: 0.625 },
  });
  expect(countWins('n', results)).toMatchObject({ win: 1, loss: 2, tie: 1, win_rate_adjusted: 0.375 });
  expect(countWins('m', [])).toMatchObject({ win: 0, win_rate: null, win_rate_adjusted: null });
});

test('`addOrder()` says what swapping the sides did, games with one tie apart from a preference', () => {
  const results = [
    match('model_1', 'model_1'),
    match('tie', 'tie'),
    match('model_1', 'model_2'),
    match('model_2', 'model_1'),
    match('model_2', 'model_1'),
    match('tie', 'model_2'),
    match('model_1', 'tie'),
  ];
  expect(countOrder(results)).toEqual({
    ...{ consistent: 2, inconsistent: 5, prefers_first: 1, prefers_second: 2, one_tied: 2 },
  });
});

test('`addOrder()` does not depend on which model is called the first', () => {
  const decided = fc.constantFrom<GameWinner>('model_1', 'model_2', 'tie');
  const turned = { model_1: 'model_2', model_2: 'model_1', tie: 'tie', error: 'error' } as const;
  fc.assert(
    fc.property(fc.array(fc.tuple(decided, decided), { minLength: 1 }), (games) => {
      // Called the other way round, game 1 is the one that was game 2.
      const reversed = games.map(([g1, g2]) => match(turned[g2], turned[g1], { model_1: 'n', model_2: 'm' }));
      const given = games.map(([g1, g2]) => match(g1, g2));
      expect(countOrder(reversed)).toEqual(countOrder(given));
      expect(countWins('m', reversed)).toEqual(countWins('m', given));
    }),
  );
});

test('votes tell nothing of order, but that one contradicted itself', () => {
  expect(countOrder([vote('m', 'n', 'model_1'), vote('m', 'n', 'inconsistent')])).toBeNull();
  expect(isInconsistentVote(vote('m', 'n', 'inconsistent'))).toBe(true);
  expect(isInconsistentVote(vote('m', 'n', 'tie'))).toBe(false);
  expect(isInconsistentVote(match('model_1', 'model_2'))).toBe(false);
});
