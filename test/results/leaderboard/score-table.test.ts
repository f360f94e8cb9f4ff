import fc from 'fast-check';
import { expect, test } from 'vitest';
import { group, type Score, usableScores } from '../../../src/results/leaderboard/score.ts';
import { scoresIn } from '../../../src/results/leaderboard/score-table.ts';

const score: fc.Arbitrary<Score> = fc
  .record({
    model: fc.constantFrom('m', 'n', '__proto__', ''),
    judge: fc.constantFrom('j', 'k', '1 j'),
    question: fc.constantFrom('1', '2', 'x', '1 1'),
    turn: fc.constantFrom(1, 2, 2 ** 53 - 1),
    choice: fc.constantFrom(0, 1),
    repeat: fc.constantFrom(0, 1),
    score: fc.constantFrom(undefined, 1, 7.5, 10),
    stale: fc.boolean(),
    gone: fc.boolean(),
  })
  .map(({ gone, ...rest }) => (gone ? { ...rest, gone } : rest));

test('`scoresIn()` gives back the scores it was given, in their order, and each model and judge in the order of its first', () => {
  fc.assert(
    fc.property(fc.array(score, { maxLength: 60 }), (scores) => {
      const columns = scoresIn(scores);
      expect([...columns]).toStrictEqual(scores);
      expect(columns.length).toBe(scores.length);
      const byModel = group(scores, ({ model }) => model);
      expect(columns.models.map((model) => [model, columns.of(model)])).toStrictEqual([...byModel]);
      expect(columns.judges).toEqual([...new Set(scores.map(({ judge }) => judge))]);
      const usable = usableScores(scores);
      expect(columns.usable()).toStrictEqual(usable);
      const rated = group(usable, ({ model }) => model);
      expect(columns.rated.map((model) => [model, columns.usable(model)])).toStrictEqual([...rated]);
    }),
    { numRuns: 300 },
  );
});

test('`scoresIn()` takes scores that come one at a time, gives back what it has made, and knows no stranger', () => {
  const columns = scoresIn(
    (function* () {
      for (let index = 0; index < 20_000; index += 1) {
        const place = { question: String(index), turn: 1, choice: 0, repeat: 0 };
        yield { ...place, model: `m${index % 3}`, judge: 'j', score: 1 + (index % 10), stale: false };
      }
    })(),
  );
  expect(scoresIn(columns)).toBe(columns);
  expect(columns.of('m1').map(({ question }) => Number(question))).toEqual(
    Array.from({ length: 6667 }, (_, index) => 3 * index + 1),
  );
  expect(columns.of('stranger')).toEqual([]);
});
