import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holm, pairedDifference, signTest, subtract, wilcoxonSignedRank } from '../../src/stats/paired.ts';
import { hasVectors, needsVectors, present, vector } from './vectors.ts';

interface PairedBlock {
  A: number[];
  B: number[];
  diff_mean: number;
  sd: number;
  se: number;
  t: number;
  df: number;
  p: number;
  ci95: [number, number];
  pearson_r: number;
  se_unpaired: number;
  wilcoxon_W: number;
  wilcoxon_p_normal_approx_nocc_dropzeros: number;
  sign_test: { wins: number; losses: number; p_exact: number };
}

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('`pairedDifference()` gives every figure of the paired block', () => {
    const block = vector<PairedBlock>('paired');
    const paired = present(pairedDifference(block.A, block.B));
    expect(paired.mean).toBeCloseTo(block.diff_mean, 14);
    expect(paired.sd).toBeCloseTo(block.sd, 14);
    expect(paired.se).toBeCloseTo(block.se, 14);
    expect(paired.t).toBeCloseTo(block.t, 13);
    expect(paired.df).toBe(block.df);
    expect(paired.p).toBeCloseTo(block.p, 13);
    expect(paired.correlation).toBeCloseTo(block.pearson_r, 14);
    expect(paired.seUnpaired).toBeCloseTo(block.se_unpaired, 14);
    // scipy's t quantile behind the interval is good to nine digits.
    expect(paired.interval[0]).toBeCloseTo(block.ci95[0], 9);
    expect(paired.interval[1]).toBeCloseTo(block.ci95[1], 9);
  });

  test('`wilcoxonSignedRank()` and `signTest()` give the figures of the paired block', () => {
    const block = vector<PairedBlock>('paired');
    const differences = subtract(block.A, block.B);
    const { w, p } = present(wilcoxonSignedRank(differences));
    expect(w).toBe(block.wilcoxon_W);
    expect(p).toBeCloseTo(block.wilcoxon_p_normal_approx_nocc_dropzeros, 13);
    expect(differences.filter((d) => d > 0)).toHaveLength(block.sign_test.wins);
    expect(differences.filter((d) => d < 0)).toHaveLength(block.sign_test.losses);
    expect(signTest(block.sign_test.wins, block.sign_test.losses)).toBeCloseTo(block.sign_test.p_exact, 14);
  });

  test('`signTest()` gives the figure of the sign_test block, ties left out', () => {
    const block = vector<{ wins: number; losses: number; p_exact_two_sided: number }>('sign_test');
    expect(signTest(block.wins, block.losses)).toBeCloseTo(block.p_exact_two_sided, 14);
  });
});

const score = fc.integer({ min: 2, max: 20 }).map((halves) => halves / 2);
const pairs = fc.array(fc.tuple(score, score), { minLength: 2, maxLength: 40 });
const firsts = (all: readonly [number, number][]) => all.map(([a]) => a);
const seconds = (all: readonly [number, number][]) => all.map(([, b]) => b);

test('`pairedDifference()` changes sign when the models are swapped and ignores the order of questions', () => {
  fc.assert(
    fc.property(pairs, (all) => {
      const plain = present(pairedDifference(firsts(all), seconds(all)));
      const swapped = present(pairedDifference(seconds(all), firsts(all)));
      const turned = present(pairedDifference(firsts(all).reverse(), seconds(all).reverse()));
      expect(swapped.mean).toBeCloseTo(-plain.mean, 12);
      expect(turned.mean).toBeCloseTo(plain.mean, 12);
      expect([swapped.sd, turned.sd, swapped.seUnpaired]).toEqual([
        expect.closeTo(plain.sd, 12),
        expect.closeTo(plain.sd, 12),
        expect.closeTo(plain.seUnpaired, 12),
      ]);
      if (plain.p !== undefined) expect(swapped.p).toBeCloseTo(plain.p, 10);
    }),
  );
});

test('`pairedDifference()` follows a shift of one model and a change of scale', () => {
  fc.assert(
    fc.property(pairs, (all) => {
      const plain = present(pairedDifference(firsts(all), seconds(all)));
      const shifted = present(
        pairedDifference(
          firsts(all).map((x) => x + 8),
          seconds(all),
        ),
      );
      const scaled = present(
        pairedDifference(
          firsts(all).map((x) => 4 * x),
          seconds(all).map((x) => 4 * x),
        ),
      );
      expect(shifted.mean).toBeCloseTo(plain.mean + 8, 12);
      expect(shifted.sd).toBeCloseTo(plain.sd, 12);
      expect(scaled.se).toBeCloseTo(4 * plain.se, 12);
      expect(scaled.t ?? 0).toBeCloseTo(plain.t ?? 0, 9);
      expect(plain.se <= plain.seUnpaired + 1e-12).toBe((plain.correlation ?? 0) >= -1e-12);
    }),
  );
});

test('`pairedDifference()` gives no t where all differences are alike, and nothing for one question', () => {
  const same = present(pairedDifference([1.1, 2.2, 3.3], [0.1, 1.2, 2.3]));
  expect(same.mean).toBeCloseTo(1, 12);
  expect([same.t, same.p]).toEqual([undefined, undefined]);
  expect(present(pairedDifference([5, 5], [4, 3])).correlation).toBeUndefined();
  expect(pairedDifference([1], [2])).toBeUndefined();
  expect(() => pairedDifference([1, 2], [1])).toThrow('2 and 1 scores cannot be paired');
});

test('`signTest()` is symmetric, at most 1, and never rises as the counts part', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (wins, losses) => {
      const p = signTest(wins, losses);
      expect(signTest(losses, wins)).toBe(p);
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThanOrEqual(1);
      if (wins >= losses) expect(signTest(wins + 1, losses)).toBeLessThanOrEqual(p + 1e-12);
    }),
  );
  expect(signTest(0, 0)).toBe(1);
  expect(signTest(10, 0)).toBeCloseTo(2 / 1024, 14);
  expect(() => signTest(1.5, 2)).toThrow('1.5 is no count');
});

test('`wilcoxonSignedRank()` ignores scale, sign and order, and is undefined without a difference', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 }), (differences) => {
      const plain = wilcoxonSignedRank(differences);
      if (differences.every((d) => d === 0)) expect(plain).toBeUndefined();
      else {
        expect(wilcoxonSignedRank(differences.map((d) => -3 * d).reverse())).toEqual(plain);
        expect(present(plain).p).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("`holm()` gives Holm's adjusted values", () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
  expect(adjusted.map((p) => Number(p.toFixed(12)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([])).toEqual([]);
  expect(() => holm([0.5, 1.5])).toThrow(RangeError);
});

test('`holm()` keeps order, never lowers a p, never exceeds the bound of Bonferroni', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 30 }), (ps) => {
      const adjusted = holm(ps);
      expect(holm(ps.toReversed())).toEqual(adjusted.toReversed());
      for (const [i, p] of ps.entries()) {
        const own = adjusted[i] ?? -1;
        expect(own).toBeGreaterThanOrEqual(p);
        expect(own).toBeLessThanOrEqual(Math.min(1, ps.length * p));
        for (const [j, q] of ps.entries()) if (p < q) expect(own).toBeLessThanOrEqual(adjusted[j] ?? -1);
      }
    }),
  );
});

test('`pairedDifference()` takes lists that are too long to be arguments of a function', () => {
  const a = Array.from({ length: 200_000 }, (_, index) => index % 10);
  expect(
    pairedDifference(
      a,
      a.map((value) => value / 2),
    )?.n,
  ).toBe(200_000);
});
