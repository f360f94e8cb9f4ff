import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateTokens, mostTokens } from '../../../src/client/cost/tokens.ts';

/** Texts of this file's own, and what o200k_base makes of them. */
const counted: [string, string, number][] = [
  [
    'prose',
    'The lighthouse keeper counted the ships, and every evening he wrote their names into a book.',
    18,
  ],
  ['mathematics', 'Let x = 12,345 and y = 67.89; then x^2 + y^2 = 152,403,634.1521, to 4 decimals.', 39],
  ['code', 'function add(left, right) {\n  return left + right;\n}\nconsole.log(add(1, 2));\n', 23],
  ['a list', '- Apples: 3\n- Pears: 14\n- Plums: 159\n\nTotal: 176 pieces of fruit', 27],
];

test.each(counted)('`estimateTokens()` is within a quarter of a real tokenizer for %s', (_, text, tokens) => {
  expect(estimateTokens(text) / tokens).toBeGreaterThan(0.75);
  expect(estimateTokens(text) / tokens).toBeLessThan(1.25);
});

test('`estimateTokens()` counts nothing for nothing, and a token or so for each character of wide scripts', () => {
  expect(estimateTokens('')).toBe(0);
  expect(estimateTokens('字'.repeat(30))).toBe(27);
});

test('`estimateTokens()` counts long runs of letters, which no tokenizer takes for one word', () => {
  expect(estimateTokens('x'.repeat(4000))).toBeGreaterThan(500);
  expect(estimateTokens('=-'.repeat(500))).toBeGreaterThan(100);
});

test('`estimateTokens()` never shrinks with the text', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(estimateTokens(a + b)).toBeGreaterThanOrEqual(estimateTokens(a));
    }),
  );
});

test('`mostTokens()` is twice the estimate, or half the bytes where no estimate holds', () => {
  const mostOf = (text: string) =>
    mostTokens({ estimate: estimateTokens(text), bytes: Buffer.byteLength(text) });
  expect(mostOf('It is a cat.')).toBe(2 * estimateTokens('It is a cat.'));
  expect(mostOf('ACGT'.repeat(1000))).toBeGreaterThan(2000);
  expect(mostOf('नमस्ते'.repeat(10))).toBeGreaterThan(80);
});
