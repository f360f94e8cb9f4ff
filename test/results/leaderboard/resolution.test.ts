import { expect, test } from 'vitest';
import { scoresByModel } from '../../../src/results/leaderboard/question-scores.ts';
import { resolutionOf } from '../../../src/results/leaderboard/resolution.ts';
import { type Score, usableScores } from '../../../src/results/leaderboard/score.ts';
import { detectableDifference } from '../../../src/stats/power.ts';
import { boardOf, scoreRow } from '../board.ts';

const resolution = (rows: readonly Score[]) =>
  resolutionOf(boardOf(rows).models, scoresByModel(usableScores(rows)));

const rowsOf = (model: string, scores: readonly number[]) =>
  scores.map((score, index) => scoreRow({ model, question: String(index), score }));

test('two models: the standard deviation is that of the paired differences, not of the scores', () => {
  // Differences 1, 2, 3: sd 1 on 3 questions; t(0.975; 2) + t(0.8; 2) = 4.302653 + 1.060660, over √3.
  const result = resolution([...rowsOf('a', [9, 3, 8]), ...rowsOf('b', [8, 1, 5])]);
  expect(result).toMatchObject({ pairs: 1, separability: 0, questions: 3 });
  expect(result.sd).toBeCloseTo(1, 12);
  expect(result.detectable).toBeCloseTo((4.302653 + 1.06066) / Math.sqrt(3), 5);
});

test('one model: the standard deviation is that of the question means', () => {
  const rows = [...rowsOf('a', [1, 2, 3]), ...rowsOf('a', [3, 4, 5]).map((row) => ({ ...row, turn: 2 }))];
  expect(resolution(rows)).toMatchObject({ pairs: 0, separability: null, questions: 3, sd: 1 });
});

test('several models: variances are pooled over pairs, and the fewest shared questions count', () => {
  const rows = [...rowsOf('a', [5, 5, 5, 5]), ...rowsOf('b', [6, 4, 6, 4]), ...rowsOf('c', [7, 3, 5])];
  // Differences: ±1 four times (variance 4/3); 2, −2, 0 (4); 1, −1, −1 (4/3).
  const { sd, questions } = resolution(rows);
  expect(sd).toBeCloseTo(Math.sqrt((4 / 3 + 4 + 4 / 3) / 3), 12);
  expect(questions).toBe(3);
});

test('separability counts the pairs whose intervals do not overlap', () => {
  const rows = [...rowsOf('a', [1, 2, 1, 2]), ...rowsOf('b', [1, 2, 2, 2]), ...rowsOf('c', [9, 9, 10, 9])];
  expect(resolution(rows)).toMatchObject({ pairs: 3, separability: 2 / 3 });
});

test('equal scores and a single question leave no figure', () => {
  const equal = resolution([...rowsOf('a', [5, 6, 7]), ...rowsOf('b', [5, 6, 7])]);
  expect(equal).toMatchObject({ detectable: null, sd: 0 });
  expect(resolution([scoreRow()])).toMatchObject({ detectable: null, sd: null, questions: 0 });
});

test('the smallest difference is that of the noncentral t, to the decimals that are printed', () => {
  const scores = Array.from({ length: 80 }, (_, index) => 1 + ((index * 7) % 10));
  const { detectable, sd } = resolution(rowsOf('a', scores));
  expect(detectable).toBeCloseTo(detectableDifference({ sd: sd ?? 0, n: 80 }), 3);
});
