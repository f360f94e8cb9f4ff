import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerPhrases, withoutTags } from '../../../src/judges/graders/answer-phrases.ts';

const announced = (text: string, choices = false) =>
  answerPhrases(text, { choices }).map(({ end }) => text.slice(end));

test('what an announcement announces begins right behind it', () => {
  expect(announced('The answer is 5.')).toEqual([' 5.']);
  expect(announced('**Final answer:** 5')).toEqual(['** 5']);
  expect(announced('The answer, in short, comes to 5')).toEqual([' 5']);
  expect(announced('答案是5')).toEqual(['5']);
  expect(announced('La réponse finale est 5')).toEqual([' 5']);
});

test('a condition and the options of a question announce nothing', () => {
  for (const text of [
    'If the answer is 5, stop.',
    'Suppose the correct answer is 5',
    'Answer choices: 5',
    'She answers in 5 days',
    'The answer. It is 5',
  ]) {
    expect([text, announced(text)]).toEqual([text, []]);
  }
});

test('a choice is announced where choices are asked for', () => {
  expect(announced('The best option is B')).toEqual([]);
  expect(announced('The best option is B', true)).toEqual([' B']);
  expect(announced('The only one of these: B', true)).toEqual([' B']);
});

test('tags become blanks of the same length, and `<answer>` an announcement', () => {
  expect(withoutTags('so <answer>5</answer>.')).toBe('so Answer: 5\n        .');
  const pieces = fc.constantFrom(
    '<',
    '>',
    '</',
    'answer',
    'b',
    '\n',
    'x < 5',
    '<answer>',
    '</answer>',
    '<br/>',
  );
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const text = parts.join('');
      expect(withoutTags(text).length).toBe(text.length);
    }),
  );
});
