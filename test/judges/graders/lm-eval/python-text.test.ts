import { expect, test } from 'vitest';
import {
  strip,
  withoutAsciiPunctuation,
  withoutTrailingNuls,
} from '../../../../src/judges/graders/lm-eval/python-text.ts';

test('`strip()` takes what Python calls white space', () => {
  expect(strip('\x1c\x85\u2009\u3000 a b\t\n')).toBe('a b');
  expect(strip('\ufeffa\u200b')).toBe('\ufeffa\u200b');
  expect(strip(' \n')).toBe('');
});

test('`withoutAsciiPunctuation()` removes the 32 signs and nothing else', () => {
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('');
  expect(ascii.length - withoutAsciiPunctuation(ascii).length).toBe(32);
  expect(withoutAsciiPunctuation('“a” – (b)!')).toBe('“a” – b');
});

test('`withoutTrailingNuls()` removes NULs at the end alone', () => {
  expect(withoutTrailingNuls('\0a\0b\0\0')).toBe('\0a\0b');
  expect(withoutTrailingNuls('\0')).toBe('');
});
