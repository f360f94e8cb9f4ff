/** Permuted options: the same question with the same right option under another label. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededDraw } from '../../../src/benchmarks/fresh/draw.ts';
import { permuteQuestion } from '../../../src/benchmarks/fresh/options/permute-question.ts';
import { movability, namesOptions } from '../../../src/benchmarks/fresh/options/refers.ts';

function choice(options: readonly string[], target: string, labels?: readonly string[]) {
  const check = { options: [...options], ...(labels ? { labels: [...labels] } : {}) };
  return { question_id: 1, category: 'general', turns: ['Which one?'], target, check };
}

test('options move, labels stay, the target follows and leaves its place', () => {
  const labels = ['1', '2', '3', '4', '5'];
  const cases = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.nat(4), fc.nat(), fc.boolean());
  fc.assert(
    fc.property(cases, ([count, at, seed, numbered]) => {
      const options = ['red', 'green', 'blue', 'white', 'black'].slice(0, count);
      const named = numbered ? labels.slice(0, count) : ['A', 'B', 'C', 'D', 'E'].slice(0, count);
      const gold = at % count;
      const before = choice(options, named[gold] ?? '', numbered ? named : undefined);
      const { question, targetMoved, kind } = permuteQuestion(before, seededDraw(seed, 0));
      const check = question.check as { options: string[]; labels?: string[] };
      expect([...check.options].sort()).toEqual([...options].sort());
      expect(check.labels).toEqual(numbered ? named : undefined);
      expect(check.options[named.indexOf(question.target)]).toBe(options[gold]);
      expect(question.target).not.toBe(before.target);
      expect({ targetMoved, kind }).toEqual({ targetMoved: true, kind: 'moved' });
      expect(before.check.options).toEqual(options);
    }),
  );
});

test('"none of the above" keeps the last place, and the others move', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const options = ['red', 'green', 'blue', 'None of the above'];
    const { question, kind } = permuteQuestion(choice(options, 'B'), seededDraw(seed, 0));
    expect((question.check as { options: string[] }).options[3]).toBe('None of the above');
    expect(question.target).toMatch(/^[AC]$/);
    expect(kind).toBe('some kept');
    const last = permuteQuestion(choice(options, 'D'), seededDraw(seed, 0));
    expect(last.question.target).toBe('D');
    expect(last.targetMoved).toBe(false);
  }
});

describe('a question whose options speak of single others stays as it is', () => {
  test.each([
    [['red', 'green', 'Both A and B', 'blue']],
    [['red', 'All of the above', 'green', 'blue']],
    [['red', 'green', 'blue', '(A) and (C)']],
    [['red', 'green', 'blue', 'the first two']],
  ])('%j', (options) => {
    const before = choice(options, 'A');
    expect(permuteQuestion(before, seededDraw(1, 0))).toEqual({
      question: before,
      kind: 'kept',
      targetMoved: false,
    });
  });
});

test.each([
  ['all of these', 'last'],
  ['Neither of the above.', 'last'],
  ['A and B only', 'bound'],
  ['either (A) or (B)', 'bound'],
  ['Vitamin A', 'free'],
  ['He puts both hands up', 'free'],
  ['a,b in H', 'free'],
  ['a rise of all prices', 'free'],
  ['It makes both parents happy', 'free'],
])('the option "%s" is %s', (text, kind) => {
  expect(movability(text).kind).toBe(kind);
});

test('a question that names an option by its letter is noticed', () => {
  expect(namesOptions('Why is option B better?')).toBe(true);
  expect(namesOptions('Which option is better?')).toBe(false);
});
