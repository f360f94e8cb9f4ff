import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { panelOf } from '../../../src/results/leaderboard/panel.ts';
import { type Score, usableScores } from '../../../src/results/leaderboard/score.ts';
import { sharedData } from '../../support/cli.ts';
import { scoreRow } from '../board.ts';

const panel = (rows: readonly Score[]) => panelOf(usableScores(rows));

const column = (judge: string, scores: readonly (number | undefined)[]) =>
  scores.map((score, index) => scoreRow({ judge, question: String(index), score }));

test('`panelOf()` compares two judges on the matches that both have rated', () => {
  const rows = [...column('j', [1, 3, 5, 9, undefined]), ...column('k', [2, 3, 4, undefined, 9])];
  // Values 1 2 3 3 5 4: D_o = (1 + 0 + 1)·2/6 = 2/3; D_e = (12·64 − 2·18²)/30 = 4.
  const expected = {
    matches: 3,
    alpha: 1 - 2 / 3 / 4,
    spearman: 1,
    mean_absolute_difference: 2 / 3,
    far_apart: 0,
  };
  expect(panel(rows).pairs).toEqual([{ judges: ['j', 'k'], ...expected, alpha: expect.closeTo(5 / 6, 12) }]);
  expect(panel(rows).together).toMatchObject({ judges: ['j', 'k'], matches: 3 });
});

test('`panelOf()` weighs pairs of scores alike when it takes all judges together', () => {
  const rows = [...column('j', [1, 1, 1, 1]), ...column('k', [1, 1, 1, 5]), ...column('l', [4])];
  const { pairs, together } = panel(rows);
  expect(pairs.map(({ judges, matches }) => [...judges, matches])).toEqual([
    ['j', 'k', 4],
    ['j', 'l', 1],
    ['k', 'l', 1],
  ]);
  expect(together).toMatchObject({
    matches: 4,
    mean_absolute_difference: (4 + 3 + 3) / 6,
    far_apart: 3 / 6,
    spearman: null,
  });
});

test('`panelOf()` compares means over repeats', () => {
  const rows = [
    ...column('j', [2, 8]),
    scoreRow({ judge: 'j', question: '0', repeat: 1, score: 4 }),
    ...column('k', [3, 8]),
  ];
  expect(panel(rows).pairs[0]).toMatchObject({ mean_absolute_difference: 0, alpha: 1 });
});

test('`panelOf()` gives the spread within a match and the share of equal repeats', () => {
  const repeats = (question: string, scores: readonly number[]) =>
    scores.map((score, repeat) => scoreRow({ question, repeat, score }));
  const rows = [...repeats('1', [7, 7, 9]), ...repeats('2', [5, 5]), ...repeats('3', [1])];
  // Squares 8/3 + 0 over 2 + 1 degrees of freedom; 1 + 1 equal pairs among 3 + 1.
  const [own] = panel(rows).repeatability;
  expect(own).toEqual({ judge: 'j', matches: 2, sd: expect.closeTo(Math.sqrt(8 / 9), 12), identical: 0.5 });
});

test('`panelOf()` finds nothing to compare in one judge without repeats', () => {
  expect(panel(column('j', [1, 2]))).toEqual({ pairs: [], together: null, repeatability: [] });
});

test('`panelOf()` does not depend on the order of rows or on what the judges are called', () => {
  const score = fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined });
  const scores = fc.array(fc.tuple(score, score, score), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(scores, (values) => {
      const rows = (names: readonly string[]) =>
        names.flatMap((name, index) =>
          column(
            name,
            values.map((each) => each[index]),
          ),
        );
      const { together } = panel(rows(['a', 'b', 'c']));
      const close = (value: number | null = null) => (value === null ? null : expect.closeTo(value, 9));
      for (const other of [rows(['a', 'b', 'c']).reverse(), rows(['z', 'm', 'a'])]) {
        const again = panel(other).together;
        // Fewer than two judges may have rated anything at all.
        expect(again?.alpha ?? null).toEqual(close(together?.alpha));
        expect(again?.spearman ?? null).toEqual(close(together?.spearman));
        expect(again?.far_apart ?? null).toEqual(close(together?.far_apart));
      }
    }),
  );
});

const vectorsFile = join(sharedData, 'vectors.json');

describe.skipIf(!existsSync(vectorsFile))(
  'exact vectors (skipped where the shared records are absent)',
  () => {
    test('`panelOf()` gives the α of krippendorff on the interval scale', () => {
      const { krippendorff } = JSON.parse(readFileSync(vectorsFile, 'utf8'));
      const coders: (number | null)[][] = krippendorff.data_rows_are_coders;
      const rows = coders.flatMap((coder, index) =>
        column(
          `j${index}`,
          coder.map((value) => value ?? undefined),
        ),
      );
      expect(panel(rows).together?.alpha).toBeCloseTo(krippendorff.computed.interval, 12);
    });
  },
);
