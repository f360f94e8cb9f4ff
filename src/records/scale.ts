/** The scale of a judge's scores: a property of each judgment. */

/** The lowest and the highest score. */
export type Scale = readonly [low: number, high: number];

/** FastChat's, and that of every judgment which does not name another. */
export const defaultScale: Scale = [1, 10];

export function isSameScale(one: Scale, other: Scale): boolean {
  return one[0] === other[0] && one[1] === other[1];
}

/** The scales of rows, each once, in the order of first appearance. */
export function distinctScales(rows: Iterable<{ scale?: Scale | undefined }>): Scale[] {
  const found: Scale[] = [];
  for (const { scale = defaultScale } of rows) {
    if (!found.some((other) => isSameScale(other, scale))) found.push(scale);
  }
  return found;
}

/** `from 1 to 10`. */
export function nameScale([low, high]: Scale): string {
  return `from ${low} to ${high}`;
}
