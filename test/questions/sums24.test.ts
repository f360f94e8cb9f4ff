/** The small bench with a program as judge: every answer is computed another way, and graded as right. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { number } from '../../src/judges/graders/number/number.ts';
import { openaiGsm8k } from '../../src/judges/graders/openai-gsm8k.ts';
import { questionKey } from '../../src/records/question.ts';
import { loadQuestions } from '../../src/store/bench/questions.ts';
import { repository } from '../support/cli.ts';

const questions = await loadQuestions(join(repository, 'questions', 'sums24.jsonl'));

/** By counting, stepping or searching, where the reference calculates. */
const proofs: Readonly<Record<string, () => number>> = {
  'shopping-01': () => 2000 - Array<number>(12).fill(40).concat(300, 300).reduce(add),
  'shopping-02': () => (480 * 3) / 4 - 60,
  'shopping-03': () => first((packs) => packs * 5 * 500 >= 1300 * 10),
  'shopping-04': () => first((each) => 3 * each === 7 + count(16, () => true) * 2),
  'rates-01': () => first((minutes) => minutes * 18 - minutes * 3 >= 600),
  'rates-02': () => Array.from({ length: 150 }, () => 80 + 110).reduce(add) / 60,
  'rates-03': () => (350 * 8 * 3) / (5 * 2),
  'rates-04': () => Array.from({ length: 25 }, (_, minute): number => (minute < 10 ? 24 : 16)).reduce(add),
  'time-01': () => 19 * 60 + 50 + 2 * 60 + 25 + 15 - 22 * 60,
  'time-02': () => ((Date.UTC(2025, 2, 16) - Date.UTC(2025, 2, 1)) / 86_400_000) * 4,
  'time-03': () => 3 * first((son) => 3 * son + 12 === 2 * (son + 12)),
  'time-04': () => first((minutes) => minutes % 18 === 0 && minutes % 24 === 0),
  'geometry-01': () => count(16 * 11, (at) => at % 16 === 0 || at % 16 === 15 || at < 16 || at >= 160),
  'geometry-02': () =>
    [30, 20, 12].map((edge) => count(edge + 1, (end) => end > 0 && end % 4 === 0)).reduce(times),
  'geometry-03': () => 7 * first((part) => 2 * part + 3 * part + 7 * part === 180),
  'geometry-04': () => first((side) => 4 * side === 17 + 9 + 17 + 9) ** 2,
  'counting-01': () => first((both) => 23 + 19 - both + 6 === 40),
  'counting-02': () => count(201, (n) => n > 0 && n % 6 === 0 && n % 4 !== 0),
  'counting-03': () => count(49, (game) => Math.floor(game / 7) !== game % 7),
  'counting-04': () => count(10_000, (code) => code >= 1000 && code % 2 === 0),
  'proportions-01': () => first((grams) => grams * 6 === 450 * 16),
  'proportions-02': () => first((syrup) => syrup * 3 === (14 - 2) * 4),
  'proportions-03': () => (11 * 7500) / 3,
  'proportions-04': () => count(250, (voter) => voter >= 150 && voter - 150 >= 45),
};

test.each(questions.map((question) => [questionKey(question), question] as const))(
  'the answer to %s is proven, and the reference is graded as right',
  async (id, question) => {
    expect(String(proofs[id]?.())).toBe(question.target);
    const response = question.reference?.[0] ?? '';
    for (const grader of [number, openaiGsm8k]) {
      const grade = await grader.grade({ question, response });
      expect(grade).toMatchObject({ kind: 'graded', score: 1 });
      const other = `${Number(question.target) + 1}`;
      expect(await grader.grade({ question: { ...question, target: other }, response })).toMatchObject({
        score: 0,
      });
    }
  },
);

test('there are 24 questions, four of each category', () => {
  expect(questions).toHaveLength(24);
  const sizes = new Map<string, number>();
  for (const { category } of questions) sizes.set(category, (sizes.get(category) ?? 0) + 1);
  expect([...sizes.values()]).toEqual([4, 4, 4, 4, 4, 4]);
});

function first(holds: (n: number) => boolean): number {
  for (let n = 1; n < 100_000; n += 1) if (holds(n)) return n;
  return Number.NaN;
}

function count(below: number, holds: (n: number) => boolean): number {
  return Array.from({ length: below }, (_, n) => n).filter(holds).length;
}

function add(a: number, b: number): number {
  return a + b;
}

function times(a: number, b: number): number {
  return a * b;
}
