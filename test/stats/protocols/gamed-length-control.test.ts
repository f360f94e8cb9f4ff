import { expect, test } from 'vitest';
import { standardDeviation } from '../../../src/stats/bootstrap.ts';
import { type GamedRow, gamedWinRate } from '../../../src/stats/protocols/gamed-length-control.ts';
import { fitLasso } from '../../../src/stats/protocols/lasso-logistic.ts';
import { seededRandom } from '../../../src/stats/random.ts';

const logistic = (z: number) => 1 / (1 + Math.exp(-z));

/** Two gamed baselines and a model on 120 instructions, with noise that is always the same. */
function invented() {
  const { uniform } = seededRandom(5);
  const noise = () => uniform() - 0.5;
  const difficulty = Array.from({ length: 120 }, () => 3 * noise());
  const gamed = [-1, 1].flatMap((way) =>
    difficulty.map((hard, index): GamedRow => {
      const std_delta_len = way * (0.3 + 2 * uniform());
      const preference = logistic(0.9 * hard - 1.1 * Math.tanh(std_delta_len) + noise());
      return { index, preference, std_delta_len, instruction_difficulty: hard };
    }),
  );
  const difference = difficulty.map(() => 900 * noise() - 200);
  const sd = standardDeviation(difference) ?? 1;
  const preference = difficulty.map((hard, at) =>
    logistic(0.7 + 0.8 * hard - 1.4 * Math.tanh((difference[at] ?? 0) / sd) + noise()),
  );
  return { gamed, model: { index: difficulty.map((_, index) => index), preference, difference }, sd };
}

/** The same objective by small proximal gradient steps: slow, and made in another way. */
function fitSlowly({ gamed, model, sd }: ReturnType<typeof invented>, c: number): number[] {
  const hard = new Map(gamed.map(({ index, instruction_difficulty }) => [index, instruction_difficulty]));
  const rows = [
    ...gamed.map((row) => [Math.tanh(row.std_delta_len), row.instruction_difficulty, 0, row.preference, 0.1]),
    ...model.index.map((index, at) => [
      ...[Math.tanh((model.difference[at] ?? 0) / sd), hard.get(index) ?? 0, 1],
      ...[model.preference[at] ?? 0, 1],
    ]),
  ];
  let beta = [0, 0, 0];
  const step = 1 / (c * rows.length);
  for (let round = 0; round < 20_000; round += 1) {
    const slope = [0, 0, 0];
    for (const [a = 0, b = 0, d = 0, y = 0, weight = 0] of rows) {
      const x = [a, b, d];
      const residual = logistic(x.reduce((sum, each, at) => sum + each * (beta[at] ?? 0), 0)) - y;
      for (const [at, each] of x.entries()) slope[at] = (slope[at] ?? 0) + c * weight * residual * each;
    }
    beta = beta.map((value, at) => {
      const free = value - step * (slope[at] ?? 0);
      return Math.sign(free) * Math.max(0, Math.abs(free) - step);
    });
  }
  return beta;
}

test('`gamedWinRate()` gives the weights of an independent fit, and the mean prediction at equal length', () => {
  const scene = invented();
  const found = gamedWinRate(scene.model, scene.gamed);
  const expected = fitSlowly(scene, found?.c ?? 0);
  for (const at of [0, 1, 2] as const) expect(found?.weights[at]).toBeCloseTo(expected[at] ?? Number.NaN, 5);
  const predicted = scene.gamed
    .slice(0, 120)
    .map(({ instruction_difficulty: hard }) => logistic((expected[1] ?? 0) * hard + (expected[2] ?? 0)));
  expect(found?.winRate).toBeCloseTo(predicted.reduce((sum, each) => sum + each, 0) / 120, 6);
  expect(found?.standardError).toBeCloseTo((standardDeviation(predicted) ?? 0) / Math.sqrt(120), 6);
});

test('`fitLasso()` under a strong penalty leaves out what does not pay for itself, as the independent fit does', () => {
  const scene = invented();
  const rows = {
    x: scene.gamed.map((row) => [Math.tanh(row.std_delta_len), row.instruction_difficulty, 0] as const),
    y: scene.gamed.map(({ preference }) => preference),
    weight: scene.gamed.map(() => 0.1),
  };
  expect(fitLasso(rows, 1e-4)).toEqual([0, 0, 0]);
  const none = { index: [], preference: [], difference: [] };
  const expected = fitSlowly({ ...scene, model: none }, 0.5);
  for (const [at, value] of fitLasso(rows, 0.5).entries()) expect(value).toBeCloseTo(expected[at] ?? 1, 5);
});

test('`gamedWinRate()` draws a model whose length tells nothing towards the gamed length weight', () => {
  const { gamed, model } = invented();
  const constant = { ...model, difference: model.difference.map(() => 100) };
  const found = gamedWinRate(constant, gamed);
  expect(found?.weights[0]).toBeLessThan(-0.5);
  expect(gamedWinRate({ index: [1], preference: [1], difference: [3] }, gamed)).toBeUndefined();
  expect(() => gamedWinRate({ ...model, index: model.index.map((index) => index + 1) }, gamed)).toThrow(
    'no gamed row is about instruction 120',
  );
});
