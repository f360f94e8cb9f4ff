import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { rateModels } from '../../../src/results/pairwise/ratings.ts';
import type { PairResult } from '../../../src/results/pairwise/result.ts';
import { match, vote, wins } from '../pair-matches.ts';

/** Every two of three models meet on 60 questions; the exact ratings are 1000 ± 400·log10(2). */
const exact = [
  ...wins('a', 'b', [1, 40]),
  ...wins('b', 'a', [41, 20]),
  ...wins('b', 'c', [21, 40]),
  ...wins('c', 'b', [1, 20]),
  ...wins('a', 'c', [1, 48]),
  ...wins('c', 'a', [49, 12]),
];
const step = 400 * Math.log10(2);
const seed = 7;

test('`rateModels()` gives the exact ratings, with a mean of 1000 or a model at its anchor', () => {
  const ratings = (anchor?: { model: string; rating: number }) =>
    [...rateModels(exact, { seed, anchor }).models].map(([name, { rating }]) => [name, rating]);
  const close = (...expected: [string, number][]) =>
    expected.map(([name, rating]) => [name, expect.closeTo(rating, 6)]);
  expect(ratings()).toEqual(close(['a', 1000 + step], ['b', 1000], ['c', 1000 - step]));
  expect(ratings({ model: 'c', rating: 1200 })).toEqual(
    close(['a', 1200 + 2 * step], ['b', 1200 + step], ['c', 1200]),
  );
});

test('`rateModels()` draws questions, the same ones for a seed whatever the order of the rows', () => {
  const forward = rateModels(exact, { seed });
  expect(forward.intervals).toEqual({
    ...{ by: 'resampling', unit: 'question', units: 60, rounds: 1000, seed, unsolved_rounds: 0 },
  });
  const backward = rateModels(exact.toReversed(), { seed });
  const other = rateModels(exact, { seed: 8 });
  for (const [name, { rating, rating_ci }] of forward.models) {
    const [low = 0, high = 0] = rating_ci ?? [];
    expect(low).toBeLessThan(rating);
    expect(high).toBeGreaterThan(rating);
    const same = backward.models.get(name)?.rating_ci;
    expect(same).toEqual([expect.closeTo(low, 6), expect.closeTo(high, 6)]);
    expect(other.models.get(name)?.rating_ci).not.toEqual(rating_ci);
  }
});

test('matches on one question hang together: repeating each makes no interval narrower', () => {
  const once = rateModels(exact, { seed }).models.get('a');
  const fourTimes = rateModels(
    exact.flatMap((each) => [0, 1, 2, 3].map((repeat) => ({ ...each, repeat }))),
    { seed },
  ).models.get('a');
  for (const field of ['rating_ci', 'rating_ci_sandwich'] as const) {
    const [low = 0, high = 0] = once?.[field] ?? [];
    expect(fourTimes?.[field]).toEqual([expect.closeTo(low, 1), expect.closeTo(high, 1)]);
  }
});

test('an anchor has no error of its own, and the others have one towards it', () => {
  const { models } = rateModels(exact, { seed, anchor: { model: 'b', rating: 1000 } });
  expect(models.get('b')).toMatchObject({ rating_ci: [1000, 1000], rating_ci_sandwich: [1000, 1000] });
  const [low = 0, high = 0] = models.get('a')?.rating_ci ?? [];
  expect(high - low).toBeGreaterThan(10);
  expect(() => rateModels(exact, { seed, anchor: { model: 'x', rating: 1000 } })).toThrow(UserError);
});

test('votes on no known question are drawn one by one', () => {
  const votes = Array.from({ length: 40 }, (_, index) => vote('a', 'b', index % 3 ? 'model_1' : 'model_2'));
  expect(rateModels(votes, { seed }).intervals).toMatchObject({ unit: 'battle', units: 40 });
});

test('one question gives ratings without intervals', () => {
  const { models, intervals } = rateModels([match('model_1', 'model_2')], { seed });
  expect(intervals).toBeNull();
  expect(models.get('m')).toEqual({ rating: 1000, rating_ci: null, rating_ci_sandwich: null, elo: 1000 });
});

test('where a tail of the resamples has no solution, the sandwich stands in: two equals do not differ significantly', () => {
  const results = [...wins('a', 'b', [1, 1]), ...wins('b', 'a', [2, 1])];
  const { intervals, models } = rateModels(results, { seed });
  // Two draws of two questions are the same question half of the time.
  expect(intervals).toMatchObject({ by: 'sandwich', unsolved_rounds: expect.closeTo(500, -2) });
  for (const { rating, rating_ci, rating_ci_sandwich } of models.values()) {
    expect(rating).toBeCloseTo(1000);
    expect(rating_ci).toEqual(rating_ci_sandwich);
    expect(rating_ci?.[1]).toBeGreaterThan(1100);
  }
});

test('a few resamples without a solution are counted, and the intervals are of the others', () => {
  const results = [...wins('a', 'b', [1, 5]), ...wins('b', 'a', [6, 5])];
  const { intervals, models } = rateModels(results, { seed });
  expect(intervals?.by).toBe('resampling');
  expect(intervals?.unsolved_rounds).toBeGreaterThan(0);
  expect(intervals?.unsolved_rounds).toBeLessThanOrEqual(25);
  expect(models.get('a')?.rating_ci).not.toEqual(models.get('a')?.rating_ci_sandwich);
});

test('models that no finite ratings can tie together are named with the reason, and nobody has a number', () => {
  const apart = (...results: PairResult[][]) => {
    const rated = rateModels(results.flat(), { seed });
    expect(rated.models.size).toBe(0);
    expect(rated.intervals).toBeNull();
    return rated.apart;
  };
  const tied = [match('tie', 'tie')];
  expect(apart(tied, wins('best', 'm', [2, 5]))).toEqual([{ models: ['best'], reason: 'never beaten' }]);
  expect(apart(tied, wins('m', 'worst', [2, 1]))).toEqual([{ models: ['worst'], reason: 'never won' }]);
  expect(apart(tied, [match('tie', 'model_1', { model_1: 'x', model_2: 'y' })])).toEqual([
    { models: ['x', 'y'], reason: 'never met' },
  ]);
  expect(apart(wins('a', 'b', [1, 2]), wins('b', 'c', [1, 2]))).toEqual([
    { models: ['a'], reason: 'never beaten' },
    { models: ['b'], reason: 'in between' },
    { models: ['c'], reason: 'never won' },
  ]);
});

test('`rateModels()` rates nobody where there is nothing', () => {
  expect(rateModels([], { seed })).toEqual({ models: new Map(), intervals: null, apart: [] });
});

test('online Elo follows the order of the results', () => {
  const order = [...wins('a', 'b', [1, 1]), ...wins('b', 'a', [2, 1])];
  const elo = (results: typeof order) => rateModels(results, { seed }).models.get('a')?.elo ?? 0;
  // After a win from 1000 each it is 1002 to 998, and the loss then costs more than 2.
  expect(elo(order)).toBeCloseTo(999.977, 2);
  expect(elo(order.toReversed())).toBeCloseTo(1000.023, 2);
});
