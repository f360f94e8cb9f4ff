import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bootstrap,
  bootstrapMean,
  indexClusters,
  resampleClusters,
  standardDeviation,
} from '../../src/stats/bootstrap.ts';
import { clusteredMean } from '../../src/stats/clustered-mean.ts';
import { seededRandom } from '../../src/stats/random.ts';
import { present } from './vectors.ts';

const rows = fc
  .array(fc.tuple(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 0, max: 9 })), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((all) => new Set(all.map(([, cluster]) => cluster)).size > 1);
const split = (all: readonly (readonly [number, number])[]): [number[], string[]] => [
  all.map(([value]) => value / 2),
  all.map(([, cluster]) => `q${cluster}`),
];

test('`resampleClusters()` draws as many clusters as there are, every round anew, the same for a seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(), (clusters, seed) => {
      const draw = () => {
        const rounds: number[][] = [];
        resampleClusters(clusters, { rounds: 5, seed }, (multiplicities, round) => {
          expect(round).toBe(rounds.length);
          rounds.push([...multiplicities]);
        });
        return rounds;
      };
      const drawn = draw();
      expect(drawn).toHaveLength(5);
      for (const counts of drawn) expect(counts.reduce((sum, count) => sum + count, 0)).toBe(clusters);
      expect(draw()).toEqual(drawn);
      if (clusters > 10) expect(drawn[0]).not.toEqual(drawn[1]);
    }),
  );
});

test('`bootstrap()` counts the rounds without a value instead of hiding them', () => {
  let round = 0;
  const next = () => {
    round += 1;
    if (round % 4 === 0) return undefined;
    return round % 4 === 1 ? Number.NaN : round;
  };
  const sample = bootstrap(3, next, { rounds: 8, seed: 1 });
  expect([...sample.values]).toEqual([2, 3, 6, 7]);
  expect(sample.undefinedRounds).toBe(4);
  expect(() => bootstrap(0, () => 1, { rounds: 8, seed: 1 })).toThrow('not 0');
  expect(() => resampleClusters(3, { rounds: 0, seed: 1 }, () => undefined)).toThrow('not 0');
});

test('`bootstrapMean()` is close to the clustered standard error and interval of many questions', () => {
  const { uniform } = seededRandom(11);
  const values: number[] = [];
  const clusters: string[] = [];
  for (let question = 0; question < 200; question += 1) {
    const level = 5 + 3 * uniform();
    for (const turn of [0, 1]) {
      values.push(level + turn * uniform());
      clusters.push(`q${question}`);
    }
  }
  const resampled = present(bootstrapMean(values, clusters, { rounds: 4000, seed: 3 }));
  const exact = present(clusteredMean(values, clusters));
  expect(resampled.mean).toBeCloseTo(exact.mean, 12);
  expect(present(resampled.se) / present(exact.se)).toBeCloseTo(1, 1);
  expect(Math.abs(present(resampled.interval)[0] - present(exact.interval)[0])).toBeLessThan(0.02);
  expect(Math.abs(present(resampled.interval)[1] - present(exact.interval)[1])).toBeLessThan(0.02);
});

test('`bootstrapMean()` does not depend on the order of rows, and moves with shift and scale', () => {
  fc.assert(
    fc.property(rows, fc.nat(), (all, seed) => {
      const options = { rounds: 50, seed };
      const plain = present(bootstrapMean(...split(all), options));
      const turned = present(bootstrapMean(...split(all.toReversed()), options));
      const [values, clusters] = split(all);
      const moved = present(
        bootstrapMean(
          values.map((x) => 3 * x + 2),
          clusters,
          options,
        ),
      );
      for (const end of [0, 1] as const) {
        expect(present(turned.interval)[end]).toBeCloseTo(present(plain.interval)[end], 10);
        expect(present(moved.interval)[end]).toBeCloseTo(3 * present(plain.interval)[end] + 2, 10);
      }
      expect(moved.se).toBeCloseTo(3 * present(plain.se), 10);
    }),
  );
});

test('`bootstrapMean()` has no interval for one cluster, and nothing for no values', () => {
  const options = { rounds: 10, seed: 1 };
  expect(bootstrapMean([], [], options)).toBeUndefined();
  expect(bootstrapMean([1, 2], ['a', 'a'], options)).toEqual({
    mean: 1.5,
    se: undefined,
    interval: undefined,
  });
  expect(() => bootstrapMean([1, 2], ['a'], options)).toThrow('2 values need 2 clusters, not 1');
});

test('`indexClusters()` numbers names in their sorted order', () => {
  const { index, names } = indexClusters(['b', 'a', 'b', 'c']);
  expect([...index]).toEqual([1, 0, 1, 2]);
  expect(names).toEqual(['a', 'b', 'c']);
});

test('`standardDeviation()` divides by n − 1 and needs two values', () => {
  expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 14);
  expect(standardDeviation([1])).toBeUndefined();
});
