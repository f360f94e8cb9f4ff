import { describe, expect, test } from 'vitest';
import { finalAnswer } from '../../../../src/judges/graders/math/answer/final-answer.ts';
import { math } from '../../../../src/judges/graders/math/math.ts';
import { gradeOf } from './asked.ts';

const replies: readonly [string, string, string][] = [
  [
    '**Result:** the sum is\n\n$$\\boxed{42}$$\n\nHope this helps with task 7!',
    '42',
    'a box, with a number after it',
  ],
  ['\\(\\boxed{\\frac{3}{4}}\\)', '\\frac{3}{4}', 'nested braces'],
  ['At first \\boxed{5}; but the second case counts twice, which makes \\boxed{6}.', '6', 'a correction'],
  ['The roots are $\\boxed{2}$ and $\\boxed{-3}$.', '2, -3', 'two boxes that are one list'],
  ['\\boxed{9} \\boxed{}', '9', 'an empty box after a full one'],
  ['\\boxed{9}, so \\boxed{\\frac{1', '9', 'a box that was cut off after a full one'],
  ['The answer is 12. \\boxed{}', '12', 'an empty box alone'],
  ['The answer is $x+1$, since $x>0$.', 'x+1', 'the first formula of the sentence'],
  ['The answer is 12. No, the answer is 13.', '13', 'the last of two'],
  ['**Answer:** 2,400 dollars', '2,400', 'a number with its unit'],
  ['Answer: $\\frac{1}{6}$.', '\\frac{1}{6}', 'without its full stop'],
  ['The final answer is:\n\n$$x = 5$$', 'x = 5', 'on the next line'],
  ['The answer is (3, 4).', '(3, 4)', 'a pair in plain text'],
  ['The solutions are $1$, $2$, and $3$.', '1, 2, 3', 'formulas in a row'],
  ['The answer is Paula.', 'Paula', 'a word'],
  ['Thus we have \\[ \\frac{6}{8} = \\frac{3}{4}. \\]', '\\frac{6}{8} = \\frac{3}{4}', 'the last formula'],
  ['With $a=2$ the area is $2a=4$ cm, as was asked.', '2a=4', 'the last formula, inline'],
  ['Hence the value of $x$ is equal to 8.', '8', 'what is said after the last formula'],
  ['The length is √7.', '√7', 'a root in plain text'],
  ['It costs $5 and then $6, together $11.', '11', 'prices, which are no formulas'],
  ['We add them up and get 3 + 4 = 7', '7', 'the last number'],
  ['A share of 25% remains', '25%', 'with its per cent sign'],
  ['3/8', '3/8', 'nothing but the answer'],
  [
    'One half is \\boxed{6}, both are 12. Final answer: the sum $S$ is 12.',
    '12',
    'a final answer named after the box',
  ],
  ['With $k$ rows there are 15 seats in all.', '15', 'a number after "are"'],
  ['A: 19', '19', 'a short announcement'],
  ['<think>no</think><answer>15</answer>', '15', 'a tag'],
  ['所以答案是 $\\boxed{16}$。', '16', 'Chinese, boxed'],
  ['综上，答案为 16。', '16', 'Chinese, announced'],
  ['因此一共有16个苹果。', '16', 'Chinese, the last number'],
];

describe('the final answer of a reply', () => {
  test.each(replies)('%j gives %j: %s', (reply, expected) => {
    expect(finalAnswer(reply)?.text).toBe(expected);
  });

  test.each([
    '',
    '   ',
    'I would rather not say.',
    '\\boxed{',
    '\\boxed{7',
    '\\boxed{}',
    'The answer is $\\boxed{3',
  ])('%j has none', async (reply) => {
    expect((await gradeOf(math, '7', reply)).kind).toBe('no-answer');
  });
});
