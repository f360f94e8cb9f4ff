/** Accuracies: micro and macro, by group, and the share without an answer. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildMetric } from '../../../src/results/accuracy/build.ts';
import type { Score } from '../../../src/results/leaderboard/score.ts';

interface Item {
  category: string;
  score: number;
  noAnswer?: true;
}

function metricOf(items: readonly Item[], groups: Readonly<Record<string, string>> = {}) {
  const scores = items.map(({ score, noAnswer }, index): Score => {
    const row = { model: 'm', judge: 'g@1', question: `${index}`, turn: 1, choice: 0, repeat: 0 };
    return { ...row, score, stale: false, ...(noAnswer ? { noAnswer } : {}) };
  });
  const categoryOf = new Map(items.map(({ category }, index) => [`${index}`, category]));
  const groupOf = new Map(
    items.flatMap(({ category }, index): [string, string][] => {
      const group = groups[category];
      return group === undefined ? [] : [[`${index}`, group]];
    }),
  );
  const input = { bench: 'b', scores, duplicates: new Map(), demo: false, scale: [0, 1] as const };
  const [model] = buildMetric({ ...input, grader: 'g@1', categoryOf, groupOf }).models;
  if (!model) throw new Error('there is one model');
  return model;
}

test('micro weighs questions, macro categories; both are the mean where categories are of one size', () => {
  const big = Array.from({ length: 6 }, () => ({ category: 'big', score: 1 }));
  const small = [0, 0].map((score) => ({ category: 'small', score }));
  const model = metricOf([...big, ...small]);
  expect(model.average.score).toBe(0.75);
  expect(model.macro?.score).toBe(0.5);
  expect(metricOf(big).macro).toBeUndefined();
});

test('groups have their own micro and macro, and the share without an answer', () => {
  const items: Item[] = [
    { category: 'a', score: 1 },
    { category: 'a', score: 1 },
    { category: 'b', score: 0, noAnswer: true },
    { category: 'b', score: 0 },
    { category: 'b', score: 0 },
    { category: 'b', score: 0 },
    { category: 'c', score: 1 },
  ];
  const { groups, average, categories } = metricOf(items, { a: 'first', b: 'first', c: 'second' });
  expect(groups?.first?.micro).toMatchObject({ score: 1 / 3, n: 6, no_answer: 1 / 6 });
  expect(groups?.first?.macro.score).toBe(0.5);
  expect(groups?.second?.micro).toMatchObject({ score: 1, n: 1, no_answer: 0 });
  expect(average.no_answer).toBe(1 / 7);
  expect(categories.b?.no_answer).toBe(1 / 4);
});

test('micro is the mean of categories weighted by their sizes, macro the mean of their means', () => {
  const item = fc.record({ category: fc.constantFrom('a', 'b', 'c'), score: fc.constantFrom(0, 1) });
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 40 }), (items) => {
      const { average, macro, categories } = metricOf(items);
      const all = Object.values(categories);
      const weighted = all.reduce((sum, { score, n }) => sum + (score ?? 0) * n, 0) / items.length;
      expect(average.score).toBeCloseTo(weighted, 12);
      if (all.length < 2) return;
      const mean = all.reduce((sum, { score }) => sum + (score ?? 0), 0) / all.length;
      expect(macro?.score).toBeCloseTo(mean, 12);
    }),
  );
});
