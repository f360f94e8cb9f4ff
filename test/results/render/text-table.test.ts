import { expect, test } from 'vitest';
import { renderTextTables } from '../../../src/results/render/text-table.ts';
import { boardOf, scoreRow } from '../board.ts';

const complete = [
  scoreRow({ model: 'a', score: 8 }),
  scoreRow({ model: 'a', turn: 2, score: 6 }),
  scoreRow({ model: 'b', score: 5 }),
  scoreRow({ model: 'b', turn: 2, score: 4 }),
];
const categories = { 1: 'math' };

test('`renderTextTables()` lays the tables out in columns, without borders or trailing spaces', () => {
  const text = renderTextTables(boardOf(complete, { categories }), { color: false });
  expect(text.split('\n')).toEqual([
    'bench mt80, mode single, judge j',
    '',
    'model  turn 1    turn 2    average   coverage',
    'a      8.00 (1)  6.00 (1)  7.00 (2)  2/2',
    'b      5.00 (1)  4.00 (1)  4.50 (2)  2/2',
    '',
    'model  math',
    'a      7.00 (2)',
    'b      4.50 (2)',
    '',
    expect.stringMatching(/^mean score from 1 to 10/),
    '',
  ]);
});

test('`renderTextTables()` uses colours where it is told to, and nowhere else', () => {
  expect(renderTextTables(boardOf(complete), { color: true })).toContain('\u001b[1m');
  expect(renderTextTables(boardOf(complete), { color: false })).not.toContain('\u001b');
});

test('`renderTextTables()` strips control sequences and line breaks from every name', () => {
  const evil = (name: string) => `\u001b[2J\u001b]0;owned\u0007${name}\r\n\u202e\u009b31m`;
  const rows = [
    scoreRow({ model: evil('model'), judge: evil('judge') }),
    scoreRow({ model: evil('model'), judge: evil('other') }),
  ];
  const board = boardOf(rows, { bench: evil('bench'), categories: { 1: evil('category') } });
  const text = renderTextTables(board, { color: false });
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  for (const name of ['model', 'judge', 'other', 'bench', 'category']) expect(text).toContain(name);
  expect(text).not.toContain('owned');
});

test('`renderTextTables()` keeps its columns beside a name of any length and width', () => {
  const rows = [scoreRow({ model: `${'x'.repeat(500)}-Q4_K_M` }), scoreRow({ model: '模型', score: 6 })];
  const lines = renderTextTables(boardOf(rows), { color: false }).split('\n');
  expect(lines.find((line) => line.startsWith('xxx'))).toMatch(
    /^x{30}…x{22}-Q4_K_M {2}7\.00 \(1\) {2}7\.00 \(1\) {2}1\/1$/,
  );
  expect(lines.find((line) => line.startsWith('模型'))).toMatch(/^模型 {58}6\.00 \(1\)/);
});
