import { describe, expect, test } from 'vitest';
import { macroMean, microMean, pooledStandardError } from '../../src/stats/pooled-standard-error.ts';
import { naiveStandardError } from '../../src/stats/standard-error.ts';
import { goldenRecords, hasGolden, needsGolden } from '../judges/graders/golden-records.ts';
import { present } from './vectors.ts';

interface Groups {
  groups: { n: number; correct: number }[];
}

interface Aggregate {
  stderr_each: number[];
  micro: number;
  macro: number;
  pooled_stderr: number;
  stderr_of_concatenation: number;
}

const scores = ({ n, correct }: { n: number; correct: number }) =>
  Array.from({ length: n }, (_, index) => (index < correct ? 1 : 0));

describe.skipIf(!hasGolden)(`official values ${needsGolden}`, () => {
  test('means and standard errors of tasks and groups are those of lm-eval', () => {
    const records = goldenRecords<Groups>('metrics.jsonl').filter(({ item }) => 'groups' in item);
    for (const { item, official } of records) {
      const expected = official as unknown as Aggregate;
      const tasks = item.groups.map((group) => ({
        mean: group.correct / group.n,
        standardError: present(naiveStandardError(scores(group))),
        n: group.n,
      }));
      for (const [index, { standardError }] of tasks.entries()) {
        expect(standardError).toBeCloseTo(expected.stderr_each[index] ?? Number.NaN, 14);
      }
      expect(present(microMean(tasks))).toBeCloseTo(expected.micro, 14);
      expect(present(macroMean(tasks))).toBeCloseTo(expected.macro, 14);
      expect(present(pooledStandardError(tasks))).toBeCloseTo(expected.pooled_stderr, 14);
      const all = present(naiveStandardError(item.groups.flatMap(scores)));
      expect(all).toBeCloseTo(expected.stderr_of_concatenation, 14);
    }
    expect(records.length).toBe(6);
  });
});

test('one task has its own standard error, and two unlike ones less than their list', () => {
  const task = { mean: 0.5, standardError: 0.1, n: 26 };
  expect(pooledStandardError([task])).toBeCloseTo(0.1, 14);
  const sure = { mean: 1, standardError: 0, n: 26 };
  expect(pooledStandardError([task, sure])).toBeCloseTo(0.05, 14);
});

test('nothing can be said of no tasks, or of one question a task', () => {
  expect(pooledStandardError([])).toBeUndefined();
  expect(pooledStandardError([{ mean: 1, standardError: 0, n: 1 }])).toBeUndefined();
  expect(microMean([])).toBeUndefined();
  expect(macroMean([])).toBeUndefined();
});
