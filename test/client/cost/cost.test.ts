import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOf, formatCost, mostOf, savingOf } from '../../../src/client/cost/cost.ts';

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

const anthropic = {
  ...{ input: 3, output: 15, cached_input: 0.3, cache_write: 3.75 },
  batch: { input: 1.5, output: 7.5, cached_input: 0.15, cache_write: 1.875 },
};

test('`costOf()` counts what came through a batch door at its own prices', () => {
  const usage = { input_tokens: 1000, output_tokens: 100, cached_input_tokens: 600 };
  expect(costOf(usage, anthropic, { batch: true })).toBeCloseTo(costOf(usage, anthropic) / 2, 15);
  const { batch: _, ...without } = anthropic;
  expect(costOf(usage, without, { batch: true })).toBe(costOf(usage, without));
});

test('`savingOf()` and the cost add up to what the same tokens cost without cache and batch', () => {
  const tokens = fc.record({
    fresh: fc.nat(1e6),
    cached_input_tokens: fc.nat(1e6),
    cache_write_input_tokens: fc.nat(1e6),
    output_tokens: fc.nat(1e6),
    batch: fc.constantFrom(true as const, undefined),
  });
  fc.assert(
    fc.property(tokens, ({ fresh, batch, ...rest }) => {
      const input_tokens = fresh + rest.cached_input_tokens + rest.cache_write_input_tokens;
      const usage = { input_tokens, ...rest };
      const { promptCache, batch: throughBatch } = savingOf(usage, anthropic, { batch });
      const plain = costOf({ input_tokens, output_tokens: rest.output_tokens }, anthropic);
      expect(promptCache + throughBatch + costOf(usage, anthropic, { batch })).toBeCloseTo(plain, 9);
    }),
  );
});

test('`savingOf()` is below zero where more was written to the prompt cache than read from it', () => {
  const usage = { input_tokens: 2000, output_tokens: 0, cache_write_input_tokens: 2000 };
  expect(savingOf(usage, anthropic).promptCache).toBeCloseTo(-0.0015, 12);
});

test('`mostOf()` counts all input at the dearest price that it could have', () => {
  const tokens = { input: 1e6, output: 1e6 };
  expect(mostOf(tokens, anthropic)).toBeCloseTo(3.75 + 15, 12);
  expect(mostOf(tokens, anthropic, { batch: true })).toBeCloseTo(1.875 + 7.5, 12);
  expect(mostOf(tokens, { input: 3, output: 15, cache_write: 1 })).toBe(18);
});

test.each([
  [0, '$0.00'],
  [12.345, '$12.35'],
  [0.5, '$0.50'],
  [0.012345, '$0.012'],
  [-0.25, '-$0.25'],
  [1.2e-9, '<$0.000001'],
])('`formatCost()` writes %d as %s', (usd, text) => {
  expect(formatCost(usd)).toBe(text);
});
