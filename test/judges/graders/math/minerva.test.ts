import { describe, expect, test } from 'vitest';
import { lmEvalMinervaMath } from '../../../../src/judges/graders/math/minerva.ts';
import { gradeOf, scoreOf } from './asked.ts';

function sentence(answer: string): string {
  return `We compute.\nFinal Answer: The final answer is $${answer}$. I hope it is correct.`;
}

describe('lm-eval/minerva_math', () => {
  test.each([
    ['\\frac{3}{4}', '\\frac{6}{8}', 'fractions are computed'],
    ['2\\sqrt{3}', '\\sqrt{12}', 'roots are computed'],
    ['x^2-1', '(x-1)\\cdot(x+1)', 'products are multiplied out'],
    ['25 \\text{ miles}', '25 \\text{miles}', 'the same unit'],
    ['30 \\text{ dollars}', '30', 'a unit of the list is dropped'],
    ['1200', '1,200', 'commas in a whole number'],
    ['-0.75', '-\\frac{3}{4}', 'decimals are doubles'],
    ['7', 'k=7', 'what stands before the last equals sign is dropped'],
    ['4x,9', '4x', 'what follows a comma is never read'],
    ['\\infty', '\\iny', 'the clean-up takes the ft out of infinity'],
    ['\\text{Monday}', 'Monday', 'words are products of letters'],
  ])('takes %s and %s for equal: %s', async (target, answer) => {
    expect(await scoreOf(lmEvalMinervaMath, target, sentence(answer))).toBe(1);
  });

  test.each([
    ['(2,5)', '(2,5)', 'a pair has no difference'],
    ['[1,\\infty)', '[1,\\infty)', 'an interval neither'],
    ['60\\%', '60\\%', 'nor has per cent'],
    ['.25', '.25', 'a number must begin with a digit'],
    ['2\\frac{1}{2}', '2.5', 'a mixed number is a product'],
    ['\\sqrt[3]{5}', '\\sqrt[3]{5}', 'the clean-up breaks roots of other degrees'],
    ['x\\cdot(x+1)', 'x(x+1)', 'a letter before a bracket is a function'],
    ['3,5', '5,3', 'a list of numbers is one number'],
    ['0.3', '0.1+0.2', 'doubles are rounded'],
    ['\\frac{5\\sqrt{2}}{2}', '\\sqrt{12.5}', 'the root of a decimal is a decimal'],
    ['x<3', 'x<3', 'relations have no difference'],
    ['\\frac\\pi2', '\\pi/2', 'braces that the clean-up misplaces'],
  ])('takes %s and %s for different: %s', async (target, answer) => {
    expect(await scoreOf(lmEvalMinervaMath, target, sentence(answer))).toBe(0);
  });
});

describe('the sentence of lm-eval/minerva_math', () => {
  test('reads the first sentence of its kind', async () => {
    const reply = `${sentence('3')} ${sentence('4')}`;
    expect(await gradeOf(lmEvalMinervaMath, '3', reply)).toMatchObject({
      kind: 'graded',
      score: 1,
      extracted: '$3$',
    });
  });

  test.each([
    'The answer is $3$.',
    '\\boxed{3}',
    'Final Answer: The final answer is $3$.',
    'Final Answer: The final answer is\n$3$. I hope it is correct.',
    'Final answer: The final answer is $3$. I hope it is correct.',
    '',
  ])('finds no answer in "%s"', async (reply) => {
    expect((await gradeOf(lmEvalMinervaMath, '3', reply)).kind).toBe('no-answer');
  });

  test('the reply may leave out what the harness appends', async () => {
    expect(await scoreOf(lmEvalMinervaMath, '3', 'Final Answer: The final answer is $3$. ')).toBe(1);
  });
});
