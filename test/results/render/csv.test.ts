import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderCsv } from '../../../src/results/render/csv.ts';
import { boardOf, scoreRow } from '../board.ts';

/** The fields of CSV text, by RFC 4180; no field of these holds a line break. */
function parse(text: string): string[][] {
  const lines = text.split('\r\n').slice(0, -1);
  return lines.map((line) =>
    [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
      ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
    ),
  );
}

const head =
  'model,scope,name,score,n,ci_low,ci_high,expected,judged,unparsed,missing,duplicates,stale,rank,rank_worst,demo,prompt_set,judge_models,temperatures,repeats'.split(
    ',',
  );
/** Of a board that does not say how its judges were asked. */
const unknown = ['', '', '', ''];

test('`renderCsv()` gives a row for each model and scope, with the coverage beside the average', () => {
  const rows = [scoreRow({ score: 8 }), scoreRow({ turn: 2, score: 6.5 })];
  expect(parse(renderCsv(boardOf(rows, { categories: { 1: 'math' }, expected: 4 })))).toEqual([
    head,
    ['m', 'average', '', '7.25', '2', '', '', '4', '2', '0', '2', '0', '0', '', '', 'false', ...unknown],
    ['m', 'turn', '1', '8', '1', '', '', '', '', '', '', '', '', '', '', 'false', ...unknown],
    ['m', 'turn', '2', '6.5', '1', '', '', '', '', '', '', '', '', '', '', 'false', ...unknown],
    ['m', 'category', 'math', '7.25', '2', '', '', '', '', '', '', '', '', '', '', 'false', ...unknown],
  ]);
});

test('`renderCsv()` gives full precision, intervals and the demo mark', () => {
  const rows = [1, 2, 2].map((score, index) => scoreRow({ question: String(index), score }));
  const [, average] = parse(renderCsv(boardOf(rows, { demo: true })));
  expect(average?.[3]).toBe(String(5 / 3));
  expect(Number(average?.[5])).toBeLessThan(5 / 3);
  expect(Number(average?.[6])).toBeGreaterThan(5 / 3);
  expect(average?.[head.indexOf('demo')]).toBe('true');
});

test('`renderCsv()` gives the mean of each judge where several were asked', () => {
  const rows = [scoreRow({ score: 3 }), scoreRow({ judge: 'k', score: 9 })];
  const lines = parse(renderCsv(boardOf(rows)));
  expect(lines.filter(([, scope]) => scope === 'judge').map((line) => line.slice(1, 5))).toEqual([
    ['judge', 'j', '3', '1'],
    ['judge', 'k', '9', '1'],
  ]);
});

test('`renderCsv()` leaves the figures of a model without any score empty', () => {
  const [, average] = parse(renderCsv(boardOf([scoreRow({ score: undefined })])));
  expect(average?.slice(0, 7)).toEqual(['m', 'average', '', '', '0', '', '']);
});

test('`renderCsv()` leaves a negative end of an interval a number', () => {
  const rows = [scoreRow({ score: 1 }), scoreRow({ question: '2', score: 10 })];
  const [, average] = parse(renderCsv(boardOf(rows)));
  expect(Number(average?.[5])).toBeLessThan(0);
});

test.each([
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['=HYPERLINK("http://a.example")', '"\'=HYPERLINK(""http://a.example"")"'],
  ['+1+1', "'+1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2+3+cmd|calc', "'-2+3+cmd|calc"],
  ['\t=1+1', "'=1+1"],
  ['\u001b[31m=1+1', "'=1+1"],
  ['\u200b=1+1', "'=1+1"],
  ['a\r\nb', 'a b'],
  ['\u001b]0;owned\u0007m', 'm'],
  ['gpt-4.1', 'gpt-4.1'],
  ['żółw 東京', 'żółw 東京'],
])('`renderCsv()` writes the model name %j as %s', (model, expected) => {
  const [, line] = renderCsv(boardOf([scoreRow({ model })])).split('\r\n');
  expect(line?.startsWith(`${expected},average,`)).toBe(true);
});

test('`renderCsv()` gives rows of one width and no formula, whatever the names', () => {
  const name = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('=', '"', ',', '\n', '-1', '\u001b')),
  );
  fc.assert(
    fc.property(name, name, (model, category) => {
      const board = boardOf([scoreRow({ model: model.join('') })], { categories: { 1: category.join('') } });
      for (const row of parse(renderCsv(board))) {
        expect(row).toHaveLength(head.length);
        for (const field of row) expect(field).not.toMatch(/^(?:[=+@\t]|-(?![\d.e+-]+$))|[\p{Cc}]/u);
      }
    }),
  );
});

test('`renderCsv()` says in each row how the judges were asked', () => {
  const asked = [{ judge: 'j', models: ['j-2025'], temperatures: [0], repeats: 2 }];
  const board = { ...boardOf([scoreRow({})]), prompt_set: 'strict', asked };
  for (const row of parse(renderCsv(board)).slice(1)) {
    expect(row.slice(-4)).toEqual(['strict', 'j-2025', '0', '2']);
  }
});
