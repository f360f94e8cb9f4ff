import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverageShare } from '../../../src/results/leaderboard/build.ts';
import { group } from '../../../src/results/leaderboard/score.ts';
import { renderJson } from '../../../src/results/render/json.ts';
import { sharedData } from '../../support/cli.ts';
import { boardOf, scoreRow } from '../board.ts';

const only = (board: ReturnType<typeof boardOf>) => {
  const [model] = board.models;
  if (!model || board.models.length !== 1) throw new Error('not one model');
  return model;
};

test('the average is the mean of all judged rows, not of the means of the turns', () => {
  const model = only(
    boardOf([
      scoreRow({ score: 8 }),
      scoreRow({ question: '2', score: 9 }),
      scoreRow({ question: '3', score: 10 }),
      scoreRow({ turn: 2, score: 1 }),
    ]),
  );
  expect(model.average).toMatchObject({ score: 7, n: 4 });
  expect(model.turns['1']).toMatchObject({ score: 9, n: 3 });
  expect(model.turns['2']).toMatchObject({ score: 1, n: 1 });
});

test('no answer found is a score of 0 in the mean, and counted on its own', () => {
  const { average, coverage } = only(
    boardOf([
      scoreRow({ score: 1 }),
      { ...scoreRow({ question: '2', score: 0 }), noAnswer: true },
      scoreRow({ question: '3', score: undefined }),
    ]),
  );
  expect(average).toMatchObject({ score: 0.5, n: 2 });
  expect(coverage).toMatchObject({ expected: 3, judged: 2, unparsed: 2, missing: 0 });
});

const vectorsFile = join(sharedData, 'vectors.json');

describe.skipIf(!existsSync(vectorsFile))(
  'exact vectors (skipped where the shared records are absent)',
  () => {
    test('the leaderboard gives the figures of mtbench_aggregate', () => {
      const { mtbench_aggregate: vector } = JSON.parse(readFileSync(vectorsFile, 'utf8'));
      const rows: [string, number, number][] = vector.rows_model_turn_score;
      const scores = rows.map(([model, turn, score], index) =>
        scoreRow({ model, turn, question: String(index), score: score === -1 ? undefined : score }),
      );
      const model = only(boardOf(scores));
      expect(model.turns['1']?.score).toBeCloseTo(vector.turn1, 14);
      expect(model.turns['2']?.score).toBeCloseTo(vector.turn2, 14);
      expect(model.average.score).toBeCloseTo(vector.average_fastchat, 14);
      expect(model.coverage.unparsed).toBe(vector.n_invalid);
    });
  },
);

test('an unparsed row enters no mean and is counted', () => {
  const model = only(boardOf([scoreRow({ score: 9 }), scoreRow({ question: '2', score: undefined })]));
  expect(model.average).toEqual({ score: 9, n: 1, ci: null });
  expect(model.coverage).toMatchObject({ expected: 2, judged: 1, unparsed: 1, missing: 0, stale: 0 });
});

test('a stale row enters no mean and is counted once, even where it is unparsed too', () => {
  const rows = [scoreRow({ score: 9 }), scoreRow({ question: '2', score: 1, stale: true })];
  const model = only(boardOf([...rows, scoreRow({ question: '3', score: undefined, stale: true })]));
  expect(model.average.score).toBe(9);
  expect(model.coverage).toMatchObject({ expected: 3, judged: 1, unparsed: 0, stale: 2 });
});

test('duplicates are counted by model', () => {
  const board = boardOf([scoreRow({ model: 'a' }), scoreRow({ model: 'b' })], { duplicates: { a: 2 } });
  expect(board.models.map(({ coverage }) => coverage.duplicates)).toEqual([2, 0]);
});

test('missing rows are counted against what is expected', () => {
  expect(only(boardOf([scoreRow()], { expected: 160 })).coverage).toEqual({
    expected: 160,
    judged: 1,
    unparsed: 0,
    missing: 159,
    duplicates: 0,
    stale: 0,
  });
});

test('without known questions, every model is expected to have what any model has', () => {
  const rows = [
    scoreRow({ model: 'a' }),
    scoreRow({ model: 'a', question: '2' }),
    scoreRow({ model: 'b', question: '3' }),
  ];
  const board = boardOf(rows);
  expect(board.models.map(({ coverage }) => [coverage.judged, coverage.missing])).toEqual([
    [2, 1],
    [1, 2],
  ]);
});

test('more rows than were expected are no negative gap', () => {
  expect(only(boardOf([scoreRow(), scoreRow({ question: '2' })], { expected: 1 })).coverage).toMatchObject({
    expected: 2,
    missing: 0,
  });
});

test('every row is judged, unparsed or stale, and whatever else was expected is missing', () => {
  const row = fc.record({
    question: fc.integer({ min: 1, max: 99 }).map(String),
    turn: fc.integer({ min: 1, max: 3 }),
    score: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
    stale: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), fc.nat(99), (rows, expected) => {
      const { average, coverage } = only(boardOf(rows.map(scoreRow), { expected }));
      const { judged, unparsed, stale, missing } = coverage;
      expect(judged + unparsed + stale + missing).toBe(coverage.expected);
      expect(average.n).toBe(judged);
      const scores = rows
        .filter((each) => !each.stale)
        .flatMap(({ score }) => (score === undefined ? [] : [score]));
      if (scores.length === 0) expect(average.score).toBeNull();
      else expect(average.score).toBeCloseTo(scores.reduce((a, b) => a + b) / scores.length, 12);
    }),
  );
});

test('models stand by average, best first, then by name; those without any score come last', () => {
  const board = boardOf([
    scoreRow({ model: 'none', score: undefined }),
    scoreRow({ model: 'b', score: 5 }),
    scoreRow({ model: 'a', score: 5 }),
    scoreRow({ model: 'best', score: 6 }),
  ]);
  expect(board.models.map(({ model }) => model)).toEqual(['best', 'a', 'b', 'none']);
});

test('questions of no known category enter the average and no category', () => {
  const rows = [scoreRow({ question: '1', score: 4 }), scoreRow({ question: 'x', score: 8 })];
  const model = only(boardOf(rows, { categories: { 1: 'math' } }));
  expect(model.categories).toEqual({ math: { score: 4, n: 1, ci: null } });
  expect(model.average.score).toBe(6);
});

test('intervals cluster by question: two turns of one question are no two questions', () => {
  const model = only(boardOf([scoreRow({ score: 4 }), scoreRow({ turn: 2, score: 8 })]));
  expect(model.average).toEqual({ score: 6, n: 2, ci: null });
  const two = only(boardOf([scoreRow({ score: 4 }), scoreRow({ question: '2', score: 8 })]));
  // t(0.975, 1) is 12.706 204 736 432 095, and the standard error is 2.
  expect(two.average.ci?.[0]).toBeCloseTo(6 - 2 * 12.706204736432095, 8);
  expect(two.average.ci?.[1]).toBeCloseTo(6 + 2 * 12.706204736432095, 8);
});

test('means by judge are there where several judges were asked', () => {
  const rows = [scoreRow({ judge: 'k', score: 3 }), scoreRow({ judge: 'j', score: 9 })];
  expect(only(boardOf(rows)).judges).toMatchObject({ j: { score: 9 }, k: { score: 3 } });
  expect(boardOf(rows).judges).toEqual(['j', 'k']);
  expect(only(boardOf([scoreRow()])).judges).toBeUndefined();
});

test('`renderJson()` has the shape of the contract, key for key and in its order, then the ranks', () => {
  const rows = [
    scoreRow({ score: 8 }),
    scoreRow({ turn: 2, score: 7 }),
    scoreRow({ question: '2' }),
    scoreRow({ question: '3' }),
  ];
  const categories = { 1: 'math', 2: 'math', 3: 'math' };
  const shape = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shape);
    if (value === null || typeof value !== 'object') return typeof value;
    return Object.entries(value).map(([name, inner]) => [name, shape(inner)]);
  };
  const contract = `{"bench":"mt80","mode":"single","judges":["gpt-4.1"],"demo":false,
    "models":[{"model":"m","average":{"score":8.2,"n":160,"ci":[7.9,8.5]},
      "turns":{"1":{"score":8.3,"n":80,"ci":[8.0,8.6]},"2":{"score":8.1,"n":80,"ci":[7.7,8.5]}},
      "categories":{"math":{"score":7.1,"n":20,"ci":[6.0,8.1]}},
      "coverage":{"expected":160,"judged":160,"unparsed":0,"missing":0,"duplicates":0,"stale":0},
      "rank":1,"rank_worst":1}]}`;
  const board = boardOf([...rows, scoreRow({ question: '3', turn: 2 })], { categories });
  expect(shape(JSON.parse(renderJson(board)))).toEqual(shape(JSON.parse(contract)));
});

test('`coverageShare()` is the part of the expected rows that entered the means', () => {
  const coverage = { expected: 8, judged: 6, unparsed: 1, missing: 1, duplicates: 3, stale: 0 };
  expect(coverageShare(coverage)).toBe(0.75);
  expect(coverageShare({ ...coverage, expected: 0, judged: 0 })).toBe(0);
});

test('`group()` keeps items in order under names in order of their first item', () => {
  const groups = group(['b1', 'a1', 'b2', '__proto__'], (text) => text.replace(/\d/, ''));
  expect([...groups]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
    ['__proto__', ['__proto__']],
  ]);
});
