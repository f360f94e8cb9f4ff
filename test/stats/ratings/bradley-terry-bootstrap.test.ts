import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resampleClusters, standardDeviation } from '../../../src/stats/bootstrap.ts';
import { winMatrix } from '../../../src/stats/ratings/battles.ts';
import { fitBradleyTerry } from '../../../src/stats/ratings/bradley-terry.ts';
import {
  bootstrapBattles,
  bootstrapQuestions,
  type RatingSample,
  ratingIntervals,
} from '../../../src/stats/ratings/bradley-terry-bootstrap.ts';
import { modelCovariance, ratingErrors } from '../../../src/stats/ratings/bradley-terry-errors.ts';
import { distinctOutcomes, winsByCluster } from '../../../src/stats/ratings/resampled-wins.ts';
import { battlesOf, drawnBattles, type Row } from '../battles.ts';
import { present } from '../vectors.ts';

const drawn = drawnBattles({ models: 5, battles: 3000, questions: 60, seed: 21 });
const battles = battlesOf(5, drawn.rows);

function solved(sample: ReturnType<typeof bootstrapBattles>): RatingSample {
  if (!sample.connected) throw new Error('the win graph is not connected');
  return sample;
}

test('`bootstrapQuestions()` fits the battles of the questions drawn, each as often as it was drawn', () => {
  const options = { rounds: 6, seed: 4 };
  const sample = solved(bootstrapQuestions(winsByCluster(battles, drawn.question), options));
  expect(sample.unsolvedRounds).toBe(0);
  resampleClusters(60, options, (multiplicities, round) => {
    const rows = drawn.rows.flatMap((row, place) =>
      new Array<Row>(multiplicities[drawn.question[place] ?? 0] ?? 0).fill(row),
    );
    const fit = fitBradleyTerry(winMatrix(battlesOf(5, rows)), 5);
    if (!fit.connected) throw new Error('the win graph is not connected');
    const ratings = [...sample.ratings.slice(round * 5, round * 5 + 5)];
    expect(ratings).toEqual([...fit.ratings].map((rating) => expect.closeTo(rating, 5)));
  });
});

test('a bootstrap repeats itself for a seed and does not depend on the order of rows or sides', () => {
  const order = fc.shuffledSubarray([...drawn.rows.keys()], { minLength: drawn.rows.length });
  fc.assert(
    fc.property(order, fc.nat(), (places, seed) => {
      const rows = places.map((place): Row => {
        const [a, b, score] = drawn.rows[place] ?? [0, 1, 0];
        return place % 2 === 0 ? [a, b, score] : [b, a, 1 - score];
      });
      const shuffled = battlesOf(5, rows);
      const question = places.map((place) => drawn.question[place] ?? 0);
      const options = { rounds: 3, seed };
      const near = (sample: RatingSample) => [...sample.ratings].map((rating) => expect.closeTo(rating, 6));
      expect([...solved(bootstrapQuestions(winsByCluster(shuffled, question), options)).ratings]).toEqual(
        near(solved(bootstrapQuestions(winsByCluster(battles, drawn.question), options))),
      );
      expect([...solved(bootstrapBattles(distinctOutcomes(shuffled), options)).ratings]).toEqual(
        near(solved(bootstrapBattles(distinctOutcomes(battles), options))),
      );
    }),
    { numRuns: 5 },
  );
});

test('`bootstrapBattles()` spreads as the model says of independent battles', () => {
  const { rows } = drawnBattles({ models: 4, battles: 4000, questions: 1, seed: 3 });
  const decided = battlesOf(
    4,
    rows.filter(([, , score]) => score !== 0.5),
  );
  const wins = winMatrix(decided);
  const fit = fitBradleyTerry(wins, 4);
  if (!fit.connected) throw new Error('the win graph is not connected');
  const errors = ratingErrors(modelCovariance(wins, fit.ratings), 4);
  const sample = solved(bootstrapBattles(distinctOutcomes(decided), { rounds: 1500, seed: 6 }));
  const intervals = ratingIntervals(sample);
  for (let model = 0; model < 4; model += 1) {
    const ratings = Array.from({ length: 1500 }, (_, round) => sample.ratings[round * 4 + model] ?? 0);
    const error = errors[model] ?? 0;
    expect(Math.abs(present(standardDeviation(ratings)) / error - 1)).toBeLessThan(0.1);
    const [low, high] = present(intervals[model]);
    expect(Math.abs((high - low) / (2 * 1.96 * error) - 1)).toBeLessThan(0.12);
    expect(low < (fit.ratings[model] ?? 0) && (fit.ratings[model] ?? 0) < high).toBe(true);
  }
});

test('rounds that fall apart are counted, and a table that does gives no sample at all', () => {
  // One upset in twenty: it is missing from a third of the samples.
  const rows: Row[] = [...new Array<Row>(19).fill([0, 1, 1]), [0, 1, 0]];
  const question = [...rows.keys()];
  const sample = solved(
    bootstrapQuestions(winsByCluster(battlesOf(2, rows), question), { rounds: 200, seed: 1 }),
  );
  expect(sample.unsolvedRounds).toBeGreaterThan(40);
  expect(sample.unsolvedRounds).toBeLessThan(110);
  expect(sample.ratings).toHaveLength(2 * (200 - sample.unsolvedRounds));
  expect(sample.ratings.every(Number.isFinite)).toBe(true);
  const apart = battlesOf(2, rows.slice(0, 19));
  expect(
    bootstrapQuestions(winsByCluster(apart, question.slice(0, 19)), { rounds: 9, seed: 1 }).connected,
  ).toBe(false);
  expect(bootstrapBattles(distinctOutcomes(apart), { rounds: 9, seed: 1 }).connected).toBe(false);
});

test('an anchor holds in every round', () => {
  const options = { rounds: 10, seed: 1, anchor: { model: 3, rating: 1114 } };
  const [, , , anchored] = ratingIntervals(
    solved(bootstrapQuestions(winsByCluster(battles, drawn.question), options)),
  );
  expect(anchored).toEqual([1114, 1114]);
  expect(
    ratingIntervals({ connected: true, ratings: new Float64Array(0), models: 2, unsolvedRounds: 5 }),
  ).toEqual([undefined, undefined]);
});
