import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reasoningFamilies } from '../../../src/providers/reasoning/families.ts';
import { splitReasoning } from '../../../src/providers/reasoning/split.ts';

test.each<[string, string, string | undefined, string, string | undefined]>([
  ['no reasoning', 'The answer.', undefined, 'The answer.', undefined],
  ['a leading block', '<think>Let me see.</think>The answer.', undefined, 'The answer.', 'Let me see.'],
  [
    'a block of several lines',
    '\n<think>\na\n\nb\n</think>\n\nThe answer.\n',
    undefined,
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
  expect(splitReasoning(content, { given })).toEqual({ text, reasoning });
});

test('`splitReasoning()` leaves any answer without tags exactly as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/think|thought|reason|unused|analysis|<\|/i.test(text));
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

const marked = reasoningFamilies.flatMap((family) =>
  family.open.flatMap((open) => family.close.map((close) => ({ ...family, open, close }))),
);

test.each(marked)(
  '`splitReasoning()` takes the marks $open and $close off a reply',
  ({ open, close, answer }) => {
    const [before, after] = answer?.[0] ?? ['', ''];
    expect(splitReasoning(`\n${open}I ponder.\n${close}\n\n${before}Blue.${after}`)).toEqual({
      text: 'Blue.',
      reasoning: 'I ponder.',
    });
  },
);

test.each(marked)(
  '`splitReasoning()` leaves an answer whole that speaks of $open and $close',
  ({ open, close }) => {
    for (const text of [`It writes ${open} first, then ${close}.`, `Split it at "${close}", then trim.`])
      expect(splitReasoning(text)).toEqual({ text, reasoning: undefined });
  },
);

test.each(marked)('`splitReasoning()` has no answer where $open was cut off', ({ open, closedOnly }) => {
  const split = splitReasoning(`${open}I ponder`, { finish: 'length' });
  expect(split.text).toBe(closedOnly ? `${open}I ponder` : '');
  expect(split.reasoning).toBe(closedOnly ? undefined : 'I ponder');
});

test.each(marked)(
  '`splitReasoning()` takes $close for the end of reasoning whose opening mark the template has written',
  ({ close, closedOnly, answer }) => {
    const reply = `I ponder.\n${close}\n${answer?.[0]?.[0] ?? ''}Blue.`;
    const split = splitReasoning(reply);
    expect(split.text).toBe(closedOnly ? reply : 'Blue.');
    expect(split.reasoning).toBe(closedOnly ? undefined : 'I ponder.');
  },
);

test('a plain tag at the beginning of a reply that ended by itself, and that is never closed, is of the answer', () => {
  const text = '<reasoning> is a tag of your own, not of HTML.';
  expect(splitReasoning(text, { finish: 'stop' })).toEqual({ text, reasoning: undefined });
  expect(splitReasoning('Close it with </reasoning> and go on.').reasoning).toBeUndefined();
});

test('the label that Gemma writes behind its mark is no part of the reasoning', () => {
  expect(splitReasoning('<|channel>thought\nI ponder.<channel|>Blue.')).toEqual({
    text: 'Blue.',
    reasoning: 'I ponder.',
  });
});

test('marks of models.yaml are split off like those of a known family', () => {
  const marks = [['<<plan>>', '<</plan>>']] as const;
  const options = { marks };
  expect(splitReasoning('<<plan>>a<</plan>>Blue.', options)).toEqual({ text: 'Blue.', reasoning: 'a' });
  expect(splitReasoning('a<</plan>>Blue.', options)).toEqual({ text: 'Blue.', reasoning: 'a' });
  expect(splitReasoning('<<plan>>a<</plan>>Blue.').reasoning).toBeUndefined();
});
