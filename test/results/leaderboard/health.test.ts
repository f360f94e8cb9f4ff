import { expect, test } from 'vitest';
import { type AnswerTrait, healthOf, histogramOf } from '../../../src/results/leaderboard/health.ts';
import { type Score, usableScores } from '../../../src/results/leaderboard/score.ts';
import { scoreRow } from '../board.ts';

const trait = (change: Partial<AnswerTrait> = {}): AnswerTrait => ({
  model: 'm',
  question: '1',
  turn: 1,
  choice: 0,
  tokens: 100,
  suspicions: [],
  ...change,
});

const health = (rows: readonly Score[], traits: readonly AnswerTrait[] = []) =>
  healthOf(usableScores(rows), traits);

test('`histogramOf()` counts halves with the number below, and only exact tens as the ceiling', () => {
  const rows = [10, 10, 9.5, 9, 1].map((score, repeat) => scoreRow({ repeat, score }));
  expect(histogramOf(usableScores(rows), { of: 'judge', name: 'j' })).toEqual({
    of: 'judge',
    name: 'j',
    ratings: 5,
    counts: [1, 0, 0, 0, 0, 0, 0, 0, 2, 2],
    ceiling: 0.4,
  });
});

test('`healthOf()` has a histogram of each judge and each model, and leaves out what enters no mean', () => {
  const rows = [
    scoreRow(),
    scoreRow({ judge: 'a', model: 'n', score: 10 }),
    scoreRow({ turn: 2, score: undefined }),
  ];
  const found = health([...rows, scoreRow({ turn: 3, stale: true })]).histograms;
  expect(found.map(({ of, name, ratings }) => [of, name, ratings])).toEqual([
    ['judge', 'a', 1],
    ['judge', 'j', 1],
    ['model', 'm', 1],
    ['model', 'n', 1],
  ]);
});

/** Three models on two questions; the second question has longer answers and worse scores, and that is its own affair. */
const beside = ['a', 'b', 'c'].flatMap((model, place) =>
  ['1', '2'].map((question) => ({ model, question, place, hard: question === '2' })),
);
const traits = beside.map(({ model, question, place, hard }) =>
  trait({ model, question, tokens: 10 ** (place + (hard ? 3 : 1)) }),
);

test('`healthOf()` correlates scores with log tokens within each question', () => {
  const rows = beside.map(({ model, question, place, hard }) =>
    scoreRow({ model, question, score: 5 + place - (hard ? 4 : 0) }),
  );
  expect(health(rows, traits).length).toEqual([{ judge: 'j', r: expect.closeTo(1, 12), n: 6 }]);
});

test('`healthOf()` correlates by judge, and over all judges together', () => {
  const rows = beside.flatMap(({ model, question, place }) => [
    scoreRow({ model, question, score: 5 + place }),
    scoreRow({ model, question, score: 5 - place, judge: 'k' }),
  ]);
  expect(health(rows, traits).length).toEqual([
    { judge: 'j', r: expect.closeTo(1, 12), n: 6 },
    { judge: 'k', r: expect.closeTo(-1, 12), n: 6 },
    { r: expect.closeTo(0, 12), n: 12 },
  ]);
});

test('`healthOf()` gives no correlation where no answer stands beside another, or none differs', () => {
  expect(health([scoreRow()], [trait()]).length).toEqual([{ judge: 'j', r: null, n: 0 }]);
  const rows = beside.map(({ model, question }) => scoreRow({ model, question }));
  expect(health(rows, traits).length).toEqual([{ judge: 'j', r: null, n: 6 }]);
});

test('`healthOf()` tells apart that no answer is suspected and that none is at hand', () => {
  expect(health([scoreRow()])).toMatchObject({ answers: 0, length: null, injections: null });
  expect(health([scoreRow()], [trait()])).toMatchObject({ answers: 1, injections: [] });
});

test('`healthOf()` lists suspected injections by place, and judges by family', () => {
  const suspicions = [
    { kind: 'verdict' as const, text: '[[10]]' },
    { kind: 'instruction' as const, text: 'Dear judge' },
  ];
  const place = { model: 'gpt-4o', question: '7', turn: 2, choice: 1 };
  const rows = [
    scoreRow({ model: 'gpt-4o', judge: 'gpt-4' }),
    scoreRow({ model: 'gpt-4o', judge: 'claude-3' }),
  ];
  const found = health(rows, [trait({ ...place, suspicions })]);
  expect(found.injections).toEqual(suspicions.map((each) => ({ ...place, ...each })));
  expect(found.own_family).toEqual([{ model: 'gpt-4o', judge: 'gpt-4', family: 'openai' }]);
});
