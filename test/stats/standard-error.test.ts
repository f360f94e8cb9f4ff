import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusteredMean } from '../../src/stats/clustered-mean.ts';
import { clusteredStandardError, naiveStandardError } from '../../src/stats/standard-error.ts';
import { hasVectors, needsVectors, present, vector } from './vectors.ts';

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('every standard error of the clustered blocks is matched', () => {
    for (const name of ['clustered_se', 'clustered_se_unbalanced']) {
      const block = vector<
        { values: number[]; cluster: string[] } & Record<'se_naive' | 'se_miller' | 'se_cr0', number>
      >(name);
      expect(naiveStandardError(block.values)).toBeCloseTo(block.se_naive, 14);
      expect(clusteredStandardError(block.values, block.cluster, 'miller')).toBeCloseTo(block.se_miller, 14);
      expect(clusteredStandardError(block.values, block.cluster, 'cr0')).toBeCloseTo(block.se_cr0, 14);
    }
  });

  test('means of the mtbench_aggregate block are over judged rows, not over turns', () => {
    const block = vector<
      { rows_model_turn_score: [string, number, number][] } & Record<
        'turn1' | 'turn2' | 'average_fastchat' | 'wrong_mean_of_turns' | 'n_invalid' | 'v',
        number
      >
    >('mtbench_aggregate');
    const judged = block.rows_model_turn_score.filter(([, , score]) => score !== -1);
    const mean = (rows: readonly (readonly [string, number, number])[]) =>
      clusteredMean(
        rows.map(([, , score]) => score),
        rows.map((_, row) => `q${row}`),
      )?.mean;
    expect(block.rows_model_turn_score.length - judged.length).toBe(block.n_invalid);
    expect(mean(judged.filter(([, turn]) => turn === 1))).toBeCloseTo(block.turn1, 14);
    expect(mean(judged.filter(([, turn]) => turn === 2))).toBeCloseTo(block.turn2, 14);
    expect(mean(judged)).toBeCloseTo(block.average_fastchat, 14);
    expect(mean(judged)).not.toBeCloseTo(block.wrong_mean_of_turns, 2);
    expect(1257 / 159).toBeCloseTo(block.v, 14);
  });
});

const rows = fc.array(fc.tuple(fc.integer({ min: 2, max: 20 }), fc.nat(6)), { minLength: 2, maxLength: 40 });

test('clusters of one give the naive error, `cr0` by the factor (n − 1)/n of its square', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const values = all.map(([value]) => value);
      const alone = values.map((_, row) => `q${row}`);
      const naive = present(naiveStandardError(values));
      expect(clusteredStandardError(values, alone, 'miller')).toBeCloseTo(naive, 10);
      expect(clusteredStandardError(values, alone, 'cr0')).toBeCloseTo(
        naive * Math.sqrt((values.length - 1) / values.length),
        10,
      );
    }),
  );
});

test('`cr0` is the error of `clusteredMean()` without its small-sample factor, in any order and scale', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const values = all.map(([value]) => value);
      const clusters = all.map(([, cluster]) => `q${cluster}`);
      const own = clusteredStandardError(values, clusters, 'cr0');
      const mean = present(clusteredMean(values, clusters));
      const factor = Math.sqrt((mean.clusters - 1) / mean.clusters);
      expect(own ?? -1).toBeCloseTo(mean.se === undefined ? -1 : mean.se * factor, 10);
      const turned = clusteredStandardError(
        values.map((v) => 3 - 2 * v).reverse(),
        clusters.toReversed(),
        'cr0',
      );
      expect(turned ?? -1).toBeCloseTo(own === undefined ? -1 : 2 * own, 10);
    }),
  );
});

test('errors that do not exist are undefined', () => {
  expect(naiveStandardError([1])).toBeUndefined();
  expect(clusteredStandardError([1, 2], ['a', 'a'], 'cr0')).toBeUndefined();
  // Two questions whose turns cancel leave what Miller's first term has too much.
  expect(clusteredStandardError([1, 9, 9, 1], ['a', 'a', 'b', 'b'], 'cr0')).toBe(0);
  expect(clusteredStandardError([1, 9, 9, 1], ['a', 'a', 'b', 'b'], 'miller')).toBeCloseTo(
    Math.sqrt(64 / 48),
    12,
  );
  expect(() => clusteredStandardError([1, 2], ['a'], 'cr0')).toThrow('2 values need 2 clusters, not 1');
});
