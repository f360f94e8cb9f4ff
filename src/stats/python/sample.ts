/** Python's `random.Random.sample`: which elements it draws, and in which order (3.11 to 3.14, without counts). */

import type { PythonRandom } from './random.ts';

/**
 * The indices that `sample(population, size)` takes of a population of `count` elements. Draws from `random` go on where
 * the last ones ended. Throws a RangeError where `size` exceeds `count`, as Python raises a ValueError.
 */
export function sampleIndices(
  { count, size }: { count: number; size: number },
  random: Pick<PythonRandom, 'choice'>,
): number[] {
  if (size > count) throw new RangeError(`cannot draw ${size} of ${count}`);
  return count <= poolLimit(size) ? fromPool({ count, size }, random) : bySet({ count, size }, random);
}

/** Populations up to this size are copied, larger ones are drawn from until an index is new. */
function poolLimit(size: number): number {
  return size > 5 ? 21 + 4 ** Math.ceil(Math.log(size * 3) / Math.log(4)) : 21;
}

function fromPool(
  { count, size }: { count: number; size: number },
  random: Pick<PythonRandom, 'choice'>,
): number[] {
  const pool = Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: size }, (_, drawn) => {
    const left = count - drawn;
    const at = random.choice(left);
    const taken = pool[at] ?? 0;
    pool[at] = pool[left - 1] ?? 0;
    return taken;
  });
}

function bySet(
  { count, size }: { count: number; size: number },
  random: Pick<PythonRandom, 'choice'>,
): number[] {
  const taken = new Set<number>();
  while (taken.size < size) taken.add(random.choice(count));
  return [...taken];
}
