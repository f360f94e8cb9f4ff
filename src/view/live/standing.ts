/** Who has won what so far, as the arena wants to know it: matches counted, votes one by one. */

import { isUsable, outcomeOf, type PairResult } from '../../results/pairwise/result.ts';
import type { Standing } from '../arena/next-pair.ts';
import type { Snapshot } from './records.ts';

/** `results` are those that stand on the board; `standing` has the places of its games. */
export function standingOf(
  { games }: Snapshot,
  { results, standing }: { results: readonly PairResult[]; standing: readonly number[] },
): Standing {
  const met = new Map<string, Standing['met'][number]>();
  for (const result of results) {
    if (!isUsable(result)) continue;
    const outcome = outcomeOf(result);
    const { model_1, model_2 } = result;
    const winner = outcome === undefined || outcome === 'tie' ? undefined : result[outcome];
    const name = JSON.stringify([model_1, model_2, winner]);
    met.set(name, { models: [model_1, model_2], winner, times: (met.get(name)?.times ?? 0) + 1 });
  }
  const cast = standing.flatMap((place, index) => {
    if (results[index]?.stale) return [];
    const row = games.at(place);
    if (row.games !== 1) return [];
    const { judge, model_1, model_2, tstamp } = row;
    return [
      { judge: judge[0], question: games.questionAt(place), models: [model_1, model_2] as const, tstamp },
    ];
  });
  return { met: [...met.values()], cast };
}
