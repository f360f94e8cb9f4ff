import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dropBetween, pairModels } from '../../../src/results/gates/drop.ts';
import { dropGates } from '../../../src/results/gates/gates.ts';
import type { QuestionMeans } from '../../../src/results/leaderboard/question-means.ts';
import { questionMeans } from '../../../src/results/leaderboard/question-means.ts';
import { scoreRow } from '../board.ts';

/** Means of questions 0, 1 … with one turn each. */
const means = (scores: readonly number[]): QuestionMeans =>
  Object.fromEntries(scores.map((score, id) => [`q${id}`, { score, n: 1, turns: { 1: score } }]));

const between = (now: QuestionMeans, before: QuestionMeans) =>
  dropBetween({ model: 'm', baseline: 'm', now, before });

test('`dropBetween()` is the paired t interval of the differences by question', () => {
  // Differences −1, 0, −2, −1: mean −1, sd √(2/3), t of 3 degrees of freedom 3.1824.
  const drop = between(means([4, 5, 6, 7]), means([5, 5, 8, 8]));
  expect(drop).toMatchObject({ score: 5.5, baseline_score: 6.5, difference: -1, n: 4, of: 4, changed: 0 });
  expect(drop.ci?.[0]).toBeCloseTo(-1 - (3.1824 * Math.sqrt(2 / 3)) / 2, 4);
  expect(drop.ci?.[1]).toBeCloseTo(-1 + (3.1824 * Math.sqrt(2 / 3)) / 2, 4);
});

test('`dropBetween()` swapped is the same difference with the other sign', () => {
  const list = fc.array(fc.double({ min: 1, max: 10, noNaN: true }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(list, list, (now, before) => {
      const [one, other] = [between(means(now), means(before)), between(means(before), means(now))];
      expect(one.difference).toBeCloseTo(-(other.difference ?? Number.NaN), 9);
      expect(one.n).toBe(Math.min(now.length, before.length));
      expect(one.of).toBe(Math.max(now.length, before.length));
    }),
  );
});

test('`dropBetween()` of one question has no interval, and of none no difference', () => {
  expect(between(means([4]), means([5, 6]))).toMatchObject({ difference: -1, ci: null, n: 1, of: 2 });
  expect(between(means([4]), {})).toMatchObject({ difference: null, score: null, ci: null, n: 0, of: 1 });
});

test('a question whose text is known to be another is left out, one without a hash is not', () => {
  const hashed = (hash: string | undefined): QuestionMeans => ({
    q: { score: 5, n: 1, turns: { 1: 5 }, hash },
  });
  expect(between(hashed('a'), hashed('b'))).toMatchObject({ n: 0, changed: 1 });
  expect(between(hashed('a'), hashed('a'))).toMatchObject({ n: 1, changed: 0 });
  expect(between(hashed('a'), hashed(undefined))).toMatchObject({ n: 1, changed: 0 });
});

test('`dropGates()`: a drop of just the threshold meets the gate, and one that cannot be told misses it', () => {
  const asked = { file: 'f', digits: 2 };
  const gate = (now: QuestionMeans, before: QuestionMeans) =>
    dropGates(0.2, { ...asked, drops: [between(now, before)] }).map(({ missed }) => missed);
  expect(gate(means([0.1, 0.1]), means([0.3, 0.3]))).toEqual([false]);
  expect(gate(means([0.1, 0.1]), means([0.3, 0.301]))).toEqual([true]);
  expect(gate(means([9, 9]), means([1, 1]))).toEqual([false]);
  expect(gate(means([9]), {})).toEqual([true]);
  expect(dropGates(undefined, { ...asked, drops: [between(means([1]), means([9]))] })).toEqual([]);
});

test('`pairModels()` goes by name, and takes two lone models for a pair', () => {
  const run = (...models: string[]) => new Map(models.map((model) => [model, means([1])]));
  const pairs = (now: string[], before: string[]) => {
    const { pairs: found, unpaired } = pairModels(run(...now), run(...before));
    return [found.map(({ model, baseline }) => `${model}:${baseline}`), unpaired.now, unpaired.before];
  };
  expect(pairs(['a', 'b'], ['b', 'c'])).toEqual([['b:b'], ['a'], ['c']]);
  expect(pairs(['a'], ['b'])).toEqual([['a:b'], [], []]);
  expect(pairs(['a'], ['b', 'c'])).toEqual([[], ['a'], ['b', 'c']]);
});

test('`questionMeans()` leaves out what enters no mean, and of a panel what not every judge has rated', () => {
  const rows = [
    scoreRow({ question: '1', turn: 1, score: 8 }),
    scoreRow({ question: '1', turn: 2, score: 4 }),
    scoreRow({ question: '1', turn: 2, score: 1, stale: true, repeat: 1 }),
    scoreRow({ question: '2', score: undefined }),
    scoreRow({ question: '1', turn: 1, score: 6, judge: 'k' }),
  ];
  expect(questionMeans(rows.slice(0, 4)).get('m')).toEqual({
    1: { score: 6, n: 2, turns: { 1: 8, 2: 4 } },
  });
  expect(questionMeans(rows).get('m')).toEqual({ 1: { score: 7, n: 2, turns: { 1: 7 } } });
});
