import { expect, test } from 'vitest';
import {
  countOf,
  countWords,
  isBoundary,
  isLower,
  isUpper,
  strip,
} from '../../../../../src/judges/graders/ifeval/python/text.ts';

test('strip() takes off what is white space in Python', () => {
  expect(strip('\u001c\u0085\u3000 a b\t\u2028')).toBe('a b');
  expect(strip('\ufeffa\u200b')).toBe('\ufeffa\u200b');
  expect(strip('""a"b""', '"')).toBe('a"b');
});

test('words are runs of letters, digits and underscores of any script', () => {
  expect(countWords("don't go")).toBe(3);
  expect(countWords('हिन्दी')).toBe(3);
  expect(countWords('snake_case 𝒳1 — ²')).toBe(3);
});

test('case needs a cased letter, and none of the other case', () => {
  for (const [text, upper, lower] of [
    ['ABC 1!', true, false],
    ['abc 1!', false, true],
    ['123', false, false],
    ['Ab', false, false],
    ['ǅ', false, false],
    ['ÉⅧ', true, false],
    ['éªⅷ', false, true],
    ['日本語', false, false],
  ] as const) {
    expect([isUpper(text), isLower(text)], text).toEqual([upper, lower]);
  }
});

test('a boundary is between a word and what is none', () => {
  expect([0, 1, 2, 3, 5].map((index) => isBoundary('ab 𝒳!', index))).toEqual([true, false, true, true, true]);
  expect(isBoundary('', 0)).toBe(false);
});

test('countOf() counts places that do not overlap', () => {
  expect(countOf('aa', 'aaaaa')).toBe(2);
});
