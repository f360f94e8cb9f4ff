import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { subtract } from '../../src/stats/paired.ts';
import { signFlipTest } from '../../src/stats/sign-flip.ts';
import { hasVectors, needsVectors, vector } from './vectors.ts';

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('`signFlipTest()` gives the exact p of the paired block', () => {
    const block = vector<{ A: number[]; B: number[]; signflip_exact_p: number }>('paired');
    const { p, exact } = signFlipTest(subtract(block.A, block.B), { seed: 1 });
    expect(exact).toBe(true);
    expect(p).toBeCloseTo(block.signflip_exact_p, 14);
  });
});

/** All patterns by the definition, on whole numbers so that equal sums are equal. */
function byDefinition(differences: readonly number[]): number {
  const seen = Math.abs(differences.reduce((sum, d) => sum + d, 0));
  let hits = 0;
  for (let pattern = 0; pattern < 2 ** differences.length; pattern += 1) {
    const sum = differences.reduce((total, d, i) => total + ((pattern >> i) & 1 ? d : -d), 0);
    if (Math.abs(sum) >= seen) hits += 1;
  }
  return hits / 2 ** differences.length;
}

const whole = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 10 });
// No 1/k makes multiples of this whole: the way by counting patterns.
const irregular = Math.PI / 100;

test('`signFlipTest()` agrees with the definition by either exact way, whatever the scale, sign and order', () => {
  fc.assert(
    fc.property(whole, (differences) => {
      const p = byDefinition(differences);
      for (const factor of [1, -0.25, 1 / 12, irregular]) {
        const scaled = signFlipTest(differences.map((d) => factor * d).reverse(), { seed: 1 });
        expect(scaled.exact).toBe(true);
        expect(scaled.p).toBeCloseTo(p, 12);
      }
    }),
  );
});

const differences = [1, 2, -1, 3, 1, -2, 4, 1, 2, -3, 1, 2, 2, -1, 1, 3, -4, 2, 1, 1, 0.5, 1, -2.5, 1];

test('`signFlipTest()` is exact for the means of scores on any number of questions', () => {
  const eighty = new Array<number>(80).fill(0.5);
  expect(signFlipTest(eighty, { seed: 1 })).toEqual({ p: 2 ** -79, exact: true, patterns: 2 ** 80 });
  const thirds = Array.from({ length: 80 }, (_, i) => ((i % 7) - 2.9) / 3);
  expect(signFlipTest(thirds, { seed: 1 }).exact).toBe(true);
});

test('`signFlipTest()` draws patterns of many irregular differences: seeded, near the exact p, never 0', () => {
  const exact = signFlipTest(differences, { seed: 1 });
  const odd = differences.map((d) => irregular * d);
  const drawn = signFlipTest(odd, { seed: 1, rounds: 50_000 });
  expect([exact.exact, drawn.exact, drawn.patterns]).toEqual([true, false, 50_000]);
  expect(Math.abs(drawn.p - exact.p)).toBeLessThan(5 * Math.sqrt((exact.p * (1 - exact.p)) / 50_000));
  expect(signFlipTest(odd, { seed: 1 }).p).toBe(signFlipTest(odd, { seed: 1 }).p);
  expect(signFlipTest(odd, { seed: 2 }).p).not.toBe(signFlipTest(odd, { seed: 1 }).p);
  expect(signFlipTest(new Array(80).fill(irregular), { seed: 1, rounds: 999 }).p).toBe(1 / 1000);
});

test('`signFlipTest()` uses more than 32 random signs a pattern', () => {
  // Signs used again after 32 places would cancel these in pairs, and no sum would reach the 12.
  const paired = Array.from({ length: 64 }, (_, i) => (i < 32 ? irregular : -irregular));
  const { p, exact } = signFlipTest([...paired, 12 * irregular], { seed: 4, rounds: 20_000 });
  const same = signFlipTest(
    [...paired, 12 * irregular].map((d) => Math.round(d / irregular)),
    { seed: 4 },
  );
  expect([exact, same.exact]).toEqual([false, true]);
  expect(Math.abs(p - same.p)).toBeLessThan(0.02);
});

test('`signFlipTest()` says 1 where nothing differs and refuses what is not finite', () => {
  expect(signFlipTest([], { seed: 1 })).toEqual({ p: 1, exact: true, patterns: 1 });
  expect(signFlipTest([0, 0], { seed: 1 }).p).toBe(1);
  expect(() => signFlipTest([1, Number.NaN], { seed: 1 })).toThrow('finite');
  expect(() => signFlipTest([1], { seed: 1, rounds: 0 })).toThrow('not 0');
});
