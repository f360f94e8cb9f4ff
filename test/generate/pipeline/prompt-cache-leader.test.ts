import { expect, test } from 'vitest';
import type { PendingMatch } from '../../../src/generate/judgments/mode.ts';
import { createWaiters } from '../../../src/generate/pipeline/prompt-cache-leader.ts';

const match = (repeat: number): PendingMatch => ({
  ...{
    question: { question_id: 1, category: 'stem', turns: ['Why?'] },
    turn: 1,
    choice: 0,
    repeat,
    sides: [],
  },
});
const [first, second, third, other] = [match(0), match(1), match(2), match(3)];

test('the first of a group holds back the others until it has been dealt with, and nobody afterwards', () => {
  const { admit, settle, held } = createWaiters();
  expect([admit(first, 'a'), admit(second, 'a'), admit(third, 'a')]).toEqual([true, false, false]);
  expect(held()).toBe(2);
  expect(settle(first)).toEqual([second, third]);
  expect(held()).toBe(0);
  expect([settle(first), settle(second)]).toEqual([[], []]);
  expect(admit(other, 'a')).toBe(true);
  expect(settle(other)).toEqual([]);
});

test('groups do not wait for each other', () => {
  const { admit, settle, held } = createWaiters();
  expect([admit(first, 'a'), admit(second, 'b'), admit(third, 'a')]).toEqual([true, true, false]);
  expect(settle(second)).toEqual([]);
  expect(held()).toBe(1);
  expect(settle(first)).toEqual([third]);
});
