import { expect, test } from 'vitest';
import { match, pairBoardOf, vote, wins } from '../pair-matches.ts';

const categories = { 1: 'math', 2: 'writing' };
/** Of `m` and `n` on two questions: a win of m, games that disagree, an error, one that is stale. */
const mixed = [
  match('model_1', 'model_1'),
  match('model_1', 'model_2', { question: '2' }),
  match('error', 'model_2', { turn: 2 }),
  match('model_2', 'model_2', { question: '2', turn: 2, stale: true }),
];

test('the board counts what is usable, and says of the rest what became of it', () => {
  const { models, order } = pairBoardOf(mixed, { duplicates: { m: 1 } });
  const [m, n] = models;
  expect(m).toMatchObject({
    ...{ model: 'm', win: 1, loss: 0, tie: 1, win_rate: 0.5, loss_rate: 0, win_rate_adjusted: 0.75 },
    games_with_errors: 1,
    coverage: { expected: 4, judged: 2, unparsed: 1, missing: 0, duplicates: 1, stale: 1 },
  });
  expect(n).toMatchObject({ model: 'n', loss: 1, win_rate_adjusted: 0.25, coverage: { duplicates: 0 } });
  expect(order).toMatchObject({ consistent: 1, inconsistent: 1, prefers_first: 1 });
});

test('without the questions every two models should have met wherever any two have', () => {
  const { models } = pairBoardOf([...mixed, match('tie', 'tie', { model_2: 'o' })]);
  expect(models.map(({ model, coverage }) => [model, coverage?.expected, coverage?.missing])).toEqual([
    ['m', 8, 3],
    ['o', 8, 7],
    ['n', 8, 4],
  ]);
});

test('with the questions it is known how many matches two models should have had', () => {
  const { models } = pairBoardOf(mixed, { expectedOf: (model, opponent) => (model + opponent).length * 5 });
  expect(models[0]?.coverage).toMatchObject({ expected: 10, missing: 6 });
});

test('a result whose question has left the bench is stale, and is not expected', () => {
  const gone = match('tie', 'tie', { question: '9', stale: true, gone: true });
  const { models } = pairBoardOf([...mixed, gone], { expectedOf: () => 4 });
  expect(models[0]?.coverage).toEqual({
    ...{ expected: 4, judged: 2, unparsed: 1, missing: 0, duplicates: 0, stale: 2 },
  });
});

test('nobody can tell how many votes there should be', () => {
  const { models, order, inconsistent_votes } = pairBoardOf([
    vote('m', 'n', 'model_1'),
    vote('n', 'm', 'inconsistent'),
  ]);
  expect(models.map(({ coverage }) => coverage)).toEqual([null, null]);
  expect(models[0]).toMatchObject({ model: 'm', win: 1, tie: 1 });
  expect({ order, inconsistent_votes }).toEqual({ order: null, inconsistent_votes: 1 });
});

test('figures by turn and category are of the same matches; a judge counts where it is asked for', () => {
  const { models, order_by } = pairBoardOf(mixed, { categories });
  expect(models[0]?.by).toEqual({
    turn: { 1: expect.objectContaining({ win: 1, tie: 1 }) },
    category: {
      math: expect.objectContaining({ win: 1, tie: 0 }),
      writing: expect.objectContaining({ win: 0, tie: 1 }),
    },
  });
  expect(order_by.category).toMatchObject({ math: { consistent: 1 }, writing: { prefers_first: 1 } });
  const judges = pairBoardOf([...mixed, match('tie', 'tie', { judge: 'k' })], { kinds: ['judge'] });
  expect(judges.judges).toEqual(['j', 'k']);
  expect(judges.models[0]?.by).toEqual({
    judge: { j: expect.objectContaining({ win: 1 }), k: expect.objectContaining({ tie: 1 }) },
  });
});

test('a model or category of any name is one of its own', () => {
  const { models } = pairBoardOf([match('model_1', 'model_1', { model_1: '__proto__' })], {
    categories: { 1: 'constructor' },
  });
  expect(models.map(({ model, win, loss }) => [model, win, loss])).toEqual([
    ['__proto__', 1, 0],
    ['n', 0, 1],
  ]);
  expect(Object.keys(models[0]?.by.category ?? {})).toEqual(['constructor']);
});

const close = [...wins('m', 'n', [1, 11]), ...wins('n', 'm', [12, 9])];
const far = [...wins('n', 'o', [1, 18]), ...wins('o', 'n', [19, 2]), ...wins('m', 'o', [1, 18])];

test('the best rating comes first; ranks go by upper bound, so that two who overlap share one', () => {
  const { models, ratings } = pairBoardOf([...far, ...close]);
  expect(models.map(({ model, rank }) => [model, rank])).toEqual([
    ['m', 1],
    ['n', 1],
    ['o', 3],
  ]);
  expect(ratings.separability).toBeCloseTo(2 / 3);
  expect(ratings).toMatchObject({
    anchor: null,
    intervals: { unit: 'question', units: 20, seed: 1 },
    apart: [],
  });
});

test('the baseline is rated with the others, and is none of the models', () => {
  const against = [...far, ...wins('o', 'm', [19, 2])].filter(({ model_1, model_2 }) =>
    [model_1, model_2].includes('o'),
  );
  const { mode, models, baseline } = pairBoardOf(against, { baseline: 'o' });
  expect(mode).toBe('pairwise-baseline');
  expect(models.map(({ model }) => model)).toEqual(['m', 'n']);
  expect(models[0]?.coverage).toMatchObject({ expected: 20, judged: 20 });
  const sum = models.reduce((total, { rating }) => total + (rating ?? 0), baseline?.rating ?? 0);
  expect(sum).toBeCloseTo(3000);
  expect(pairBoardOf(close).baseline).toBeNull();
});

test('where there are no ratings, the order is by adjusted win rate and every figure of a rating is null', () => {
  const { models, ratings } = pairBoardOf([...wins('m', 'n', [1, 5]), ...wins('n', 'o', [1, 5])]);
  expect(models.map(({ model }) => model)).toEqual(['m', 'n', 'o']);
  for (const { rating, rating_ci, rating_ci_sandwich, elo, rank } of models) {
    expect([rating, rating_ci, rating_ci_sandwich, elo, rank]).toEqual([null, null, null, null, null]);
  }
  expect(ratings.apart).toHaveLength(3);
  expect(ratings.separability).toBeNull();
});

test('a model without a usable match costs nobody a rating', () => {
  const { models } = pairBoardOf([...close, match('error', 'tie', { model_2: 'broken' })]);
  expect(models.map(({ model, rating }) => [model, rating === null])).toEqual([
    ['m', false],
    ['n', false],
    ['broken', true],
  ]);
  expect(models[2]).toMatchObject({
    win_rate: null,
    win_rate_adjusted: null,
    games_with_errors: 1,
    rank: null,
  });
});
