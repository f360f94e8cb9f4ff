/** What the second computations of answers are made of: counting one by one, and trying every number. */

/** The sum of `valueAt(1)` to `valueAt(count)`. */
export function total(count: number, valueAt: (index: number) => number): number {
  let sum = 0;
  for (let index = 1; index <= count; index += 1) sum += valueAt(index);
  return sum;
}

/** The one whole number from 0 to `limit` that fits. Throws where none or several do: the problem would be ambiguous. */
export function only(limit: number, fits: (candidate: number) => boolean): number {
  const found: number[] = [];
  for (let candidate = 0; candidate <= limit; candidate += 1) if (fits(candidate)) found.push(candidate);
  const [value] = found;
  if (value === undefined || found.length > 1) throw new Error(`${found.length} numbers up to ${limit} fit`);
  return value;
}

/** How often `step` can be done until it says that all is done. Throws after `limit` times. */
export function rounds(limit: number, step: (round: number) => boolean): number {
  for (let round = 1; round <= limit; round += 1) if (step(round)) return round;
  throw new Error(`not done after ${limit} rounds`);
}
