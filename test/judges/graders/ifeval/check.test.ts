import { expect, test } from 'vitest';
import { GraderError } from '../../../../src/judges/graders/grader.ts';
import { parseIfevalCheck } from '../../../../src/judges/graders/ifeval/check.ts';
import { ifevalKinds } from '../../../../src/judges/graders/ifeval/kinds.ts';

const malformed: readonly (readonly [string, unknown, RegExp])[] = [
  ['is missing', undefined, /^check: .*object/],
  ['has no instructions', { instruction_id_list: [], kwargs: [] }, /^check: instruction_id_list: /],
  [
    'has fewer kwargs than instructions',
    { instruction_id_list: ['punctuation:no_comma'], kwargs: [] },
    /kwargs: 0 elements for 1 /,
  ],
  [
    'has an unknown kind',
    { instruction_id_list: ['punctuation:no_dots'], kwargs: [{}] },
    /instruction_id_list\[0\]: no kind of instruction is called "punctuation:no_dots"/,
  ],
];

test.each(malformed)('a check that %s is an error that says so', (_, check, message) => {
  expect(() => parseIfevalCheck(check)).toThrow(message);
  expect(() => parseIfevalCheck(check)).toThrow(GraderError);
});

const badArguments: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
  ['length_constraints:number_words', { num_words: 3 }, /kwargs\[0\]\.relation: /],
  [
    'length_constraints:number_words',
    { num_words: '3', relation: 'at least' },
    /kwargs\[0\]\.num_words: .*number_words/,
  ],
  ['length_constraints:number_words', { num_words: -3, relation: 'at least' }, /kwargs\[0\]\.num_words: /],
  ['length_constraints:number_words', { num_words: 3, relation: 'exactly' }, /kwargs\[0\]\.relation: /],
  ['punctuation:no_comma', { num_words: 3 }, /num_words/],
  ['keywords:existence', { keywords: [] }, /kwargs\[0\]\.keywords: /],
  ['keywords:existence', { keywords: ['moss', '(moss'] }, /keywords\[1\]: must be a pattern: missing "\)"/],
  ['keywords:forbidden_words', { forbidden_words: ['+'] }, /forbidden_words\[0\]: must be a pattern: /],
  [
    'keywords:letter_frequency',
    { letter: 'ab', let_frequency: 1, let_relation: 'at least' },
    /letter: must be one character/,
  ],
  ['language:response_language', { language: 'zh' }, /kwargs\[0\]\.language: /],
  [
    'length_constraints:nth_paragraph_first_word',
    { num_paragraphs: 1, nth_paragraph: 2, first_word: 'x' },
    /nth_paragraph: must be at most num_paragraphs/,
  ],
];

test.each(badArguments)('%s with %j is an error that names the argument', (id, kwargs, message) => {
  expect(() => parseIfevalCheck({ instruction_id_list: [id], kwargs: [kwargs] })).toThrow(message);
});

test('arguments that are null, as on the hub, are none', () => {
  const kwargs = [{ num_words: 1, relation: 'at least', keywords: null, letter: null }, { num_words: null }];
  const ids = ['length_constraints:number_words', 'punctuation:no_comma'];
  expect(parseIfevalCheck({ instruction_id_list: ids, kwargs }).map(({ id }) => id)).toEqual(ids);
});

test('what else a check holds is left alone', () => {
  const check = { instruction_id_list: ['punctuation:no_comma'], kwargs: [{}], graders: ['ifeval:strict'] };
  expect(parseIfevalCheck(check)).toHaveLength(1);
});

test('a marker is a marker even where it is called like a property of every object', () => {
  const kwargs = [{ postscript_marker: 'constructor' }];
  expect(parseIfevalCheck({ instruction_id_list: ['detectable_content:postscript'], kwargs })).toHaveLength(
    1,
  );
});

test('the table has the 25 kinds of the dataset', () => {
  expect(ifevalKinds.size).toBe(25);
});
