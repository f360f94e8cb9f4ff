/** The stretch of the rating scale that a whisker plot shows. */

import type { BoardJson } from '../render/json.ts';

/** The whole ratings that all means and intervals lie between. */
export function ratingDomain({ models }: Pick<BoardJson, 'models'>): [number, number] {
  const values = models.flatMap(({ average: { score, ci } }) => [
    ...(score === null ? [] : [score]),
    ...(ci ?? []),
  ]);
  if (values.length === 0) return [1, 10];
  const [low, high] = [Math.floor(Math.min(...values)), Math.ceil(Math.max(...values))];
  return [Math.max(1, Math.min(low, high - 1)), Math.min(10, Math.max(high, low + 1))];
}
