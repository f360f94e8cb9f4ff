/** Rows as columns, and who has met whom. */

import { expect, test } from 'vitest';
import type { PairResult } from '../../../src/results/pairwise/result.ts';
import { meetingsIn, scoreColumns } from '../../../src/results/report/columns.ts';

test('a row is the places of its names in the lists of names', () => {
  const line = { model: 'b', judge: 'j', question: '7', turn: 2, choice: 0, repeat: 1, score: -1, flags: 1 };
  const columns = scoreColumns([line], { models: ['a', 'b'], judges: ['i', 'j'], questions: ['7'] });
  expect(columns).toEqual({
    ...{
      model: [1],
      judge: [1],
      question: [0],
      turn: [2],
      choice: [0],
      repeat: [1],
      score: [-1],
      flags: [1],
    },
  });
});

const match = (model_1: string, model_2: string, games: [string, string], stale = false) =>
  ({
    ...{ model_1, model_2, judge: 'j', question: '1', turn: 1, choice: 0, repeat: 0, stale },
    verdict: { games },
  }) as PairResult;

test('a meeting counts matches in either order of the models, games that disagree as a tie', () => {
  const met = meetingsIn([
    match('a', 'b', ['model_1', 'model_1']),
    match('b', 'a', ['model_1', 'model_1']),
    match('b', 'a', ['model_1', 'model_2']),
    match('a', 'b', ['tie', 'tie']),
  ]);
  expect(met).toEqual([{ model: 'a', opponent: 'b', win: 1, loss: 1, tie: 2 }]);
});

test('a stale match and one with an error are no meeting', () => {
  const left = [match('a', 'b', ['model_1', 'error']), match('a', 'b', ['model_1', 'model_1'], true)];
  expect(meetingsIn(left)).toEqual([]);
});
