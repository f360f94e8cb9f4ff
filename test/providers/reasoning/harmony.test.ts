import { expect, test } from 'vitest';
import { splitReasoning } from '../../../src/providers/reasoning/split.ts';

const analysis = '<|channel|>analysis<|message|>';
const final = '<|start|>assistant<|channel|>final<|message|>';

test.each<[string, string, string, string | undefined]>([
  ['analysis and answer', `${analysis}I ponder.<|end|>${final}Blue.<|return|>`, 'Blue.', 'I ponder.'],
  ['an answer alone', '<|channel|>final<|message|>Blue.', 'Blue.', undefined],
  ['the head of the reply too', `<|start|>assistant${analysis}a<|end|>${final}Blue.`, 'Blue.', 'a'],
  [
    'a preamble',
    `${analysis}a<|end|><|start|>assistant<|channel|>commentary<|message|>b<|end|>${final}Blue.`,
    'Blue.',
    'a\n\nb',
  ],
  [
    'a format for the answer',
    `${analysis}a<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>{}<|return|>`,
    '{}',
    'a',
  ],
  ['an analysis that was cut off', `${analysis}I ponder`, '', 'I ponder'],
  ['a head that the template has written', `I ponder.<|end|>${final}Blue.`, 'Blue.', 'I ponder.'],
  ['special tokens that were stripped', 'analysisI ponder.assistantfinalBlue.', 'Blue.', 'I ponder.'],
  [
    'an answer about channels',
    `${analysis}a<|end|>${final}The head is ${final}x.`,
    `The head is ${final}x.`,
    'a',
  ],
])('`splitReasoning()` reads the channels of gpt-oss: %s', (_what, content, text, reasoning) => {
  expect(splitReasoning(content)).toEqual({ text, reasoning });
});

test('a stripped analysis that was cut off leaves no answer, and a sentence that begins with the word stays whole', () => {
  expect(splitReasoning('analysisWe need', { finish: 'length' })).toEqual({ text: '', reasoning: 'We need' });
  for (const text of ['analysis of the sum', 'analysisWe need', `Write \`${final}\` first.`])
    expect(splitReasoning(text)).toEqual({ text, reasoning: undefined });
});
