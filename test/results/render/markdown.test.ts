import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMarkdown } from '../../../src/results/render/markdown.ts';
import { boardOf, scoreRow } from '../board.ts';

test('`renderMarkdown()` gives a title, aligned tables and notes', () => {
  const rows = [scoreRow({ model: 'a', score: 8 }), scoreRow({ model: 'b', score: 5 })];
  expect(renderMarkdown(boardOf(rows, { categories: { 1: 'math' }, demo: true })).split('\n')).toEqual([
    '**mt80**, mode single, judge j',
    '',
    '| model | turn 1 | average | coverage |',
    '| --- | ---: | ---: | ---: |',
    '| a | 8.00 (1) | 8.00 (1) | 1/1 |',
    '| b | 5.00 (1) | 5.00 (1) | 1/1 |',
    '',
    '| model | math |',
    '| --- | ---: |',
    '| a | 8.00 (1) |',
    '| b | 5.00 (1) |',
    '',
    expect.stringMatching(/^mean score from 1 to 10 .* {2}$/),
    'demo: no language model was involved',
    '',
  ]);
});

test('`renderMarkdown()` gives the one table that is asked for', () => {
  const text = renderMarkdown(boardOf([scoreRow()], { categories: { 1: 'math' } }), { by: 'category' });
  expect(text).toContain('| model | math |');
  expect(text).not.toContain('turn 1');
});

test.each([
  ['a|b', 'a\\|b'],
  ['a\\|b', 'a\\\\\\|b'],
  ['*bold* _it_', '\\*bold\\* \\_it\\_'],
  ['`code`', '\\`code\\`'],
  ['[link](http://a.example)', '\\[link\\](http://a.example)'],
  ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
  ['&lt;', '\\&lt;'],
  ['~~gone~~', '\\~\\~gone\\~\\~'],
  ['a\nb', 'a b'],
  ['\u001b[31mred\u001b[0m', 'red'],
])('`renderMarkdown()` writes the model name %j as %s', (model, expected) => {
  expect(renderMarkdown(boardOf([scoreRow({ model })]))).toContain(`\n| ${expected} | 7.00`);
});

test('`renderMarkdown()` escapes bench, judge and category too', () => {
  const board = boardOf([scoreRow({ judge: '*j*' })], { bench: '<b>', categories: { 1: 'a|b' } });
  const text = renderMarkdown(board);
  expect(text).toContain('**\\<b\\>**');
  expect(text).toContain('judge \\*j\\*');
  expect(text).toContain('| a\\|b |');
});

test('`renderMarkdown()` gives every row as many cells as its head, whatever the names', () => {
  const name = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('|', '\\', '\n', '`', '\u001b[31m')),
  );
  fc.assert(
    fc.property(name, name, (model, category) => {
      const board = boardOf([scoreRow({ model: model.join('') })], { categories: { 1: category.join('') } });
      const rows = renderMarkdown(board, { by: 'category' })
        .split('\n')
        .filter((line) => line.startsWith('|'));
      expect(rows).toHaveLength(3);
      for (const row of rows) expect(row.replace(/\\[\\|]/g, '').split('|')).toHaveLength(4);
    }),
  );
});
