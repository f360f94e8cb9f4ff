import { expect, test } from 'vitest';
import { findQuotations, quotationAt, withoutMarks } from '../../../src/judges/model/quoted.ts';

const quotedIn = (text: string) =>
  findQuotations(text).quoted.map(({ start, end }) => text.slice(start, end));

test.each([
  ['English marks', 'He “said so” and "wrote so".', ['“said so”', '"wrote so"']],
  ['English single marks', "He ‘said so’ and 'wrote so'.", ['‘said so’', "'wrote so'"]],
  [
    'German marks',
    'Er „sagt es“ und »schreibt es«, ‚denkt es‘, ›meint es‹.',
    ['„sagt es“', '»schreibt es«', '‚denkt es‘', '›meint es‹'],
  ],
  ['a German mark closed by a straight one', 'Er „sagt es" nur.', ['„sagt es"']],
  ['French marks', 'Elle « le dit » et ‹ le pense ›.', ['« le dit »', '‹ le pense ›']],
  ['Chinese and Japanese marks', '他说“是”，「对」。『彼』〝彼〟', ['“是”', '「对」', '『彼』', '〝彼〟']],
  ['a Korean particle behind the mark', '답변은 "네"라고 말한다.', ['"네"']],
  ['no spaces around straight marks', '他说"是"吗', ['"是"']],
  ['nested marks', 'It “says ‘so’ and "so"” here.', ['“says ‘so’ and "so"”']],
  ['nested straight marks', 'It "says "so" twice" here.', ['"says "so" twice"']],
  ['code spans', 'Both `a` and ``b ` c`` here.', ['`a`', '``b ` c``']],
  ['LaTeX marks', "It ``says so'' here.", ["``says so''"]],
  ['marks of several lines', 'It says: "\na\n\nb\n" here.', ['"\na\n\nb\n"']],
  ['what is struck out', 'It is ~~so~~ not.', ['~~so~~']],
  ['triple marks', 'It is """\nso "b\n""" here.', ['"""\nso "b\n"""']],
  ['tags', 'It <q>says</q>, <code class="x">a</code>.', ['<q>says</q>', '<code class="x">a</code>']],
  ['escaped marks', 'It \\"says so\\" here.', ['"says so\\"']],
])('`findQuotations()` finds %s', (_what, text, quoted) => {
  expect(quotedIn(text)).toEqual(quoted);
});

test.each([
  ['apostrophes', "It's the users' wish, isn't it? L'idée n'est pas l’autre."],
  ['inches', 'A 5" and a 6" screen.'],
  ['a mark that is never closed', 'It “says so.\n\nIt "says so.'],
  ['a stray backtick of another paragraph', 'a ` b\n\nc ` d'],
  ['a bullet', '» one\n» two'],
  ['closing marks alone', 'a” b» c」 d'],
])('`findQuotations()` takes %s for none', (_what, text) => {
  expect(quotedIn(text)).toEqual([]);
});

test.each([
  ['a fence', 'a\n```js\nb\n```\nc', ['```js\nb\n```']],
  ['a fence of tildes', 'a\n~~~\n```\n~~~\nc', ['~~~\n```\n~~~']],
  ['a longer fence around another', '````\n```\nb\n```\n````\nc', ['````\n```\nb\n```\n````']],
  ['a fence in a list', '- ```\n  b\n  ```\nc', ['- ```\n  b\n  ```']],
  ['a fence that is never closed', 'a\n```\nb\n\nc', ['```\nb\n\nc']],
  ['a fence with carriage returns', 'a\r\n~~~ x\r\nb\r\n~~~\r\nc', ['~~~ x\r\nb\r\n~~~\r']],
  ['a block quote', 'a\n> b\n> c\nd', ['> b\n> c']],
  ['a block quote in a list', '- > b\n2. > c\nd', ['- > b\n2. > c']],
  ['a block quote in two parts', '> b\n\n>> c\n\nd', ['> b\n\n>> c']],
  ['marks within a block quote', '> "b\nc "d" e', ['> "b', '"d"']],
  ['marks within a fence', '```\nit\'s "b\n```\nc "d" e', ['```\nit\'s "b\n```', '"d"']],
  ['a fence within marks', 'It "says\n```\nb" and c "d" e', ['"says\n```\nb"', '"d"']],
  ['a block quote within marks', 'It "says\n> b" and c', ['"says\n> b"']],
])('`findQuotations()` finds %s', (_what, text, quoted) => {
  expect(quotedIn(text)).toEqual(quoted);
});

test('`findQuotations()` says where a mark stands that is never closed', () => {
  expect(findQuotations('It “says so').unclosed).toBe(3);
  expect(findQuotations("It 'says ` so").unclosed).toBe(Number.POSITIVE_INFINITY);
});

test('`quotationAt()` finds the quotation that holds a place', () => {
  const text = 'a "b" c `d`';
  const quotations = findQuotations(text);
  const held = [...text].map((_, place) => quotationAt(quotations, place)?.start);
  expect(held).toEqual([undefined, undefined, 2, 2, 2, undefined, undefined, undefined, 8, 8, 8]);
});

test('`withoutMarks()` puts spaces for the marks, so that every other character keeps its place', () => {
  for (const [text, bare] of [
    ['a "b" c', 'a  b  c'],
    ['> a\n> b', '  a\n  b'],
    ['```js\na\n```', '     \na\n   '],
  ] as const) {
    const [quoted] = findQuotations(text).quoted;
    expect(quoted && withoutMarks(text, quoted)).toBe(bare);
  }
});
