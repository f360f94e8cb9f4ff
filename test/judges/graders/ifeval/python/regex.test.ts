import { describe, expect, test } from 'vitest';
import { pythonPattern } from '../../../../../src/judges/graders/ifeval/python/regex.ts';

function matches(source: string, text: string, flags = {}): string[] {
  return text.match(pythonPattern(source, flags).regex) ?? [];
}

const ignoreCase = { ignoreCase: true };

test.each([
  ['plain text', 'ab', 'abcab', ['ab', 'ab']],
  ['any character but a line end', 'a.', 'ab a\n a\r', ['ab', 'a\r']],
  ['a possessive repetition, which never gives back', 'a++a|b', 'aaab', ['b']],
  ['a lazy repetition', 'a+?', 'aa', ['a', 'a']],
  ['a bounded repetition without a lower bound', 'ba{,2}', 'baaa', ['baa']],
  ['a brace that repeats nothing', 'a{b}', 'a{b}', ['a{b}']],
  ['a class that starts with its own bracket', '[]a]+', 'a]b', ['a]']],
  ['a range and an escape in a class', '[a-c\\-]+', 'ab-d', ['ab-']],
  ['groups, named or not', '(?P<x>a)(?:b)(c)', 'abc', ['abc']],
  ['Unicode words, without combining marks', '\\w+', 'né_1 कि', ['né_1', 'क']],
  ['digits of any script', '\\d', '7٣x', ['7', '٣']],
  ['word boundaries', '\\bé\\b', 'é aé é.', ['é', 'é']],
  ['what is no word boundary', '\\Ba', 'a ba', ['a']],
  ['the end before a last line end', 'a$', 'a\n', ['a']],
  ['codes', '\\x41\\u00e9', 'Aé', ['Aé']],
] as const)('reads %s as Python does', (_, source, text, expected) => {
  expect(matches(source, text)).toEqual(expected);
});

test('ignores case as Python does, for which four letters are an i', () => {
  expect(matches('i', 'iIıİj', ignoreCase)).toEqual(['i', 'I', 'ı', 'İ']);
  expect(matches('[hi]', 'ıH', ignoreCase)).toEqual(['ı', 'H']);
  expect(matches('s', 'Sſß', ignoreCase)).toEqual(['S', 'ſ']);
  expect(matches('i', 'ı')).toEqual([]);
});

test('anchors hold at every line with the flag only', () => {
  expect(matches('^a$', 'a\na', { multiline: true })).toHaveLength(2);
  expect(matches('^a$', 'a\na')).toEqual([]);
});

test('counts capturing groups', () => {
  expect(pythonPattern('(a)(?:b)(?P<c>c)').groups).toBe(2);
});

describe('refuses with a reason', () => {
  test.each([
    ['(', 'missing ")"'],
    [')', 'unbalanced parenthesis'],
    ['[a', 'unterminated character set'],
    ['*a', 'nothing to repeat'],
    ['{2}', 'nothing to repeat'],
    ['^*', 'nothing to repeat'],
    ['a**', 'multiple repeat'],
    ['\\q', 'bad escape "\\q"'],
    ['a\\', 'bad escape "\\"'],
    ['[b-a]', 'bad character range'],
    ['a{3,2}', 'min repeat greater than max repeat'],
    ['\\x4', 'incomplete escape'],
    ['(a)\\1', 'is not taken'],
    ['(?=a)', 'is not taken'],
    ['(?i)a', 'is not taken'],
    ['(a+)+', 'is not taken'],
    ['(a|aa)+', 'is not taken'],
    ['('.repeat(30) + ')'.repeat(30), 'nested more than 20 deep'],
    ['a{2000}', 'are not taken'],
  ])('%s', (source, message) => {
    expect(() => pythonPattern(source)).toThrow(message);
  });
});
