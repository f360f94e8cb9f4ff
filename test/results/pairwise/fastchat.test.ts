import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { fastchatWins, renderFastchatWins } from '../../../src/results/pairwise/fastchat.ts';
import { match } from '../pair-matches.ts';

const games = [
  ['model_1', 'model_1'],
  ['model_1', 'model_2'],
  ['tie', 'tie'],
  ['model_2', 'model_2'],
  ['tie', 'model_1'],
  ['error', 'model_1'],
  ['model_1', 'model_1'],
] as const;
const rows = games.map(([g1, g2]) => match(g1, g2));

test('`renderFastchatWins()` prints what pandas prints', () => {
  expect(renderFastchatWins(fastchatWins(rows, {})).split('\n')).toEqual([
    '       win  loss  tie  win_rate  loss_rate  win_rate_adjusted',
    'model                                                        ',
    'm        2     1    3  0.333333   0.166667           0.583333',
    'n        1     2    3  0.166667   0.333333           0.416667',
    '',
  ]);
  expect(
    renderFastchatWins(fastchatWins([match('tie', 'tie')], {}))
      .split('\n')
      .slice(2),
  ).toEqual([
    'm        0     0    1       0.0        0.0                0.5',
    'n        0     0    1       0.0        0.0                0.5',
    '',
  ]);
});

test('`fastchatWins()` counts duplicates and stale rows, and drops errors, as FastChat does', () => {
  const twice = [...rows, ...rows.map((row) => ({ ...row, stale: true }))];
  expect(fastchatWins(twice, {})[0]).toMatchObject({ model: 'm', win: 4, loss: 2, tie: 6 });
});

test('`fastchatWins()` looks for the listed models in `model_1` alone, as FastChat does', () => {
  const more = [...rows, match('model_1', 'model_1', { model_1: 'o', model_2: 'm' })];
  expect(fastchatWins(more, { models: ['m'] }).map(({ model, win }) => [model, win])).toEqual([
    ['m', 2],
    ['n', 1],
  ]);
});

test('`fastchatWins()` shows others against a baseline, and not the baseline', () => {
  const more = [...rows, match('model_1', 'model_1', { model_1: 'o', model_2: 'm' })];
  expect(fastchatWins(more, { baseline: 'n' }).map(({ model, loss }) => [model, loss])).toEqual([['m', 1]]);
  expect(() => fastchatWins(rows, { baseline: 'o' })).toThrow(UserError);
});
