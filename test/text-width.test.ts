import { expect, test } from 'vitest';
import { textWidth } from '../src/text-width.ts';

test.each([
  ['', 0],
  ['gpt-4.1 * ± – †', 15],
  ['模型', 4],
  ['モデル-1', 8],
  ['한국', 4],
  ['é (e + accent: e\u0301)', 17],
  ['👩‍🔬 x', 4],
])('`textWidth()` of %j is %i columns', (text, width) => {
  expect(textWidth(text)).toBe(width);
});
