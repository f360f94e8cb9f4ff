/** 2,000 pairs at every truth of the grid: how often "not worse" is said when it is false, and how often intervals hold. */

import { expect, test } from 'vitest';
import { seededRandom } from '../../src/stats/random.ts';
import { grid, type Rates, simulate, type Truth } from '../stats/compare/simulate.ts';

const rounds = process.env.MT_JUDGE_SOAK ? 2000 : 60;

test(`${rounds} pairs at each known difference: the verdicts and intervals keep their promises`, () => {
  const random = seededRandom(16).uniform;
  const found: (Truth & Rates)[] = [];
  for (const truth of grid()) {
    const rates = simulate(truth, rounds, random);
    if (rates) found.push({ ...truth, ...rates });
  }
  const mean = (rows: readonly Rates[], of: (rates: Rates) => number) =>
    rows.reduce((sum, rates) => sum + of(rates), 0) / rows.length;
  const atMargin = found.filter(({ difference, margin }) => difference === -margin);
  const [covered, falsely] = [mean(found, (row) => row.covered), mean(atMargin, (row) => row.notWorse)];
  for (const times of [0, -1, -2]) {
    const rows = found.filter(({ difference, margin }) => Math.abs(difference - times * margin) < 1e-9);
    const shares = [
      mean(rows, (row) => row.notWorse),
      mean(rows, (row) => row.worse),
      mean(rows, (row) => row.cannotTell),
    ];
    process.stdout.write(
      `true difference ${times} margins, ${rows.length} truths: not worse or better, worse, cannot tell: ${shares.map((share) => share.toFixed(4)).join(', ')}\n`,
    );
  }
  process.stdout.write(
    `covered ${covered.toFixed(4)}; "not worse" at exactly −margin ${falsely.toFixed(4)}\n`,
  );
  // Four standard errors of the simulation.
  const error = (share: number, count: number) => 4 * Math.sqrt((share * (1 - share)) / (count * rounds));
  expect(Math.abs(covered - 0.95)).toBeLessThan(0.01 + error(0.95, found.length));
  expect(falsely).toBeLessThan(0.025 + error(0.025, atMargin.length));
  for (const row of found) expect(row.covered).toBeGreaterThan(0.95 - 0.02 - error(0.95, 1));
  for (const row of atMargin) expect(row.notWorse).toBeLessThan(0.025 + 0.015 + error(0.025, 1));
}, 600_000);
