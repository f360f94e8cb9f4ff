import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { onlineElo } from '../../../src/stats/ratings/elo.ts';
import { battlesOf, connectedBattles, type Row } from '../battles.ts';
import { hasVectors, needsVectors, vector } from '../vectors.ts';

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('`onlineElo()` gives the ratings after each battle of the elo_k4 block', () => {
    const block = vector<{
      battles: [string, string, number][];
      final: Record<string, number>;
      trace: Record<string, number>[];
    }>('elo_k4');
    const ids = ['A', 'B', 'C'];
    const rows = block.battles.map(([a, b, score]): Row => [ids.indexOf(a), ids.indexOf(b), score]);
    for (const [battle, after] of block.trace.entries()) {
      const ratings = onlineElo(battlesOf(3, rows.slice(0, battle + 1)));
      for (const [id, rating] of Object.entries(after))
        expect(ratings[ids.indexOf(id)]).toBeCloseTo(rating, 10);
    }
    const final = onlineElo(battlesOf(3, rows));
    for (const [id, rating] of Object.entries(block.final))
      expect(final[ids.indexOf(id)]).toBeCloseTo(rating, 10);
  });
});

test('`onlineElo()` keeps the mean, follows its models, and moves by K at most', () => {
  fc.assert(
    fc.property(connectedBattles, ({ models, rows }) => {
      const ratings = [...onlineElo(battlesOf(models, rows), { k: 16, initial: 1200 })];
      expect(ratings.reduce((sum, rating) => sum + rating, 0) / models).toBeCloseTo(1200, 9);
      const turned = rows.map(([a, b, score]): Row => [models - 1 - b, models - 1 - a, 1 - score]);
      expect([...onlineElo(battlesOf(models, turned), { k: 16, initial: 1200 })]).toEqual(
        ratings.toReversed().map((rating) => expect.closeTo(rating, 9)),
      );
      const before = onlineElo(battlesOf(models, rows.slice(0, -1)), { k: 16, initial: 1200 });
      for (const [model, rating] of ratings.entries()) {
        expect(Math.abs(rating - (before[model] ?? 0))).toBeLessThan(16);
      }
    }),
  );
  expect(() => onlineElo(battlesOf(2, [[0, 0, 1]]))).toThrow('battle 0');
});
