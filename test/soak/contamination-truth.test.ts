/** Drops at known truths: how often their intervals hold, and how often a gain of 10 points is seen. */

import { expect, test } from 'vitest';
import { seededRandom } from '../../src/stats/random.ts';
import { simulateDrops } from '../stats/compare/simulate-drops.ts';

const rounds = process.env.MT_JUDGE_SOAK ? 2000 : 60;
const sizes = [
  { known: 50, fresh: 50 },
  { known: 200, fresh: 200 },
  { known: 1000, fresh: 200 },
];

test(`${rounds} worlds at each truth: intervals hold in 95 %, and lie above 0 for nothing in 2.5 %`, () => {
  const random = seededRandom(16);
  const error = (share: number, count: number) => 4 * Math.sqrt((share * (1 - share)) / (count * rounds));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  for (const questions of sizes) {
    for (const others of [1, 5]) {
      const found = [0, 0.1].map((gain) =>
        [0.3, 0.55, 0.7].map((base) =>
          simulateDrops({ questions, others, base, gain, paired: false }, rounds, random),
        ),
      );
      const covered = mean(found.flat().map((rates) => rates.covered));
      const [falsely = 1, seen = 0] = found.map((rates) => mean(rates.map(({ above }) => above)));
      process.stdout.write(
        `${questions.known} and ${questions.fresh} questions, ${others} others: covered ${covered.toFixed(4)}, above 0 for nothing ${falsely.toFixed(4)}, a gain of 10 points seen ${seen.toFixed(4)}\n`,
      );
      expect(Math.abs(covered - 0.95)).toBeLessThan(0.01 + error(0.95, 6));
      expect(falsely).toBeLessThan(0.025 + 0.01 + error(0.025, 3));
    }
  }
}, 600_000);
