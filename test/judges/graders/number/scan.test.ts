import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanNumberWords } from '../../../../src/judges/graders/number/number-words.ts';
import { plainDigits } from '../../../../src/judges/graders/number/plain-digits.ts';
import { equal, fromDecimal, written } from '../../../../src/judges/graders/number/rational.ts';
import { scanNumbers } from '../../../../src/judges/graders/number/scan.ts';

/** The first reading of each number; "?" for one that has none. */
const values = (text: string): string[] =>
  scanNumbers(plainDigits(text)).map((token) => (token.values[0] ? written(token.values[0]) : '?'));

test('numbers stand where they stand, with their signs', () => {
  expect(values('from -3 to $-4, -$5, 6-7, 8 -9 and (-10)')).toEqual([
    '-3',
    '-4',
    '-5',
    '6',
    '7',
    '8',
    '9',
    '-10',
  ]);
  expect(values('2x3 = 6; a1, b_2, c^3, \\times4, US$5, R2D2')).toEqual(['2', '3', '6', '4', '5']);
});

test('what belongs to a number is read with it', () => {
  expect(values('1/2 3 1/2 4½, \\frac{1}{3} 2\\frac{1}{4} 5 and a half')).toEqual([
    '0.5',
    '3.5',
    '4.5',
    '1/3',
    '2.25',
    '5.5',
  ]);
  expect(values('2 × 10^3 2e3 2^5 10² 2\\cdot10^{-1}')).toEqual(['2000', '2000', '32', '100', '0.2']);
  expect(values('1,2,3 or 1.2.3, 5:30 and 1/2/2020, 7 3/2')).toEqual(['?', '?', '?', '?', '?']);
});

test('18% and "18 million" have two readings', () => {
  const readings = (text: string) => scanNumbers(text).map((token) => token.values.map(written));
  expect(readings('18% or 18 million or 18k')).toEqual([
    ['18', '0.18'],
    ['18000000', '18'],
    ['18000', '18'],
  ]);
});

test('no place moves when digits become plain', () => {
  const pieces = fc.constantFrom(
    '<<',
    '1+1=2',
    '>>',
    '<b>',
    '</b>',
    '１',
    '，',
    '−',
    '٣',
    'x',
    '\n',
    '<',
    '>',
    '％',
  );
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const text = parts.join('');
      expect(plainDigits(text).length).toBe(text.length);
    }),
  );
});

test('equal numbers are written alike, unequal ones are not', () => {
  const decimal = fc.tuple(fc.nat(999), fc.nat(999)).map(([whole, part]) => `${whole}.${part}`);
  fc.assert(
    fc.property(decimal, decimal, (left, right) => {
      const [a, b] = [fromDecimal(left), fromDecimal(right)];
      expect(equal(a, b)).toBe(Number(left) === Number(right));
      expect(written(a) === written(b)).toBe(equal(a, b));
      expect(Number(written(a))).toBe(Number(left));
    }),
  );
});

test('number words are read up to a billion, and what is none is not', () => {
  const read = (text: string) => scanNumberWords(text).map(({ value }) => value);
  expect(read('twenty-one, three hundred and four, minus seven')).toEqual([21, 304, -7]);
  expect(read('two million three hundred thousand and sixteen')).toEqual([2_300_016]);
  expect(read('a thousand, one hundred ten')).toEqual([1000, 110]);
  expect(read('two three, twenty eleven, someone, tenth')).toEqual([]);
});
