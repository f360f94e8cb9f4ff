/** Models on a public and a fresh bench whose truth is known: how often the interval of their drops is right. */

import {
  differenceInDifferences,
  type ScoredSet,
} from '../../../src/stats/compare/difference-in-differences.ts';
import type { Random } from '../../../src/stats/random.ts';

export interface World {
  questions: { known: number; fresh: number };
  others: number;
  /** Chance of being right on a known question, at the middle of their difficulties. */
  base: number;
  /** How much more often the model is right on known questions than its ability says. */
  gain: number;
  /** The fresh questions are the known ones, changed. */
  paired: boolean;
}

interface DropRates {
  /** Share of intervals that hold the true difference. */
  covered: number;
  /** Share of intervals above 0. */
  above: number;
}

/** Questions of any difficulty, harder when fresh; the model knows some of the known ones by heart. */
export function simulateDrops({ paired, gain, ...world }: World, rounds: number, random: Random): DropRates {
  const right = (chance: number) => (random.uniform() < chance ? 1 : 0);
  const easeOf = (count: number) =>
    Array.from({ length: count }, () => world.base - 0.15 + 0.3 * random.uniform());
  const set = (all: readonly number[], more: number): ScoredSet => ({
    model: all.map((ease) => right(ease + more)),
    others: Array.from({ length: world.others }, () => all.map(right)),
  });
  const rates = { covered: 0, above: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const eases = easeOf(world.questions.known);
    const harder = (paired ? eases : easeOf(world.questions.fresh)).map((ease) => ease - 0.05);
    const sets = { known: set(eases, gain), fresh: set(harder, 0) };
    const [low, high] = differenceInDifferences(sets, { paired })?.interval ?? [Number.NaN, Number.NaN];
    if (low <= gain && gain <= high) rates.covered += 1 / rounds;
    if (low > 0) rates.above += 1 / rounds;
  }
  return rates;
}
