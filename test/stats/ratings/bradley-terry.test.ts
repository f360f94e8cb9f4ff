import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { winMatrix } from '../../../src/stats/ratings/battles.ts';
import {
  type FitOptions,
  fitBradleyTerry,
  winProbability,
} from '../../../src/stats/ratings/bradley-terry.ts';
import { sharedData } from '../../support/cli.ts';
import { battlesOf, connectedBattles, drawnBattles, type Row, rowsOfCounts } from '../battles.ts';
import { hasVectors, needsVectors, vector } from '../vectors.ts';

function ratingsOf(models: number, rows: readonly Row[], options: FitOptions = {}): number[] {
  const fit = fitBradleyTerry(winMatrix(battlesOf(models, rows)), models, options);
  if (!fit.connected) throw new Error('the win graph is not connected');
  return [...fit.ratings];
}

const closeTo = (values: readonly number[], digits: number) => values.map((v) => expect.closeTo(v, digits));

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('`fitBradleyTerry()` gives exact ratings, mean 1000 or anchored', () => {
    const block = vector<{
      counts: Record<string, number>;
      ids: string[];
      exact: Record<string, number>;
      rating: number[];
      step_400log10_2: number;
      anchored_C_1000: Record<string, number>;
      winprob_A_vs_C: number;
    }>('bt_exact_3');
    const rows = rowsOfCounts(block.counts, block.ids);
    const ratings = ratingsOf(3, rows);
    expect(ratings).toEqual(closeTo(block.rating, 9));
    expect(ratings).toEqual(closeTo(Object.values(block.exact), 9));
    expect((ratings[0] ?? 0) - (ratings[1] ?? 0)).toBeCloseTo(block.step_400log10_2, 9);
    const anchored = ratingsOf(3, rows, { anchor: { model: 2, rating: 1000 } });
    expect(anchored).toEqual(closeTo(Object.values(block.anchored_C_1000), 9));
    expect(winProbability(ratings[0] ?? 0, ratings[2] ?? 0)).toBeCloseTo(block.winprob_A_vs_C, 12);
  });

  test('`fitBradleyTerry()` counts a tie as half a win each way', () => {
    const block = vector<
      Record<'A_wins' | 'B_wins' | 'ties' | 'diff_exact' | 'p', number> & { rating: number[] }
    >('bt_ties_2');
    const rows: Row[] = [
      ...new Array<Row>(block.A_wins).fill([0, 1, 1]),
      ...new Array<Row>(block.B_wins).fill([0, 1, 0]),
      ...new Array<Row>(block.ties).fill([0, 1, 0.5]),
    ];
    const ratings = ratingsOf(2, rows);
    expect(ratings).toEqual(closeTo(block.rating, 9));
    expect((ratings[0] ?? 0) - (ratings[1] ?? 0)).toBeCloseTo(block.diff_exact, 9);
    expect(winProbability(ratings[0] ?? 0, ratings[1] ?? 0)).toBeCloseTo(block.p, 12);
  });
});

describe.skipIf(!hasVectors)(`further exact cases ${needsVectors}`, () => {
  test('`fitBradleyTerry()` gives the strengths of the four players that are published', () => {
    const block = vector<{
      wins: Record<string, number>;
      ids: string[];
      rating: number[];
      power_geomean1: Record<string, number>;
      published: Record<string, number>;
    }>('bt_wikipedia_4');
    const ratings = ratingsOf(4, rowsOfCounts(block.wins, block.ids));
    expect(ratings).toEqual(closeTo(block.rating, 6));
    const strengths = ratings.map((rating) => 10 ** ((rating - 1000) / 400));
    expect(strengths).toEqual(closeTo(Object.values(block.power_geomean1), 7));
    expect(strengths).toEqual(closeTo(Object.values(block.published), 2));
  });

  test('`fitBradleyTerry()` gives no number where one model has won everything', () => {
    expect(vector<{ rows: string }>('bt_degenerate').rows).toBe('A beats B 5-0 only');
    const fit = fitBradleyTerry(Float64Array.from([0, 5, 0, 0]), 2);
    expect(fit).toEqual({
      connected: false,
      components: [
        { models: [0], winsOutside: true, lossesOutside: false },
        { models: [1], winsOutside: false, lossesOutside: true },
      ],
    });
  });
});

const humanFile = join(sharedData, 'human', 'human.jsonl');

describe.skipIf(!existsSync(humanFile))('real votes (needs shared/data/human)', () => {
  test("`fitBradleyTerry()` gives FastChat's ratings of all human votes", () => {
    const votes: { model_a: string; model_b: string; winner: string }[] = readFileSync(humanFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const ids = [...new Set(votes.flatMap((vote) => [vote.model_a, vote.model_b]))].sort();
    const scores: Record<string, number> = { model_a: 1, model_b: 0 };
    const rows = votes.map(
      (vote): Row => [ids.indexOf(vote.model_a), ids.indexOf(vote.model_b), scores[vote.winner] ?? 0.5],
    );
    const ratings = ratingsOf(ids.length, rows);
    const rating = (id: string) => ratings[ids.indexOf(id)] ?? 0;
    expect(votes).toHaveLength(3355);
    expect(Math.abs(rating('gpt-4') - 1177.391)).toBeLessThan(0.01);
    expect(Math.abs(rating('claude-v1') - 1111.675)).toBeLessThan(0.01);
    expect(Math.abs(rating('gpt-3.5-turbo') - 1104.163)).toBeLessThan(0.01);
  });
});

test('`fitBradleyTerry()` expects as many wins of each model as there were', () => {
  fc.assert(
    fc.property(connectedBattles, ({ models, rows }) => {
      const wins = winMatrix(battlesOf(models, rows));
      const ratings = ratingsOf(models, rows);
      for (let i = 0; i < models; i += 1) {
        let surplus = 0;
        for (let j = 0; j < models; j += 1) {
          const [won = 0, lost = 0] = [wins[i * models + j], wins[j * models + i]];
          surplus += won - (won + lost) * winProbability(ratings[i] ?? 0, ratings[j] ?? 0);
        }
        expect(Math.abs(surplus)).toBeLessThan(1e-9);
      }
      expect(ratings.reduce((sum, rating) => sum + rating, 0) / models).toBeCloseTo(1000, 9);
    }),
  );
});

test('`fitBradleyTerry()` ignores the order of rows, their sides, repeats of all, and what models are called', () => {
  fc.assert(
    fc.property(connectedBattles, ({ models, rows }) => {
      const ratings = ratingsOf(models, rows);
      const swapped = rows.map(([a, b, score]): Row => [b, a, 1 - score]).reverse();
      expect(ratingsOf(models, swapped)).toEqual(closeTo(ratings, 7));
      expect(ratingsOf(models, [...rows, ...rows])).toEqual(closeTo(ratings, 7));
      const renamed = rows.map(([a, b, score]): Row => [models - 1 - a, models - 1 - b, score]);
      expect(ratingsOf(models, renamed)).toEqual(closeTo(ratings.toReversed(), 7));
      const reversed = rows.map(([a, b, score]): Row => [a, b, 1 - score]);
      expect(ratingsOf(models, reversed)).toEqual(
        closeTo(
          ratings.map((r) => 2000 - r),
          7,
        ),
      );
    }),
  );
});

test('`fitBradleyTerry()` shifts all ratings to the anchor, and ends at the same place from any start', () => {
  fc.assert(
    fc.property(
      connectedBattles,
      fc.array(fc.integer({ min: -3000, max: 3000 }), { minLength: 6 }),
      ({ models, rows }, from) => {
        const ratings = ratingsOf(models, rows);
        const start = Float64Array.from(from.slice(0, models));
        expect(ratingsOf(models, rows, { start })).toEqual(closeTo(ratings, 7));
        expect(ratingsOf(models, rows, { start, tolerance: 0.01 })).toEqual(closeTo(ratings, 2));
        const shift = 1114 - (ratings[1] ?? 0);
        const anchored = ratingsOf(models, rows, { anchor: { model: 1, rating: 1114 } });
        expect(anchored).toEqual(
          closeTo(
            ratings.map((r) => r + shift),
            7,
          ),
        );
      },
    ),
  );
});

test('`fitBradleyTerry()` needs one step from where it would end', () => {
  const { rows } = drawnBattles({ models: 5, battles: 500, questions: 1, seed: 1 });
  const wins = winMatrix(battlesOf(5, rows));
  const cold = fitBradleyTerry(wins, 5);
  if (!cold.connected) throw new Error('the win graph is not connected');
  expect(cold.steps).toBeGreaterThan(3);
  expect(fitBradleyTerry(wins, 5, { start: cold.ratings })).toMatchObject({ steps: 1 });
});

test('`fitBradleyTerry()` finds extreme ratings of a long chain', () => {
  const n = 30;
  const wins = new Float64Array(n * n);
  for (let i = 0; i + 1 < n; i += 1) {
    wins[i * n + i + 1] = 1000;
    wins[(i + 1) * n + i] = 1;
  }
  const fit = fitBradleyTerry(wins, n);
  if (!fit.connected) throw new Error('a chain with an upset at every link is connected');
  expect((fit.ratings[0] ?? 0) - (fit.ratings[n - 1] ?? 0)).toBeCloseTo(29 * 1200, 4);
});

test('`fitBradleyTerry()` refuses tables that are none and anchors that are no model', () => {
  expect(() => fitBradleyTerry(new Float64Array(3), 2)).toThrow('3 counts are not a 2 × 2 table');
  expect(() => fitBradleyTerry(Float64Array.from([0, -1, 1, 0]), 2)).toThrow('not negative');
  expect(() => fitBradleyTerry(Float64Array.from([0, Number.NaN, 1, 0]), 2)).toThrow('finite');
  const anchor = { model: 2, rating: 1000 };
  expect(() => fitBradleyTerry(Float64Array.from([0, 1, 1, 0]), 2, { anchor })).toThrow('none of 2 models');
});
