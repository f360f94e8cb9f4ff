import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildLeaderboard } from '../../../src/results/leaderboard/build.ts';
import { mean, pointsOf, type Score, usableScores } from '../../../src/results/leaderboard/score.ts';
import { boardOf, scoreRow } from '../board.ts';

const points = (rows: readonly Score[]) => pointsOf(usableScores(rows));

test('`pointsOf()` gives each score of one judge, repeats included, as a point of its own', () => {
  const rows = [
    scoreRow({ score: 8 }),
    scoreRow({ repeat: 1, score: 6 }),
    scoreRow({ question: '2', score: 3 }),
  ];
  expect(points(rows)).toEqual([
    { question: '1', turn: 1, value: 8, judgments: 1 },
    { question: '1', turn: 1, value: 6, judgments: 1 },
    { question: '2', turn: 1, value: 3, judgments: 1 },
  ]);
});

test('`pointsOf()` gives of a panel the matches that all have rated, a judge with repeats counting once', () => {
  const rows = [
    scoreRow({ judge: 'j', score: 8 }),
    scoreRow({ judge: 'j', repeat: 1, score: 6 }),
    scoreRow({ judge: 'k', score: 3 }),
    scoreRow({ judge: 'k', turn: 2, score: 10 }),
    scoreRow({ judge: 'j', turn: 2, score: undefined }),
    scoreRow({ judge: 'j', question: '2', score: 9 }),
    scoreRow({ judge: 'k', question: '2', score: 9, stale: true }),
  ];
  expect(points(rows)).toEqual([{ question: '1', turn: 1, value: (7 + 3) / 2, judgments: 3 }]);
});

test('the average of a panel is the mean over judges of their means, on common support', () => {
  // Judge k was spared question 2; without the rule it would lift the average to (2 + 4 + 10 + 2) / 4 …
  const rows = [
    scoreRow({ judge: 'j', score: 4 }),
    scoreRow({ judge: 'j', question: '2', score: 2 }),
    scoreRow({ judge: 'k', score: 10 }),
    scoreRow({ judge: 'k', question: '2', score: undefined }),
  ];
  const [model] = boardOf(rows).models;
  expect(model?.average).toMatchObject({ score: 7, n: 2 });
  expect(model?.judges?.j).toMatchObject({ score: 3, n: 2 });
  expect(model?.coverage).toMatchObject({ expected: 4, judged: 3, unparsed: 1 });
  expect(model?.judges?.k?.coverage).toEqual({ expected: 2, judged: 1, unparsed: 1, missing: 0, stale: 0 });
});

test('judges without a match in common give no average, though their own means stand', () => {
  const rows = [scoreRow({ judge: 'j', score: 4 }), scoreRow({ judge: 'k', question: '2', score: 8 })];
  const [model] = boardOf(rows).models;
  expect(model?.average).toEqual({ score: null, n: 0, ci: null });
  expect([model?.judges?.j?.score, model?.judges?.k?.score]).toEqual([4, 8]);
});

test('a judge that rates everything gives the mean of all rows, whatever the panel', () => {
  const scores = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 4 }), (values, panel) => {
      const rows = values.flatMap((score, question) =>
        Array.from({ length: panel }, (_, judge) =>
          scoreRow({ question: String(question), judge: `j${judge}`, score }),
        ),
      );
      const [model] = boardOf(rows).models;
      expect(model?.average.score).toBeCloseTo(mean(values), 12);
      expect(model?.average.n).toBe(rows.length);
    }),
  );
});

test('an excused judge is not missed, and one that has not come is', () => {
  const rows = [scoreRow({ model: 'a' }), scoreRow({ model: 'b' }), scoreRow({ model: 'b', judge: 'k' })];
  const input = {
    bench: 'mt80',
    scores: rows,
    duplicates: new Map(),
    categoryOf: new Map(),
    demo: false,
  };
  const missing = (isExcused?: (model: string, judge: string) => boolean) =>
    buildLeaderboard({ ...input, ...(isExcused ? { isExcused } : {}) }).models.map(({ model, coverage }) => [
      model,
      coverage.missing,
    ]);
  expect(missing()).toEqual([
    ['a', 1],
    ['b', 0],
  ]);
  expect(missing((model, judge) => model === 'a' && judge === 'k')).toEqual([
    ['a', 0],
    ['b', 0],
  ]);
});
