import { expect, test } from 'vitest';
import { looseVariants } from '../../../../src/judges/graders/ifeval/variants.ts';

function texts(response: string): Record<string, string> {
  return Object.fromEntries(looseVariants(response).map(({ name, text }) => [name, text]));
}

test('the loose texts lack the first line, the last or both, and asterisks', () => {
  expect(texts('a\n*b*\n c\nd')).toEqual({
    'no first line': '*b*\n c\nd',
    'no last line': 'a\n*b*\n c',
    'no first and last line': '*b*\n c',
    'whole, no asterisks': 'a\nb\n c\nd',
    'no first line, no asterisks': 'b\n c\nd',
    'no last line, no asterisks': 'a\nb\n c',
    'no first and last line, no asterisks': 'b\n c',
  });
});

test('texts that are blank or that repeat another are left out', () => {
  expect(texts('a')).toEqual({});
  expect(texts('a\nb')).toEqual({ 'no first line': 'b', 'no last line': 'a' });
  expect(texts('*')).toEqual({});
});
