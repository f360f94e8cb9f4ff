import { describe, expect, test } from 'vitest';
import { print } from '../../../../../src/judges/graders/math/expression/expression.ts';
import { parseLatex } from '../../../../../src/judges/graders/math/sympy/parse.ts';

function read(text: string): string | undefined {
  const value = parseLatex(text);
  return value && print(value);
}

/** Pairs that SymPy 1.14.0 reads alike; checked against it. */
const alike: readonly [string, string][] = [
  ['5.2.3', '5.2'],
  ['4x,9', '4x'],
  ['6+', '6'],
  ['6+(2', '6'],
  ['2^-1', '2'],
  ['5_2', '5'],
  ['2x3', '2 \\cdot 3'],
  ['\\log_23', '\\log_{2} 3'],
  ['\\sin^{-1}x', '\\arcsin x'],
  ['14,400', '14400'],
  ['\\left(x\\right)', '{x}'],
  ['|x|y|', '|x|y'],
  ['|3|2|x|', '|3(|2|)x|'],
  ['1.50.25', '1.5 0.25'],
];

describe('LaTeX is read as SymPy reads it', () => {
  test.each(alike)('%s as %s', (text, expected) => {
    expect(read(text)).toBe(read(expected));
    expect(read(text)).toBeDefined();
  });

  test.each([
    '',
    '()',
    '(1,2)',
    '[0,1)',
    '5\\%',
    '.5',
    '5.',
    '05',
    'x_',
    '{}',
    '\\frac{9}{{}5}',
    'x<3',
    '\\left|x\\right|',
  ])('%s not at all', (text) => {
    expect(read(text)).toBeUndefined();
  });

  test('a letter before a bracket is a function', () => {
    expect(read('x(y)')).not.toBe(read('x\\cdot(y)'));
  });

  test('what it has and we have not is equal to itself alone', () => {
    expect(read('\\int x dx')).toBe(read('\\int x dx'));
    expect(read('\\int x dx')).not.toBe(read('\\int y dy'));
  });
});
