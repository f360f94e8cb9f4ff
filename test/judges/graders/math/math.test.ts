import { describe, expect, test } from 'vitest';
import { GraderError } from '../../../../src/judges/graders/grader.ts';
import { hendrycksMath, lmEvalHendrycksMath } from '../../../../src/judges/graders/math/hendrycks.ts';
import { math } from '../../../../src/judges/graders/math/math.ts';
import { lmEvalMinervaMath } from '../../../../src/judges/graders/math/minerva.ts';
import { gradeOf, scoreOf } from './asked.ts';

const equal: readonly [string, string][] = [
  ['\\frac{5}{8}', '\\dfrac{5}{8}'],
  ['\\frac{5}{8}', '5/8'],
  ['\\frac{5}{8}', '0.625'],
  ['\\frac{5}{8}', '62.5\\%'],
  ['\\frac{5}{8}', '\\frac58'],
  ['\\frac{2}{3}', '0.666667'],
  ['2\\frac{3}{4}', '\\frac{11}{4}'],
  ['2\\frac{3}{4}', '2.75'],
  ['0.1\\overline{6}', '\\frac{1}{6}'],
  ['35\\%', '35'],
  ['35', '35\\%'],
  ['\\$1{,}250', '1250'],
  ['1250', '1,250.00'],
  ['72^\\circ', '72 \\text{ degrees}'],
  ['18\\text{ cm}^2', '18'],
  ['18', '18\\,\\mathrm{cm}^{2}'],
  ['60\\text{ km}/\\text{h}', '60'],
  ['x=7', '7'],
  ['7', 'a+b = 7'],
  ['f(x)=2x-1', '2x-1'],
  ['3\\sqrt{2}', '\\sqrt{18}'],
  ['\\frac{\\sqrt{3}}{3}', '\\frac{1}{\\sqrt3}'],
  ['-2', '\\sqrt[3]{-8}'],
  ['(x+2)^2', 'x^2+4x+4'],
  ['x^2-9', '(x-3)(x+3)'],
  ['2^{2000}', '4^{1000}'],
  ['\\log_2 32', '5'],
  ['3+4i', '4i+3'],
  ['i^2', '-1'],
  ['20\\pi', '20π'],
  ['\\binom{7}{2}', '21'],
  ['6!', '720'],
  ['|{-4}|', '4'],
  ['1322_5', '1322'],
  ['y=3x+2', '6x-2y=-4'],
  ['x<4', '4>x'],
  ['x\\ge 2', '2x\\ge 4'],
  ['(2,9)', '\\left(2, 9\\right)'],
  ['(2,9)', 'x=2, y=9'],
  ['2,9', '9 \\text{ and } 2'],
  ['\\{1,3,5\\}', '5, 3, 1'],
  ['1 \\pm \\sqrt{7}', '1+\\sqrt7, 1-\\sqrt7'],
  ['[1,4)', '[1, 4)'],
  ['x>4', '(4,\\infty)'],
  ['1\\le x<4', '[1,4)'],
  ['(-\\infty,1)\\cup(4,\\infty)', '(4,\\infty)\\cup(-\\infty,1)'],
  ['[0,4]', '[0,2]\\cup[2,4]'],
  ['(-\\infty,\\infty)', '\\mathbb{R}'],
  ['\\emptyset', '\\{\\}'],
  ['\\begin{pmatrix} 1 \\\\ \\frac{1}{2} \\end{pmatrix}', '\\begin{bmatrix}1\\\\0.5\\end{bmatrix}'],
  ['\\text{Thursday}', 'thursday'],
  ['\\text{(D)}', 'D'],
  ['\\frac{7}{2}i.', '\\frac{7}{2}i'],
  ['\\sqrt{5}', '\\sqrt{5} \\approx 2.236'],
  ['\\sqrt[3]{x}^2', 'x^{2/3}'],
  ['(-\\infty,2)\\cup(2,\\infty)', '\\mathbb{R} \\setminus \\{2\\}'],
  ['x \\ne 2', '(-\\infty,2)\\cup(2,\\infty)'],
  ['[0,\\infty)', '[0,\\infty]'],
  ['(7,-3)', '[7,-3]'],
  ['AB=6', '6'],
  ['8\\text{ p.m.}', '8 pm'],
  ['x\\le 5', 'x <= 5'],
];

const different: readonly [string, string][] = [
  ['\\frac{5}{8}', '\\frac{8}{5}'],
  ['\\frac{2}{3}', '0.67'],
  ['\\frac{2}{3}', '\\frac{2}{3}\\%'],
  ['0.000001', '0.0000011'],
  ['35\\%', '0.35\\%'],
  ['12345678901234567890', '12345678901234567891'],
  ['1250', '1, 250'],
  ['x=7', 'y=7'],
  ['x+1', 'x-1'],
  ['\\sqrt{x^2}', 'x'],
  ['2^{2000}', '2^{2001}'],
  ['1322_5', '1322_6'],
  ['(2,9)', '(9,2)'],
  ['(2,9)', '[2,9]'],
  ['1,2,3', '1,2'],
  ['[1,4)', '(1,4]'],
  ['[1,4)', '1\\le x<4'],
  ['x<4', 'x\\le 4'],
  ['x<4', 'x>4'],
  ['\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}', '\\begin{pmatrix} 1 & 2 \\end{pmatrix}'],
  ['\\text{even}', '\\text{odd}'],
  ['\\text{(A)}', 'B'],
  ['5', '5\\sqrt{1.1}'],
  ['0', '\\frac{1}{0}'],
  ['[0,5)', '[0,5]'],
  ['12', '2x+3=7'],
];

describe('math compares values, not spellings', () => {
  test.each(equal)('%s equals %s', async (target, answer) => {
    expect(await scoreOf(math, target, `Hence $\\boxed{${answer}}$.`)).toBe(1);
  });

  test.each(different)('%s differs from %s', async (target, answer) => {
    expect(await scoreOf(math, target, `Hence $\\boxed{${answer}}$.`)).toBe(0);
  });

  test('every target of these tests equals itself', async () => {
    for (const [target] of [...equal, ...different]) {
      expect(await scoreOf(math, target, `\\boxed{${target}}`), target).toBe(1);
    }
  });
});

describe('math says what it extracted, from where, and why', () => {
  test('in one sentence', async () => {
    expect(await gradeOf(math, '\\frac{1}{2}', 'We get $\\boxed{0.5}$.')).toEqual({
      kind: 'graded',
      score: 1,
      extracted: '0.5',
      target: '\\frac{1}{2}',
      rationale: 'Extracted "0.5" from the last box; it means the same as \\frac{1}{2}.',
    });
  });
});

describe.each([math, hendrycksMath, lmEvalHendrycksMath, lmEvalMinervaMath])('$name', (grader) => {
  test('keeps a long answer whole and its sentence short', async () => {
    const long = `${'1+'.repeat(500)}x`;
    const reply = `Final Answer: The final answer is $\\boxed{${long}}$. I hope it is correct.`;
    const grade = await gradeOf(grader, '1', reply);
    expect(grade).toMatchObject({ kind: 'graded', score: 0, extracted: expect.stringContaining(long) });
    expect(grade.rationale.length).toBeLessThan(500);
  });

  test('refuses a question without a target', async () => {
    await expect(gradeOf(grader, undefined, '\\boxed{1}')).rejects.toThrow(GraderError);
  });
});
