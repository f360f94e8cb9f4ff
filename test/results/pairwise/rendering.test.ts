import { expect, test } from 'vitest';
import { pairNotesOf, pairWarningsOf, ratingCaveats } from '../../../src/results/pairwise/notes.ts';
import { renderPairBoard } from '../../../src/results/pairwise/output.ts';
import { textWidth } from '../../../src/text-width.ts';
import { match, pairBoardOf, vote, wins } from '../pair-matches.ts';

const categories = { 1: 'math', 2: 'writing' };
const board = pairBoardOf(
  [
    match('model_1', 'model_1'),
    match('model_2', 'model_2', { question: '2' }),
    match('model_1', 'model_2', { question: '2', turn: 2 }),
    match('error', 'tie', { turn: 2 }),
  ],
  { categories },
);
const table = { format: 'table', color: false } as const;

test('the table has a rank, a rating with its interval, counts, rates and coverage, then the order', () => {
  const lines = renderPairBoard(board, table).split('\n');
  expect(lines.slice(0, 10)).toEqual([
    'bench mt80, mode pairwise-all, judge j',
    '',
    'rank  model  rating (95 %)    win  loss  tie  win rate  adjusted  coverage',
    '1–2   m *    1000 (839–1161)  1    1     1    0.333     0.500     3/4',
    '1–2   n *    1000 (839–1161)  1    1     1    0.333     0.500     3/4',
    '',
    'order    matches  consistent  inconsistent  prefers first  prefers second  one tied',
    'math     1        1 (100 %)   0 (0 %)       0 (0 %)        0 (0 %)         0 (0 %)',
    'writing  2        1 (50 %)    1 (50 %)      1 (50 %)       0 (0 %)         0 (0 %)',
    'all      3        2 (67 %)    1 (33 %)      1 (33 %)       0 (0 %)         0 (0 %)',
  ]);
  expect(renderPairBoard(board, { ...table, color: true })).toContain('\u001b[1m');
});

test('the table fits in 100 columns with eight categories, seven-digit counts apart', () => {
  const names = ['writing', 'roleplay', 'reasoning', 'math', 'coding', 'extraction', 'stem', 'humanities'];
  const results = names.flatMap((_, index) => [
    ...wins('gpt-4.1-mini', 'llama-3.2-3b', [index * 20, 12]),
    ...wins('llama-3.2-3b', 'gpt-4.1-mini', [index * 20 + 12, 8]),
  ]);
  const wide = pairBoardOf(results, {
    categories: Object.fromEntries(results.map(({ question }, index) => [question, names[index % 8] ?? ''])),
  });
  for (const by of [undefined, 'category', 'turn'] as const) {
    for (const line of renderPairBoard(wide, { ...table, by }).split('\n')) {
      expect(textWidth(line)).toBeLessThanOrEqual(100);
    }
  }
});

test('`--by` shows that table alone, with adjusted win rates in % and the order in the same groups', () => {
  const lines = renderPairBoard(board, { ...table, by: 'turn' }).split('\n');
  expect(lines.slice(2, 10)).toEqual([
    'model  turn 1  turn 2',
    'm *    50 (2)  50 (1)',
    'n *    50 (2)  50 (1)',
    '',
    'order   matches  consistent  inconsistent  prefers first  prefers second  one tied',
    'turn 1  2        2 (100 %)   0 (0 %)       0 (0 %)        0 (0 %)         0 (0 %)',
    'turn 2  1        0 (0 %)     1 (100 %)     1 (100 %)      0 (0 %)         0 (0 %)',
    'all     3        2 (67 %)    1 (33 %)      1 (33 %)       0 (0 %)         0 (0 %)',
  ]);
  expect(lines.join()).not.toContain('rating');
});

test('the notes state scale, seed, what a significant difference is, and the mark', () => {
  const notes = pairNotesOf(board).join('\n');
  expect(notes).toContain('mean 1000; 400 points more are odds of 10 to 1');
  expect(notes).toContain('(95 %): by the sandwich, clustered by question\n');
  expect(notes).toContain('do not differ significantly; 0 of 1 pairs do');
  expect(notes).toContain('* not every expected match');
  expect(notes).not.toContain('demo');
  expect(pairWarningsOf(board)).toEqual([
    'm: coverage 3/4, 1 with an error in a game',
    'n: coverage 3/4, 1 with an error in a game',
  ]);
  const anchored = pairBoardOf(wins('m', 'n', [1, 2]).concat(wins('n', 'm', [3, 2])), {
    ...{ rating: { seed: 5, anchor: { model: 'n', rating: 1200 } }, demo: true, baseline: 'n' },
  });
  const told = pairNotesOf(anchored);
  const drawn = pairBoardOf([...wins('m', 'n', [1, 6]), ...wins('n', 'm', [7, 6])], { rating: { seed: 9 } });
  expect(pairNotesOf(drawn)).toContain('(95 %): of 1000 resamples of the questions, seed 9');
  expect(told.join('\n')).toContain('n at 1200');
  expect(told).toContain('the baseline n has the rating 1200');
  expect(told.at(-1)).toBe('demo: no language model was involved');
});

test('no number of a rating is printed where there is none, and the reason names the models', () => {
  const results = [...wins('best', 'm', [1, 3]), ...wins('m', 'n', [4, 1]), ...wins('n', 'm', [5, 1])];
  const unrated = pairBoardOf(results);
  const reason = 'best has never been beaten or tied by any of the others';
  const text = renderPairBoard(unrated, table);
  expect(text).toContain(`no ratings, for no finite ones fit: ${reason}\n`);
  const cells = text.split('\n').map((line) => line.split(/ {2,}/).slice(0, 3));
  for (const name of ['best *', 'm *', 'n *']) expect(cells).toContainEqual(['–', name, '–']);
  expect(text).not.toContain('Elo');
  expect(renderPairBoard(unrated, { ...table, format: 'markdown' })).toContain(reason);
  expect(ratingCaveats(unrated).join()).toContain(reason);
});

test('every reason has its words, and long lists are cut', () => {
  const chain = Array.from({ length: 9 }, (_, index) => wins(`m${index}`, `m${index + 1}`, [1, 1])).flat();
  expect(ratingCaveats(pairBoardOf(chain))).toEqual([
    expect.stringMatching(/m0 has never been beaten .*; m1 has won every match against some of the others/),
    'and 4 more stand apart in such a way',
  ]);
  const strangers = [match('tie', 'tie'), match('tie', 'tie', { model_1: 'x', model_2: 'y' })];
  expect(ratingCaveats(pairBoardOf(strangers))[0]).toContain('x, y have never met any of the others');
  const beaten = [match('tie', 'tie'), ...wins('m', 'worst', [1, 1])];
  expect(ratingCaveats(pairBoardOf(beaten))[0]).toContain('worst has never won or tied against any');
});

test('intervals that cannot be taken at their word say so', () => {
  const few = pairBoardOf([...wins('m', 'n', [1, 3]), ...wins('n', 'm', [4, 1])]);
  expect(ratingCaveats(few)).toEqual([
    expect.stringMatching(/^\d{3} of 1000 resamples fit no finite ratings: .* by the sandwich instead$/),
  ]);
  const more = pairBoardOf([...wins('m', 'n', [1, 5]), ...wins('n', 'm', [6, 5])]);
  expect(ratingCaveats(more)[0]).toMatch(/^\d of 1000 .*: the intervals are of the others$/);
  const uncertain = structuredClone(few);
  const [m] = uncertain.models;
  Object.assign(m ?? {}, { rating_ci: [900, 1000], rating_ci_sandwich: [900, 1200] });
  expect(ratingCaveats(uncertain)).toContain(
    'the interval of m is uncertain itself: ± 50 by resampling, ± 150 by the sandwich',
  );
  Object.assign(m ?? {}, { rating_ci: [900, 1000], rating_ci_sandwich: [900, 1010] });
  expect(ratingCaveats(uncertain).join()).not.toContain('interval of m');
  expect(pairNotesOf(pairBoardOf([match('tie', 'tie')])).join()).toContain('no intervals: they need');
});

test('votes have neither an order nor a coverage', () => {
  const votes = pairBoardOf([
    vote('m', 'n', 'model_1'),
    vote('m', 'n', 'model_2'),
    vote('m', 'n', 'inconsistent'),
  ]);
  const text = renderPairBoard(votes, table);
  expect(text).not.toMatch(/coverage|order {2}|consistent:/);
  expect(text).toContain('1 of the ties are votes that changed with the order of the sides');
  expect(text).toContain('clustered by battle');
  expect(text.split('\n')[0]).toBe('bench mt80, mode pairwise-all');
});

test('many judges are counted, not listed', () => {
  const judged = ['a', 'b', 'c', 'd'].map((judge) => match('tie', 'tie', { judge }));
  expect(renderPairBoard(pairBoardOf(judged), table)).toContain('pairwise-all, 4 judges\n');
});

test('names from files cannot leave their cell, in a table or in Markdown', () => {
  const evil = '\u001b[2J\u202ee|v*il\r\nx';
  const hostile = pairBoardOf([match('tie', 'tie', { model_1: evil, judge: evil })], {
    bench: evil,
    categories: { 1: evil },
  });
  for (const format of ['table', 'markdown', 'csv'] as const) {
    const text = renderPairBoard(hostile, { format, color: false }).replaceAll(/\r?\n/g, '');
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).toContain('il');
  }
  expect(renderPairBoard(hostile, { ...table, format: 'markdown' })).toContain('e\\|v\\*il');
});

test('JSON has the contract’s shape, and what is known beyond it', () => {
  const shape = JSON.parse(renderPairBoard(board, { ...table, format: 'json' }));
  expect(Object.keys(shape)).toEqual([
    ...['bench', 'mode', 'judges', 'demo', 'models', 'order'],
    ...['order_by_turn', 'order_by_category', 'ratings'],
  ]);
  expect(Object.keys(shape.models[0])).toEqual(
    expect.arrayContaining([
      ...['model', 'win', 'loss', 'tie', 'win_rate', 'loss_rate', 'win_rate_adjusted'],
      ...['rating', 'rating_ci', 'games_with_errors', 'rank', 'elo', 'coverage', 'turns', 'categories'],
    ]),
  );
  expect(shape.order).toEqual({
    ...{ consistent: 2, inconsistent: 1, prefers_first: 1, prefers_second: 0, one_tied: 0 },
  });
  expect(shape.models[0].categories.math).toMatchObject({ win: 1, win_rate: 1 });
});

test('CSV has one row for each model and scope, with empty cells for what could not be computed', () => {
  const unrated = pairBoardOf(wins('m', 'n', [1, 2]), { kinds: ['turn'] });
  const rows = renderPairBoard(unrated, { ...table, format: 'csv' }).split('\r\n');
  expect(rows).toEqual([
    'model,scope,name,win,loss,tie,win_rate,loss_rate,win_rate_adjusted,rank,rank_worst,rating,rating_low,rating_high,' +
      'elo,games_with_errors,expected,judged,missing,duplicates,stale,demo,' +
      'prompt_set,judge_models,temperatures,repeats',
    'm,all,,2,0,0,1,0,1,,,,,,,0,2,2,0,0,0,false,,,,',
    'm,turn,1,2,0,0,1,0,1,,,,,,,,,,,,,false,,,,',
    'n,all,,0,2,0,0,1,0,,,,,,,0,2,2,0,0,0,false,,,,',
    'n,turn,1,0,2,0,0,1,0,,,,,,,,,,,,,false,,,,',
    '',
  ]);
});
