import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logGamma } from '../../../src/stats/distributions/student-t.ts';
import { seededRandom } from '../../../src/stats/random.ts';
import { binomial, multinomial } from '../../../src/stats/ratings/multinomial.ts';

function probability(trials: number, p: number, count: number): number {
  const choose = logGamma(trials + 1) - logGamma(count + 1) - logGamma(trials - count + 1);
  return Math.exp(choose + count * Math.log(p) + (trials - count) * Math.log1p(-p));
}

/** Pearson's chi-square of `draws` draws over the counts expected five times or more, in standard deviations. */
function misfit(trials: number, p: number, draws: number): number {
  const random = seededRandom(7);
  const seen = new Map<number, number>();
  for (let draw = 0; draw < draws; draw += 1) {
    const count = binomial(trials, p, random);
    seen.set(count, (seen.get(count) ?? 0) + 1);
  }
  let chiSquare = 0;
  let cells = 0;
  for (let count = 0; count <= trials; count += 1) {
    const expected = draws * probability(trials, p, count);
    if (expected < 5) continue;
    chiSquare += ((seen.get(count) ?? 0) - expected) ** 2 / expected;
    cells += 1;
  }
  return (chiSquare - cells) / Math.sqrt(2 * cells);
}

test('`binomial()` draws each count as often as it should, by inversion and by rejection', () => {
  const cases: [number, number][] = [
    [12, 0.3],
    [1000, 0.004],
    [40, 0.5],
    [400, 0.05],
    [1000, 0.93],
    [100_000, 0.001],
  ];
  for (const [trials, p] of cases) expect(Math.abs(misfit(trials, p, 50_000))).toBeLessThan(4);
});

test('`binomial()` knows the sure cases and refuses what is no number of trials or no probability', () => {
  const random = seededRandom(1);
  expect([binomial(0, 0.4, random), binomial(9, 0, random), binomial(9, 1, random)]).toEqual([0, 0, 9]);
  expect(() => binomial(-1, 0.5, random)).toThrow('not -1');
  expect(() => binomial(1.5, 0.5, random)).toThrow('not 1.5');
  expect(() => binomial(3, 1.2, random)).toThrow('not 1.2');
});

test('`multinomial()` hands out every draw, none to a kind of weight 0, the same for the same seed', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 })
    .filter((all) => all.some((weight) => weight > 0));
  fc.assert(
    fc.property(weights, fc.nat(100_000), fc.nat(), (all, draws, seed) => {
      const draw = () => [...multinomial(draws, Float64Array.from(all), { random: seededRandom(seed) })];
      const counts = draw();
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(draws);
      expect(
        counts.every(
          (count, kind) => Number.isInteger(count) && count >= 0 && (all[kind] !== 0 || count === 0),
        ),
      ).toBe(true);
      expect(draw()).toEqual(counts);
    }),
  );
});

test('`multinomial()` has the means and variances of its shares', () => {
  const random = seededRandom(5);
  const weights = Float64Array.from([1, 2, 3, 4]);
  const rounds = 4000;
  const sums = [0, 0, 0, 0];
  const squares = [0, 0, 0, 0];
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, count] of multinomial(1000, weights, { random }).entries()) {
      sums[kind] = (sums[kind] ?? 0) + count;
      squares[kind] = (squares[kind] ?? 0) + (count - 100 * (kind + 1)) ** 2;
    }
  }
  for (const [kind, sum] of sums.entries()) {
    const p = (kind + 1) / 10;
    const variance = 1000 * p * (1 - p);
    expect(Math.abs(sum / rounds - 1000 * p)).toBeLessThan(4 * Math.sqrt(variance / rounds));
    expect(Math.abs((squares[kind] ?? 0) / rounds / variance - 1)).toBeLessThan(0.1);
  }
  expect(() => multinomial(5, new Float64Array(2), { random })).toThrow('positive sum');
});
