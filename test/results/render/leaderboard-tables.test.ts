import { expect, test } from 'vitest';
import { leaderboardTables, notesOf, warningsOf } from '../../../src/results/render/leaderboard-tables.ts';
import { boardOf, scoreRow } from '../board.ts';

const complete = [
  scoreRow({ model: 'a', score: 8 }),
  scoreRow({ model: 'a', turn: 2, score: 6 }),
  scoreRow({ model: 'b', score: 5 }),
  scoreRow({ model: 'b', turn: 2, score: 4 }),
];
const categories = { 1: 'math' };

test('the tables are models by turn and by category, with n beside every mean', () => {
  expect(leaderboardTables(boardOf(complete, { categories }))).toEqual([
    {
      title: 'by turn',
      head: ['model', 'turn 1', 'turn 2', 'average', 'coverage'],
      rows: [
        ['a', '8.00 (1)', '6.00 (1)', '7.00 (2)', '2/2'],
        ['b', '5.00 (1)', '4.00 (1)', '4.50 (2)', '2/2'],
      ],
    },
    {
      title: 'by category',
      head: ['model', 'math'],
      rows: [
        ['a', '7.00 (2)'],
        ['b', '4.50 (2)'],
      ],
    },
  ]);
});

test('a table is left out where there is nothing to put in it, and added for several judges', () => {
  const titles = (board: ReturnType<typeof boardOf>) => leaderboardTables(board).map(({ title }) => title);
  expect(titles(boardOf(complete))).toEqual(['by turn']);
  expect(titles(boardOf([...complete, scoreRow({ judge: 'k' })]))).toEqual(['by turn', 'by judge']);
  expect(leaderboardTables(boardOf(complete, { categories }), 'category').map(({ title }) => title)).toEqual([
    'by category',
  ]);
});

test('an incomplete mean carries a mark that the notes explain, and a warning names the model', () => {
  const board = boardOf([...complete, scoreRow({ model: 'b', question: '2', score: undefined })]);
  const rows = leaderboardTables(board).flatMap((table) => table.rows);
  expect(rows).toEqual([
    ['a', '8.00 (1)', '6.00 (1)', '7.00 (2) *', '2/3, 1 missing'],
    ['b', '5.00 (1)', '4.00 (1)', '4.50 (2) *', '2/3, 1 unparsed'],
  ]);
  expect(notesOf(board)).toContain('* not every expected judgment is in this mean');
  expect(warningsOf(board)).toEqual(['a: coverage 2/3, 1 missing', 'b: coverage 2/3, 1 unparsed']);
});

test('a complete board has no warning and no mark', () => {
  const board = boardOf(complete, { categories });
  expect(warningsOf(board)).toEqual([]);
  expect(notesOf(board).join()).not.toContain('*');
});

test('duplicates are worth a warning even where nothing is missing', () => {
  expect(warningsOf(boardOf([scoreRow()], { duplicates: { m: 1 } }))).toEqual([
    'm: coverage 1/1, 1 duplicates',
  ]);
});

test('a board without a language model says so', () => {
  expect(notesOf(boardOf(complete, { demo: true })).at(-1)).toBe('demo: no language model was involved');
  expect(notesOf(boardOf(complete)).join()).not.toContain('demo');
});

test('a category is no property of an object: "constructor" is a name like any other', () => {
  const rows = [scoreRow({ model: 'a' }), scoreRow({ model: 'b', question: '2' })];
  const board = boardOf(rows, { categories: { 1: 'constructor', 2: 'math' } });
  expect(leaderboardTables(board, 'category')[0]?.rows).toEqual([
    ['a *', '7.00 (1)', '–'],
    ['b *', '–', '7.00 (1)'],
  ]);
});
