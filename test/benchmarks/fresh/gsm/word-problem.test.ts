/** A problem whose two computations differ is never given out. */

import { expect, test } from 'vitest';
import { seededDraw } from '../../../../src/benchmarks/fresh/draw.ts';
import { calc } from '../../../../src/benchmarks/fresh/gsm/calc.ts';
import { only } from '../../../../src/benchmarks/fresh/gsm/check.ts';
import { drawProblem } from '../../../../src/benchmarks/fresh/gsm/word-problem.ts';

function made(check: () => number, answer = calc`${2} * ${3}`) {
  const story = ['Ines has 2 bags of 3 nuts.', 'She counts them.', 'How many nuts are there?'];
  const problem = {
    story,
    asides: ['The bags are 9 days old.'],
    steps: [`There are ${answer.text} nuts.`],
    answer,
    check,
  };
  return drawProblem({ id: 'nuts', make: () => problem }, seededDraw(1, 0));
}

test('a problem has its answer twice; where the two differ, drawing it throws', () => {
  expect(made(() => 3 + 3)).toMatchObject({
    answer: 6,
    rationale: 'There are 2 * 3 = <<2*3=6>>6 nuts.\n#### 6',
  });
  expect(() => made(() => 5)).toThrow('nuts: 6 by steps, 5 by the check');
});

test('an answer that is no positive whole number is a bug, and so is a step that comes to no short number', () => {
  expect(() => made(() => 0, calc`${3} - ${3}`)).toThrow('the answer is 0');
  expect(() => calc`${1} / ${3}`).toThrow('comes to 0.33');
});

test('a question that several numbers answer throws', () => {
  expect(only(10, (x) => x * 2 === 8)).toBe(4);
  expect(() => only(10, (x) => x > 8)).toThrow('2 numbers up to 10 fit');
  expect(() => only(10, (x) => x > 10)).toThrow('0 numbers up to 10 fit');
});

test('a sentence that does not matter never stands before a pronoun', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const story = ['Ines has 2 bags of 3 nuts.', 'She counts them.', 'How many nuts are there?'];
    const answer = calc`${2} * ${3}`;
    const problem = { story, asides: ['Omar is 9.'], steps: [answer.text], answer, check: () => 6 };
    const { text } = drawProblem({ id: 'nuts', make: () => problem }, seededDraw(seed, 0));
    expect(text).not.toContain('9. She');
    expect(text).toMatch(/^Ines has .* there\?$/);
  }
});
