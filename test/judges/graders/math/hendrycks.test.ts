import { describe, expect, test } from 'vitest';
import { GraderError } from '../../../../src/judges/graders/grader.ts';
import { hendrycksMath, lmEvalHendrycksMath } from '../../../../src/judges/graders/math/hendrycks.ts';
import { gradeOf, grading, scoreOf } from './asked.ts';

describe('hendrycks-math', () => {
  test.each([
    ['\\frac{3}{7}', '\\frac37', 'a fraction without braces'],
    ['\\frac{3}{7}', '3/7', 'a slash between whole numbers'],
    ['\\frac{3}{7}', '\\tfrac{3}{7}', 'a small fraction'],
    ['\\frac{1}{2}', '0.5', 'one half'],
    ['\\frac{1}{2}', '.5', 'one half without its zero'],
    ['2\\sqrt{5}', '2\\sqrt5', 'a root without braces'],
    ['70^\\circ', '70', 'degrees'],
    ['\\$12', '12', 'dollars'],
    ['12', '12\\text{ cm}', 'a unit after a blank'],
    ['35\\%', '35', 'per cent'],
    ['6', 'n=6', 'a short name before the value'],
    ['(1,2)', '\\left( 1, 2\\right)', 'sized brackets and blanks'],
  ])('takes %s and %s for equal: %s', async (target, answer) => {
    expect(await scoreOf(hendrycksMath, target, `So it is $\\boxed{${answer}}$.`)).toBe(1);
  });

  test.each([
    ['-\\frac{1}{2}', '-0.5', 'only the exact text 0.5 is a half'],
    ['1200', '1,200', 'commas stay'],
    ['12', '12\\text{cm}', 'a unit without a blank stays'],
    ['6', 'abc=6', 'a long name stays'],
    ['\\frac{2}{3}', '\\frac{4}{6}', 'nothing is computed'],
    ['x/2', 'x /3', 'other values'],
  ])('takes %s and %s for different: %s', async (target, answer) => {
    expect(await scoreOf(hendrycksMath, target, `\\boxed{${answer}}`)).toBe(0);
  });

  test('reads the last box, braces balanced', async () => {
    const reply = 'First \\boxed{1}, then \\boxed{\\frac{2}{3}}.';
    expect(await gradeOf(hendrycksMath, '\\frac{2}{3}', reply)).toMatchObject({
      extracted: '\\frac{2}{3}',
      score: 1,
    });
  });

  test.each(['It is 5.', '\\boxed{5', '\\boxed 5', '\\fbox{5}', '\\boxed{}', ''])(
    'finds no answer in "%s"',
    async (reply) => {
      expect((await gradeOf(hendrycksMath, '5', reply)).kind).toBe('no-answer');
    },
  );

  test.each([undefined, null, '', '  ', {}])('refuses a question whose target is %j', (target) => {
    expect(() => hendrycksMath.grade(grading(target, '\\boxed{1}'))).toThrow(GraderError);
  });
});

describe('lm-eval/hendrycks_math', () => {
  test.each([
    ['The answer is $8$.', '8', 'between two dollar signs'],
    ['8', '8', 'the whole reply'],
    ['$8$ or so', '8', 'whatever stands around the dollar signs'],
  ])('reads "%s" as %s: %s', async (reply, extracted) => {
    expect(await gradeOf(lmEvalHendrycksMath, '8', reply)).toMatchObject({ extracted, score: 1 });
  });

  test.each(['$\\boxed{8}$', 'From $x=4$ follows $8$.', 'The answer is 8.', ''])(
    'does not read the 8 of "%s"',
    async (reply) => {
      expect(await scoreOf(lmEvalHendrycksMath, '8', reply)).toBe(0);
    },
  );

  test('compares the raw texts where a slash has no whole numbers, unlike the original', async () => {
    expect(await scoreOf(hendrycksMath, '\\sqrt{3}/5', '\\boxed{\\sqrt3/5}')).toBe(1);
    expect(await scoreOf(lmEvalHendrycksMath, '\\sqrt{3}/5', '$\\sqrt3/5$')).toBe(0);
    expect(await scoreOf(lmEvalHendrycksMath, '\\sqrt{3}/5', '$\\sqrt{3}/5$')).toBe(1);
  });

  test('compares the raw texts where a clean-up fails', async () => {
    expect(await scoreOf(lmEvalHendrycksMath, '5\\text{ m}', '$5\\text{ m}\\text{ or so}$')).toBe(0);
    expect(await scoreOf(lmEvalHendrycksMath, '\\sqrt', '$\\sqrt$')).toBe(1);
  });
});
