import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standardDeviation } from '../../../src/stats/bootstrap.ts';
import { meanAbsoluteDifference, spearman } from '../../../src/stats/correlation.ts';
import { seededRandom } from '../../../src/stats/random.ts';
import { type LengthMatches, lengthControlledWinRates } from '../../../src/stats/ratings/length-control.ts';
import { winRates } from '../../../src/stats/ratings/win-rate.ts';
import { sharedData } from '../../support/cli.ts';
import { present } from '../vectors.ts';

type Row = readonly [instruction: number, score: number, difference: number];

const matches = (rows: readonly Row[]): LengthMatches => ({
  instruction: rows.map(([instruction]) => instruction),
  score: rows.map(([, score]) => score),
  difference: rows.map(([, , difference]) => difference),
});

const controlled = (pool: readonly (readonly Row[])[]) =>
  lengthControlledWinRates(pool.map(matches)).map(present);

/** Models that have neither won nor lost everything; the first two rows see to it. */
const pools = fc.array(
  fc
    .array(
      fc.tuple(
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(0, 0.25, 0.5, 1),
        fc.integer({ min: -900, max: 900 }),
      ),
      { maxLength: 20 },
    )
    .map((rows): Row[] => [[0, 1, 30], [1, 0, -10], ...rows]),
  { minLength: 1, maxLength: 5 },
);

const logistic = (z: number) => 1 / (1 + Math.exp(-z));

/** Preferences without noise: 15 models, 200 instructions, θ from −2 to 2.2, and a length weight of `phi`. */
function known(phi: number): { pool: Row[][]; truth: number[] } {
  const { uniform } = seededRandom(11);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const hard = Array.from({ length: 200 }, () => 1.5 * normal());
  const models = Array.from({ length: 15 }, (_, m) => ({ theta: 0.3 * m - 2, longer: m % 3 === 0 ? 1 : -1 }));
  const pool = models.map(({ theta, longer }): Row[] => {
    const differences = hard.map(() => 300 * normal() + 200 * longer);
    const sd = standardDeviation(differences) ?? 1;
    return hard.map((gamma, x) => {
      const difference = differences[x] ?? 0;
      return [x, logistic(theta + phi * Math.tanh(difference / sd) + gamma), difference];
    });
  });
  const truth = models.map(({ theta }) => hard.reduce((sum, g) => sum + logistic(theta + g), 0) / 200);
  return { pool, truth };
}

test('`lengthControlledWinRates()` gives a fit that was computed by gradient descent in Python', () => {
  const found = controlled([
    [
      [0, 1, 120],
      [1, 0.7, 40],
      [2, 0, -30],
      [3, 0.5, 10],
    ],
    [
      [0, 0, -50],
      [1, 0.2, 20],
      [2, 1, 60],
      [4, 0, -80],
    ],
    [
      [1, 0.9, 10],
      [2, 0.5, -20],
      [3, 1, 90],
      [4, 0.4, 30],
    ],
  ]);
  const expected = [
    [0.4712782575263512, 1.0630846666208897, 1.0012949787031924],
    [0.28833217134640404, 1.063886066496816, 1.002064149817035],
    [0.6386694768016135, 1.0441347344868819, 1.0108401202259494],
  ];
  for (const [model, { winRate, lengthCoefficient, difficultySlope }] of found.entries()) {
    const [rate = 0, phi = 0, psi = 0] = expected[model] ?? [];
    expect(winRate).toBeCloseTo(rate, 9);
    expect(lengthCoefficient).toBeCloseTo(phi, 9);
    expect(difficultySlope).toBeCloseTo(psi, 9);
  }
});

test('`lengthControlledWinRates()` finds a known length effect, and keeps the order of the models', () => {
  for (const phi of [0, 1.5, -1]) {
    const { pool, truth } = known(phi);
    const found = controlled(pool);
    const rates = found.map(({ winRate }) => winRate);
    const raw = found.map(({ rawWinRate }) => rawWinRate);
    expect(meanAbsoluteDifference(rates, truth)).toBeLessThan(0.01);
    if (phi !== 0) expect(meanAbsoluteDifference(raw, truth)).toBeGreaterThan(0.05);
    for (const { lengthCoefficient } of found) expect(Math.abs(lengthCoefficient - phi)).toBeLessThan(0.3);
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
  }
});

test('`lengthControlledWinRates()` ignores the order of models, rows and instructions, and the unit of length', () => {
  fc.assert(
    fc.property(pools, (pool) => {
      const plain = controlled(pool).map(({ winRate }) => winRate);
      const others = [
        controlled(pool.toReversed()).toReversed(),
        controlled(pool.map((rows) => rows.toReversed())),
        controlled(pool.map((rows) => rows.map(([x, won, d]) => [9 - x, won, d] as const))),
        controlled(pool.map((rows) => rows.map(([x, won, d]) => [x, won, 4 * d] as const))),
      ];
      for (const other of others) {
        for (const [model, { winRate }] of other.entries()) expect(winRate).toBeCloseTo(plain[model] ?? 0, 6);
      }
    }),
    { numRuns: 60 },
  );
});

test('`lengthControlledWinRates()` becomes its complement when counted from the side of the baseline', () => {
  fc.assert(
    fc.property(pools, (pool) => {
      const plain = controlled(pool);
      const swapped = controlled(pool.map((rows) => rows.map(([x, won, d]) => [x, 1 - won, -d] as const)));
      for (const [model, { winRate, lengthCoefficient }] of swapped.entries()) {
        expect(winRate).toBeCloseTo(1 - (plain[model]?.winRate ?? 0), 6);
        expect(lengthCoefficient).toBeCloseTo(plain[model]?.lengthCoefficient ?? 0, 6);
      }
    }),
    { numRuns: 60 },
  );
});

test('`lengthControlledWinRates()` is the raw rate where lengths never differ', () => {
  fc.assert(
    fc.property(pools, (pool) => {
      const found = controlled(pool.map((rows) => rows.map(([x, won]) => [x, won, 7] as const)));
      for (const { winRate, rawWinRate, lengthCoefficient } of found) {
        expect(winRate).toBeCloseTo(rawWinRate, 7);
        expect(lengthCoefficient).toBeCloseTo(0, 7);
      }
    }),
    { numRuns: 60 },
  );
});

test('`lengthControlledWinRates()` rises for a model that does better everywhere', () => {
  const { pool } = known(1.5);
  const plain = controlled(pool);
  const better = controlled(
    pool.map((rows, m) =>
      m === 4 ? rows.map(([x, won, d]) => [x, won + 0.2 * (1 - won), d] as const) : rows,
    ),
  );
  expect(better[4]?.winRate).toBeGreaterThan((plain[4]?.winRate ?? 1) + 0.05);
});

test('`lengthControlledWinRates()` says nothing of a model that won or lost everything', () => {
  const mixed: Row[] = [
    [0, 1, 5],
    [1, 0, 3],
  ];
  const rows = [mixed, [[0, 1, 5]], [[0, 0, 5]], []] satisfies Row[][];
  const [first, ...others] = lengthControlledWinRates(rows.map(matches));
  expect(others).toEqual([undefined, undefined, undefined]);
  expect(first).toEqual(controlled([mixed])[0]);
  expect(lengthControlledWinRates([])).toEqual([]);
  expect(() => lengthControlledWinRates([{ ...matches(mixed), difference: [1] }])).toThrow(
    'length difference',
  );
  expect(() => lengthControlledWinRates([matches([[0, 2, 1]])])).toThrow('0 to 1');
});

const folder = join(sharedData, 'alpaca_eval');

interface Annotation {
  model: string;
  instruction: number;
  preference: number | null;
  length_1: number;
  length_2: number;
}

const lines = (name: string) => readFileSync(join(folder, name), 'utf8').trim().split('\n');
/** Each model's published figures, by column, and its matches. */
function readPublished() {
  const [head = '', ...rows] = lines('published.csv');
  const names = head.split(',');
  const published = rows.map((row) => new Map(row.split(',').map((cell, at) => [names[at], cell])));
  const byModel = new Map<string, Row[]>();
  for (const line of lines('annotations.jsonl')) {
    const { model, instruction, preference, length_1, length_2 } = JSON.parse(line) as Annotation;
    // 1 is the baseline, 2 the model; 0 or nothing stands for a draw.
    const row: Row = [instruction, (preference || 1.5) - 1, length_2 - length_1];
    byModel.set(model, [...(byModel.get(model) ?? []), row]);
  }
  return published.map((figures) => {
    const model = present(figures.get('model'));
    return { of: (name: string) => Number(figures.get(name)), rows: present(byModel.get(model)) };
  });
}

describe.skipIf(!existsSync(folder))('31 models of AlpacaEval 2 (needs shared/data/alpaca_eval)', () => {
  test('the win rates, standard errors and counts are the published ones', () => {
    const models = readPublished();
    expect(models).toHaveLength(31);
    const found = controlled(models.map(({ rows }) => rows));
    for (const [model, { of, rows }] of models.entries()) {
      const scores = rows.map(([, score]) => score);
      const win = scores.filter((score) => score > 0.5).length;
      const loss = scores.filter((score) => score < 0.5).length;
      const tie = scores.length - win - loss;
      expect([win, loss, tie]).toEqual([of('n_wins'), of('n_wins_base'), of('n_draws')]);
      expect(100 * (found[model]?.rawWinRate ?? 0)).toBeCloseTo(of('win_rate'), 9);
      expect((100 * present(standardDeviation(scores))) / Math.sqrt(805)).toBeCloseTo(
        of('standard_error'),
        9,
      );
      expect(100 * present(winRates({ win, loss, tie })).winRateAdjusted).toBeCloseTo(
        of('discrete_win_rate'),
        9,
      );
    }
  });

  test('the length-controlled win rates are within 0.5 points of the published ones on average', () => {
    const models = readPublished();
    const found = controlled(models.map(({ rows }) => rows)).map(({ winRate }) => 100 * winRate);
    const published = models.map(({ of }) => of('length_controlled_winrate'));
    expect(meanAbsoluteDifference(found, published)).toBeLessThan(0.5);
    expect(spearman(found, published)).toBeGreaterThan(0.995);
    for (const [model, rate] of found.entries())
      expect(Math.abs(rate - (published[model] ?? 0))).toBeLessThan(2);
  });

  test('wins, ties and losses alone come within 1.5 points, in the same order', () => {
    const models = readPublished();
    const found = controlled(
      models.map(({ rows }) => rows.map(([x, won, d]) => [x, (Math.sign(won - 0.5) + 1) / 2, d])),
    );
    const published = models.map(({ of }) => of('length_controlled_winrate'));
    const rates = found.map(({ winRate }) => 100 * winRate);
    expect(meanAbsoluteDifference(rates, published)).toBeLessThan(1.5);
    expect(spearman(rates, published)).toBeGreaterThan(0.99);
  });
});
