import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinctNames } from '../src/short-name.ts';
import { textWidth } from '../src/text-width.ts';

const shown = (names: readonly string[], width: number) => [...distinctNames(names, width).values()];

test('names that fit stay as they are, and long ones keep their ends', () => {
  expect(shown(['judge a', 'judge b'], 12)).toEqual(['judge a', 'judge b']);
  expect(shown(['qwen2.5-72b-instruct-Q4_K_M'], 12)).toEqual(['qwen2.…4_K_M']);
});

test('two judges differ on a narrow terminal, wherever their names do', () => {
  expect(shown(['judge gpt-4.1-mini', 'judge gpt-4.1-nano'], 12)).toEqual(['judge …-mini', 'judge …-nano']);
  const [small, large] = shown(['judge llama-3-8b-instruct', 'judge llama-3-70b-instruct'], 14);
  expect([small, large]).toEqual(['…3-8b-instruct', '…3-70b-…struct']);
  const long = ['x', 'y'].map((end) => `${'a'.repeat(30)}${end}${'b'.repeat(30)}`);
  expect(new Set(shown(long, 8)).size).toBe(2);
});

test('no name is wider than it may be, and no two names become one', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[ab模]{1,30}$/), { maxLength: 6 });
  fc.assert(
    fc.property(names, fc.integer({ min: 8, max: 20 }), (given, width) => {
      const found = shown(given, width);
      expect(new Set(found).size).toBe(given.length);
      for (const name of found) expect(textWidth(name)).toBeLessThanOrEqual(width);
    }),
  );
});
