import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHalfWidth } from '../../../src/judges/model/half-width.ts';

test('`toHalfWidth()` gives full-width letters, digits, signs and brackets their half-width form', () => {
  expect(toHalfWidth('［［８．５／１０］］ Ａ，ｂ：（ｃ）【7】')).toBe('[[8.5/10]] A,b:(c)[7]');
});

test('`toHalfWidth()` puts a space for what is not seen', () => {
  expect(toHalfWidth('8\u200b9\ufeff\u3000')).toBe('8 9  ');
});

test('`toHalfWidth()` makes no mark of a quotation, of code or of a fence', () => {
  expect(toHalfWidth('＇｀～')).toBe('＇｀～');
});

test('`toHalfWidth()` keeps the place of every character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(toHalfWidth(text)).toHaveLength(text.length);
    }),
  );
});
