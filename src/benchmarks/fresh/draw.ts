/** What generators of benches draw with: everything comes from one seeded stream, so that a seed gives one bench. */

import { type Random, seededRandom } from '../../stats/random.ts';

export interface Draw {
  /** A whole number from `low` to `high`, both included. */
  int: (low: number, high: number) => number;
  /** A multiple of `step` from `low` to `high`, both of which are multiples. */
  multiple: (step: number, low: number, high: number) => number;
  pick: <T>(list: readonly T[]) => T;
  /** One of several ways to say the same. */
  say: (...alternatives: readonly [string, ...string[]]) => string;
  /** `count` different elements in the order drawn. Throws a RangeError where the list has fewer. */
  sample: <T>(list: readonly T[], count: number) => T[];
  shuffle: <T>(list: readonly T[]) => T[];
  chance: (probability: number) => boolean;
}

/** `stream` tells the streams of one seed apart: questions and shots do not share draws. */
export function seededDraw(seed: number, stream: number): Draw {
  const mixed = seededRandom(seed);
  for (let skipped = 0; skipped <= stream; skipped += 1) mixed.uint32();
  return drawFrom(seededRandom(mixed.uint32()));
}

function drawFrom(random: Random): Draw {
  const int = (low: number, high: number) => low + random.below(high - low + 1);
  const pick = <T>(list: readonly T[]): T => {
    const index = random.below(list.length);
    return list[index] as T;
  };
  const sample = <T>(list: readonly T[], count: number): T[] => {
    if (count > list.length) throw new RangeError(`cannot draw ${count} of ${list.length}`);
    const rest = [...list];
    return Array.from({ length: count }, () => rest.splice(random.below(rest.length), 1)[0] as T);
  };
  return {
    int,
    multiple: (step, low, high) => step * int(low / step, high / step),
    pick,
    say: (...alternatives) => pick(alternatives),
    sample,
    shuffle: (list) => sample(list, list.length),
    chance: (probability) => random.uniform() < probability,
  };
}
