import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClusteredMean, clusteredMean } from '../../src/stats/clustered-mean.ts';
import { sharedData } from '../support/cli.ts';

interface Vector {
  values: number[];
  cluster: string[];
  n: number;
  clusters: number;
  mean: number;
  se_inspect_C_over_Cminus1: number;
  t_crit: number;
  ci95_t?: [number, number];
}

function present(mean: ClusteredMean | undefined) {
  if (mean?.se === undefined || mean.interval === undefined) throw new Error('no standard error');
  return { ...mean, se: mean.se, interval: mean.interval };
}

const row = fc.tuple(
  fc.integer({ min: 2, max: 20 }).map((halves) => halves / 2),
  fc.integer({ min: 0, max: 9 }),
);
const rows = fc
  .array(row, { minLength: 2, maxLength: 60 })
  .filter((all) => new Set(all.map(([, c]) => c)).size > 1);
const meanOf = (all: readonly (readonly [number, number | string])[]) =>
  present(
    clusteredMean(
      all.map(([value]) => value),
      all.map(([, cluster]) => `q${cluster}`),
    ),
  );

const vectorsFile = join(sharedData, 'vectors.json');

describe.skipIf(!existsSync(vectorsFile))(
  'exact vectors (skipped where the shared records are absent)',
  () => {
    const vectors = () => JSON.parse(readFileSync(vectorsFile, 'utf8')) as Record<string, Vector>;

    test.each(['clustered_se', 'clustered_se_unbalanced'])(
      '`clusteredMean()` gives the figures of %s',
      (name) => {
        const vector = vectors()[name];
        if (!vector) throw new Error(`no vector ${name}`);
        const result = present(clusteredMean(vector.values, vector.cluster));
        expect(result).toMatchObject({ n: vector.n, clusters: vector.clusters });
        expect(result.mean).toBeCloseTo(vector.mean, 14);
        expect(result.se).toBeCloseTo(vector.se_inspect_C_over_Cminus1, 14);
        // The critical values of the vectors are themselves good to nine decimals (4.302652729749462 is exact for two).
        expect((result.interval[1] - result.mean) / result.se).toBeCloseTo(vector.t_crit, 9);
        const [low, high] = vector.ci95_t ?? result.interval;
        expect(result.interval[0]).toBeCloseTo(low, 9);
        expect(result.interval[1]).toBeCloseTo(high, 9);
      },
    );
  },
);

test('`clusteredMean()` of balanced clusters has the standard error of the cluster means', () => {
  const values = [8, 9, 5, 6, 10, 4, 7, 7];
  const result = present(clusteredMean(values, ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd']));
  const deviations = [8.5, 5.5, 7, 7].map((mean) => (mean - 7) ** 2);
  const variance = deviations.reduce((sum, square) => sum + square, 0) / 3;
  expect(result.se).toBeCloseTo(Math.sqrt(variance / 4), 14);
});

test('`clusteredMean()` of clusters of one has the ordinary standard error', () => {
  const result = present(clusteredMean([1, 2, 3, 4], ['a', 'b', 'c', 'd']));
  expect(result.se).toBeCloseTo(Math.sqrt(5 / 3 / 4), 14);
  expect(result.clusters).toBe(4);
});

test('`clusteredMean()` gives no interval for one cluster, and nothing for no values', () => {
  expect(clusteredMean([7, 8], ['a', 'a'])).toEqual({
    mean: 7.5,
    n: 2,
    clusters: 1,
    se: undefined,
    interval: undefined,
  });
  expect(clusteredMean([], [])).toBeUndefined();
});

test('`clusteredMean()` throws a RangeError when values and clusters do not pair up', () => {
  expect(() => clusteredMean([1, 2], ['a'])).toThrow(RangeError);
});

test('`clusteredMean()` does not depend on the order of the rows', () => {
  const shuffled = rows.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      const [a, b] = [meanOf(all), meanOf(other)];
      expect(b.mean).toBeCloseTo(a.mean, 12);
      expect(b.se).toBeCloseTo(a.se, 12);
    }),
  );
});

test('`clusteredMean()` does not depend on the names of the clusters', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const renamed = all.map(([value, cluster]) => [value, `other ${9 - cluster}`] as const);
      expect(meanOf(renamed)).toEqual(meanOf(all));
    }),
  );
});

test('`clusteredMean()` moves with a shift of all values, and its standard error stays', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: -100, max: 100 }), (all, shift) => {
      const [a, b] = [meanOf(all), meanOf(all.map(([value, cluster]) => [value + shift, cluster] as const))];
      expect(b.mean).toBeCloseTo(a.mean + shift, 10);
      expect(b.se).toBeCloseTo(a.se, 10);
    }),
  );
});

test('`clusteredMean()` grows with a scale of all values, its standard error and interval too', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 50 }), (all, scale) => {
      const [a, b] = [meanOf(all), meanOf(all.map(([value, cluster]) => [value * scale, cluster] as const))];
      expect(b.mean).toBeCloseTo(a.mean * scale, 9);
      expect(b.se).toBeCloseTo(a.se * scale, 9);
      expect(b.interval[0]).toBeCloseTo(a.interval[0] * scale, 8);
    }),
  );
});

test('`clusteredMean()` knows no more from rows that repeat within their cluster', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const [a, b] = [meanOf(all), meanOf([...all, ...all])];
      expect(b.se).toBeCloseTo(a.se, 12);
      expect(b.n).toBe(2 * a.n);
    }),
  );
});

test('`clusteredMean()` centres its interval on the mean, and widens it with the confidence', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const values = all.map(([value]) => value);
      const clusters = all.map(([, cluster]) => `q${cluster}`);
      const narrow = present(clusteredMean(values, clusters, { confidence: 0.8 }));
      const wide = present(clusteredMean(values, clusters, { confidence: 0.99 }));
      expect((wide.interval[0] + wide.interval[1]) / 2).toBeCloseTo(wide.mean, 9);
      expect(wide.interval[0]).toBeLessThanOrEqual(narrow.interval[0]);
      expect(wide.interval[1]).toBeGreaterThanOrEqual(narrow.interval[1]);
    }),
  );
});
