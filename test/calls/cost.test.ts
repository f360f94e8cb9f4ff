import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOf, estimateTokens, formatCost } from '../../src/calls/cost.ts';

test('`costOf()` counts a million tokens at a time, cached input at its own price', () => {
  const price = { input: 2, output: 8, cached_input: 0.5 };
  expect(costOf({ input_tokens: 1_000_000, output_tokens: 1_000_000 }, price)).toBe(10);
  const usage = { input_tokens: 1000, output_tokens: 100, cached_input_tokens: 600 };
  expect(costOf(usage, price)).toBeCloseTo((400 * 2 + 600 * 0.5 + 100 * 8) / 1e6, 15);
});

test('`costOf()` counts cached input in full where it has no price of its own', () => {
  const usage = { input_tokens: 1000, output_tokens: 0, cached_input_tokens: 600 };
  expect(costOf(usage, { input: 2, output: 8 })).toBeCloseTo(2000 / 1e6, 15);
});

test('`estimateTokens()` reckons more for other scripts than for ASCII, and never shrinks with the text', () => {
  expect(estimateTokens('')).toBe(0);
  expect(estimateTokens('x'.repeat(400))).toBe(100);
  expect(estimateTokens('字'.repeat(30))).toBe(20);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      expect(estimateTokens(a + b)).toBeGreaterThanOrEqual(estimateTokens(a));
    }),
  );
});

test.each([
  [0, '$0.00'],
  [12.345, '$12.35'],
  [0.5, '$0.50'],
  [0.012345, '$0.012'],
])('`formatCost()` writes %d as %s', (usd, text) => {
  expect(formatCost(usd)).toBe(text);
});
