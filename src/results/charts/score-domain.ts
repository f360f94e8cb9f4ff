/** The stretch of the scale that a whisker plot shows. */

import type { BoardJson } from '../render/json.ts';
import { scaleOf } from './scale.ts';

/** The whole scores that all means and intervals lie between; of a scale that has few, all of it. */
export function scoreDomain({ models, ...board }: Pick<BoardJson, 'models' | 'scale'>): [number, number] {
  const [lowest, highest] = scaleOf(board);
  const values = models.flatMap(({ average: { score, ci } }) => [
    ...(score === null ? [] : [score]),
    ...(ci ?? []),
  ]);
  if (values.length === 0 || highest - lowest < 3) return [lowest, highest];
  const [low, high] = [Math.floor(Math.min(...values)), Math.ceil(Math.max(...values))];
  return [Math.max(lowest, Math.min(low, high - 1)), Math.min(highest, Math.max(high, low + 1))];
}
