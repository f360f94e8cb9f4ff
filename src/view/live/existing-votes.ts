/** Who has won what so far, as the arena wants to know it: matches counted, votes one by one. */

import { isUsable, outcomeOf, type PairResult } from '../../results/pairwise/result.ts';
import type { ExistingVotes } from '../arena/next-pair.ts';
import type { Snapshot } from './records.ts';

/** `results` are those that stand on the board; `last` has the rows of those that are of pair judgments. */
export function existingVotesOf(
  { pairs: { pairs } }: Snapshot,
  { results, last }: { results: readonly PairResult[]; last: Uint32Array },
): ExistingVotes {
  const met = new Map<string, ExistingVotes['met'][number]>();
  for (const result of results) {
    if (!isUsable(result)) continue;
    const outcome = outcomeOf(result);
    const { model_1, model_2 } = result;
    const winner = outcome === undefined || outcome === 'tie' ? undefined : result[outcome];
    const name = JSON.stringify([model_1, model_2, winner]);
    met.set(name, { models: [model_1, model_2], winner, times: (met.get(name)?.times ?? 0) + 1 });
  }
  const { judge, question, model_1, model_2, tstamp, games } = pairs.columns;
  const votes = [...last].filter((row, index) => !results[index]?.stale && games.at(row) === 1);
  const cast = votes.map((row) => ({
    judge: judge.at(row),
    question: question.at(row),
    models: [model_1.at(row), model_2.at(row)] as const,
    tstamp: tstamp.at(row),
  }));
  return { met: [...met.values()], cast };
}
