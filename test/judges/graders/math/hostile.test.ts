import { describe, expect, test } from 'vitest';
import type { Grader } from '../../../../src/judges/graders/grader.ts';
import { hendrycksMath, lmEvalHendrycksMath } from '../../../../src/judges/graders/math/hendrycks.ts';
import { math } from '../../../../src/judges/graders/math/math.ts';
import { lmEvalMinervaMath } from '../../../../src/judges/graders/math/minerva.ts';
import { gradeOf, scoreOf } from './asked.ts';

const graders: readonly Grader[] = [hendrycksMath, lmEvalHendrycksMath, lmEvalMinervaMath, math];

const many = (text: string, count: number) => text.repeat(count);

/** What a model could write by mistake or by intent: all of it small on the wire, some of it without end to compute. */
const hostile: readonly [string, string][] = [
  ['towers of powers', '9^{9^{9^{9}}}'],
  ['towers without braces', '9^9^9^9^9^9'],
  ['huge exponents of a sum', '(1+x)^{99999999999}'],
  ['numbers of a thousand digits', `${many('9', 1500)}.${many('3', 400)}`],
  ['factorials of factorials', '9!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!'],
  ['binomials', '\\binom{99999999}{44444444}'],
  ['thousands of commas', many(',', 20_000)],
  ['thousands of numbers', `${many('1,', 20_000)}1`],
  ['lists of lists', `${many('(\\sqrt2,(1,2)),', 100)}1`],
  ['open brackets', many('(', 20_000)],
  ['brackets in brackets', `${many('(', 900)}1${many(')', 900)}`],
  ['braces in braces', `${many('{', 900)}1${many('}', 900)}`],
  ['fractions in fractions', `${many('\\frac{1}{', 200)}2${many('}', 200)}`],
  ['roots in roots', `${many('\\sqrt{', 300)}2${many('}', 300)}`],
  ['calls in calls', many('f(', 900)],
  ['bars', many('|', 1900)],
  ['signs', `${many('-', 1900)}x`],
  ['plus or minus', `${many('1\\pm', 400)}1`],
  ['boxes in boxes', many('\\boxed{', 5000)],
  ['boxes without end', many('\\boxed{1},', 5000)],
  ['dollar signs', many('$', 20_000)],
  ['blanks', many(' ', 20_000)],
  ['announcements', many('the answer is ', 5000)],
  ['matrices', `\\begin{pmatrix}${many('1&', 600)}1\\end{pmatrix}`],
  ['division by zero', '\\frac{1}{0}+0^{-1}+\\log 0'],
  ['names of object properties', '\\constructor{__proto__}toString(1)'],
  ['lone surrogates', '\ud800\\frac\ud800'],
];

describe.each(graders)('$name survives', (grader) => {
  test.each(hostile)('%s', async (_, text) => {
    const replies = [
      text,
      `\\boxed{${text}}`,
      `The answer is $${text}$.`,
      `Final Answer: The final answer is $${text}$. I hope it is correct.`,
    ];
    for (const reply of replies) {
      expect(['graded', 'no-answer']).toContain((await gradeOf(grader, '5x+1', reply)).kind);
      if (text.trim() !== '') await gradeOf(grader, text.slice(0, 5000), reply);
    }
  });
});

describe('math and what it will not compute', () => {
  test('equal texts are equal all the same', async () => {
    expect(await scoreOf(math, '9^{9^{9^{9}}}', '\\boxed{9^{9^{9^{9}}}}')).toBe(1);
  });

  test('two towers of different height are different', async () => {
    expect(await scoreOf(math, '9^{9^{9^{9}}}', '\\boxed{9^{9^{9^{8}}}}')).toBe(0);
  });

  test('an answer of more than 2,000 characters is compared as text', async () => {
    const long = `${many('1+', 1200)}1`;
    expect(await scoreOf(math, long, `\\boxed{${long}}`)).toBe(1);
    expect(await scoreOf(math, '1201', `\\boxed{${long}}`)).toBe(0);
  });
});
