import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitReasoning } from '../../src/providers/reasoning.ts';

test.each<[string, string, string | null | undefined, string, string | undefined]>([
  ['no reasoning', 'The answer.', undefined, 'The answer.', undefined],
  ['a leading block', '<think>Let me see.</think>The answer.', undefined, 'The answer.', 'Let me see.'],
  [
    'a block of several lines',
    '\n<think>\na\n\nb\n</think>\n\nThe answer.\n',
    null,
    'The answer.\n',
    'a\n\nb',
  ],
  ['a block called thinking', '<thinking>a</thinking>The answer.', undefined, 'The answer.', 'a'],
  ['an empty block', '<think>\n\n</think>\n\nThe answer.', undefined, 'The answer.', undefined],
  ['a block that is cut off', '<think>Let me see, first', undefined, '', 'Let me see, first'],
  ['a swallowed opening tag', 'Let me see.</think>The answer.', undefined, 'The answer.', 'Let me see.'],
  ['a field of its own', 'The answer.', 'Let me see.', 'The answer.', 'Let me see.'],
  ['both', '<think>b</think>The answer.', 'a', 'The answer.', 'a\n\nb'],
  ['an empty field', 'The answer.', '', 'The answer.', undefined],
  ['nothing at all', '', undefined, '', undefined],
  [
    'tags within the answer',
    'Write <think>x</think> in the prompt.',
    undefined,
    'Write <think>x</think> in the prompt.',
    undefined,
  ],
  [
    'further tags behind a block',
    '<think>a</think>Use <think>b</think>.',
    undefined,
    'Use <think>b</think>.',
    'a',
  ],
])('`splitReasoning()` keeps reasoning and answer apart: %s', (_what, content, given, text, reasoning) => {
  expect(splitReasoning(content, given)).toEqual({ text, reasoning });
});

test('`splitReasoning()` leaves any answer without tags exactly as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/think/.test(text));
      expect(splitReasoning(text)).toEqual({ text, reasoning: undefined });
    }),
  );
});

test('`splitReasoning()` loses no word of either part', () => {
  const words = fc.array(fc.constantFrom('alpha', 'beta', '<b>', '4 < 5', '\n', '[[7]]'), { minLength: 1 });
  fc.assert(
    fc.property(words, words, (thoughts, answer) => {
      const { text, reasoning } = splitReasoning(`<think>${thoughts.join(' ')}</think>${answer.join(' ')}`);
      expect(text).toBe(answer.join(' ').trimStart());
      expect(reasoning ?? '').toBe(thoughts.join(' ').trim());
    }),
  );
});
