import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Comparison, compare, compareAll, pair } from '../../../src/results/leaderboard/comparison.ts';
import { scoresByModel } from '../../../src/results/leaderboard/question-scores.ts';
import { type Score, usableScores } from '../../../src/results/leaderboard/score.ts';
import { sharedData } from '../../support/cli.ts';
import { scoreRow } from '../board.ts';

const basisOf = (rows: readonly Score[], questions = 0) => ({
  scores: scoresByModel(usableScores(rows)),
  questions,
  seed: 1,
});

const rowsOf = (model: string, scores: readonly number[]) =>
  scores.map((score, index) => scoreRow({ model, question: String(index), score }));

test('`pair()` takes the mean over turns, choices, repeats and judges that both models have', () => {
  const { scores } = basisOf([
    scoreRow({ model: 'a', score: 8 }),
    scoreRow({ model: 'a', turn: 2, score: 6 }),
    scoreRow({ model: 'a', turn: 3, score: 1 }),
    scoreRow({ model: 'a', choice: 1, score: 1 }),
    scoreRow({ model: 'a', repeat: 1, score: 1 }),
    scoreRow({ model: 'a', judge: 'k', score: 1 }),
    scoreRow({ model: 'a', question: '2', score: 9 }),
    scoreRow({ model: 'a', question: '3', score: 1 }),
    scoreRow({ model: 'b', score: 5 }),
    scoreRow({ model: 'b', turn: 2, score: 4 }),
    scoreRow({ model: 'b', turn: 3, score: undefined }),
    scoreRow({ model: 'b', question: '2', score: 7 }),
    scoreRow({ model: 'b', question: '4', score: 10 }),
  ]);
  const [a, b] = [scores.get('a'), scores.get('b')];
  expect(a && b && pair(a, b)).toEqual({ questions: ['1', '2'], a: [7, 9], b: [4.5, 7] });
});

test('`compare()` says on how many of how many questions it stands', () => {
  const rows = [...rowsOf('a', [8, 9, 7]), ...rowsOf('b', [7, 6])];
  expect(compare(['a', 'b'], basisOf(rows))).toMatchObject({ difference: 2, n: 2, of: 3 });
  expect(compare(['a', 'b'], basisOf(rows, 80))).toMatchObject({ n: 2, of: 80 });
});

test('`compare()` counts every sign pattern of scores: 1, 2, 3, 4 and 5 all one way have p = 2/32', () => {
  const result = compare(
    ['a', 'b'],
    basisOf([...rowsOf('a', [2, 4, 6, 8, 10]), ...rowsOf('b', [1, 2, 3, 4, 5])]),
  );
  expect(result).toMatchObject({ difference: 3, p_permutation: 2 / 32, exact: true, told_apart: false });
  // t = 3/(√2.5/√5) with 4 degrees of freedom.
  expect(result.t).toBeCloseTo(3 * Math.SQRT2, 12);
  expect(result.p).toBeCloseTo(0.0132, 3);
});

test('`compare()` has nothing to say of models that share fewer than two questions', () => {
  const rows = [
    scoreRow({ model: 'a', score: 9 }),
    scoreRow({ model: 'b', score: 4 }),
    ...rowsOf('c', [1, 2]),
  ];
  expect(compare(['a', 'b'], basisOf(rows))).toMatchObject({
    ...{ difference: 5, ci: null, n: 1, of: 1, t: null, p: null, p_permutation: null, told_apart: false },
  });
  expect(compare(['a', 'nobody'], basisOf(rows))).toMatchObject({ difference: null, n: 0 });
});

test('`compare()` takes equal scores for no difference, and the same gain everywhere for a sure one', () => {
  const nine = Array.from({ length: 9 }, () => 5);
  const ahead = nine.map((score) => score + 1);
  const rows = [...rowsOf('a', nine), ...rowsOf('b', nine), ...rowsOf('c', ahead)];
  expect(compare(['a', 'b'], basisOf(rows))).toMatchObject({
    t: null,
    p: 1,
    p_permutation: 1,
    told_apart: false,
  });
  expect(compare(['c', 'a'], basisOf(rows))).toMatchObject({ t: null, p: 0, told_apart: true });
});

test('`compareAll()` corrects by Holm over the pairs that have a p, and tells apart by that', () => {
  const base = [5, 6, 7, 4, 5, 6, 3, 8, 5, 6];
  const shift = (by: readonly number[]) => base.map((score, index) => score + (by[index] ?? 0));
  const rows = [
    ...rowsOf('a', base),
    ...rowsOf('b', shift([1, 0, 1, 1, 0, 1, 1, 1, -1, 1])),
    ...rowsOf('c', shift([2, 1, 2, 2, 2, 1, 2, 2, 2, 3])),
    scoreRow({ model: 'd', question: 'elsewhere' }),
  ];
  const pairs = compareAll(['a', 'b', 'c', 'd'], basisOf(rows));
  expect(pairs.map(({ a, b }) => a + b)).toEqual(['ab', 'ac', 'ad', 'bc', 'bd', 'cd']);
  const known = pairs.filter(({ p }) => p !== null).sort((x, y) => (x.p ?? 0) - (y.p ?? 0));
  expect(known.map(({ p_holm }) => p_holm)).toEqual(
    known.map(({ p }, rank) => expect.closeTo((p ?? 0) * (3 - rank), 12)),
  );
  expect(pairs.find(({ a, b }) => a + b === 'ad')).toMatchObject({ p_holm: null, told_apart: false });
  expect(pairs.filter((each) => each.told_apart).map(({ a, b }) => a + b)).toEqual(['ac', 'bc']);
  // Alone, a and b would have passed for different by the t test.
  expect(pairs[0]?.p).toBeLessThan(0.05);
});

test('`compare()` turns its sign with the models, and does not mind the order of rows or a shift of both', () => {
  const score = fc.integer({ min: 1, max: 10 });
  const scores = fc.array(fc.tuple(score, score), { minLength: 2, maxLength: 15 });
  const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 5 }), (values, by) => {
      const rows = (shift: number) => [
        ...rowsOf(
          'a',
          values.map(([a]) => a + shift),
        ),
        ...rowsOf(
          'b',
          values.map(([, b]) => b + shift),
        ),
      ];
      const result = compare(['a', 'b'], basisOf(rows(0)));
      const same = { difference: close(result.difference), p: close(result.p) } as unknown as Comparison;
      expect(compare(['a', 'b'], basisOf(rows(0).reverse()))).toMatchObject(same);
      expect(compare(['a', 'b'], basisOf(rows(by)))).toMatchObject(same);
      const turned = compare(['b', 'a'], basisOf(rows(0)));
      expect(turned.difference).toBeCloseTo(-(result.difference ?? 0), 9);
      expect(turned.p_permutation).toBeCloseTo(result.p_permutation ?? 0, 9);
      expect(turned.told_apart).toBe(result.told_apart);
    }),
  );
});

const vectorsFile = join(sharedData, 'vectors.json');

describe.skipIf(!existsSync(vectorsFile))(
  'exact vectors (skipped where the shared records are absent)',
  () => {
    test('`compare()` gives the figures of paired', () => {
      const { paired } = JSON.parse(readFileSync(vectorsFile, 'utf8'));
      const result = compare(['A', 'B'], basisOf([...rowsOf('A', paired.A), ...rowsOf('B', paired.B)]));
      expect(result.difference).toBeCloseTo(paired.diff_mean, 12);
      expect(result.t).toBeCloseTo(paired.t, 10);
      expect(result.p).toBeCloseTo(paired.p, 10);
      // The t quantile behind the vector is good to nine digits.
      expect(result.ci?.[0]).toBeCloseTo(paired.ci95[0], 9);
      expect(result.ci?.[1]).toBeCloseTo(paired.ci95[1], 9);
      expect(result.p_permutation).toBeCloseTo(paired.signflip_exact_p, 12);
    });
  },
);
