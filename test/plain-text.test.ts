import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainLine } from '../src/plain-text.ts';

test.each([
  ['a colour', '\u001b[31mred\u001b[0m', 'red'],
  ['a cursor movement', 'good\u001b[2K\u001b[1Gevil', 'goodevil'],
  ['a window title', '\u001b]0;owned\u0007text', 'text'],
  ['a hyperlink', '\u001b]8;;http://a.example\u0007link\u001b]8;;\u0007', 'link'],
  ['a lone escape', 'a\u001bb', 'ab'],
  ['an 8-bit control sequence', 'a\u009b31mb', 'ab'],
  ['a carriage return', 'shown\rhidden', 'shown hidden'],
  ['a backspace', 'abc\b\b\bxyz', 'abcxyz'],
  ['line breaks of every kind', 'a\nb\r\nc\u2028d\u2029e\u0085f', 'a b c d ef'],
  ['bidirectional overrides', 'a\u202eb\u202c \u2066c\u2069 d\u061ce', 'ab c de'],
  ['invisible marks', 'a\u200bb\u200dc\u2060d\u00ade\u180ef', 'abcdef'],
  ['invisible tags', 'a\u{e0041}\u{e007f}b', 'ab'],
  ['a null', 'a\u0000b', 'ab'],
  ['white space around and within', '  a \t\n b  ', 'a b'],
])('`plainLine()` takes away %s', (_what, text, expected) => {
  expect(plainLine(text)).toBe(expected);
});

test('`plainLine()` leaves letters of every script, accents and symbols as they are', () => {
  const text = 'żółw 東京 Ёж مرحبا é – “…” 😀 ٣';
  expect(plainLine(text)).toBe(text);
});

test('`plainLine()` cuts to the limit and says so with an ellipsis', () => {
  expect(plainLine('abcdef', 6)).toBe('abcdef');
  expect(plainLine('abcdefg', 6)).toBe('abcde…');
  expect(plainLine('x'.repeat(1000))).toHaveLength(300);
});

test('`plainLine()` cuts no character in half', () => {
  expect(plainLine('abcd😀😀', 6)).toBe('abcd…');
});

/** Half of a character outside the basic plane. */
const lone = /\p{Cs}/u;

test('`plainLine()` gives one line without control characters for any text, and no more for its own result', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\u001b', '[', '31m', '\u009b', '\u202e', '\u200b', ' ', '\n', ']0;', '\u0007'),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 60 }), (given, limit) => {
      const line = plainLine(given, limit);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(line.length).toBeLessThanOrEqual(limit);
      if (!lone.test(given)) expect(line).not.toMatch(lone);
    }),
  );
});
