/** Online Elo ratings: a diagnostic next to Bradley–Terry, since they depend on the order of the battles. */

import { type Battles, checkBattles } from './battles.ts';
import { winProbability } from './bradley-terry.ts';

export interface EloOptions {
  /** Largest change by one battle. 4 unless given, as FastChat. */
  k?: number;
  /** Rating before the first battle. 1000 unless given. */
  initial?: number;
}

/**
 * Ratings (length models) after all battles in order: r_a += K·(score − P(a beats b)), r_b −= the same, with
 * P = 1/(1 + 10^((r_b − r_a)/400)) (Elo 1978; FastChat's `compute_elo`). The mean stays at the initial rating. Throws as
 * `winMatrix` does.
 */
export function onlineElo(battles: Battles, { k = 4, initial = 1000 }: EloOptions = {}): Float64Array {
  checkBattles(battles);
  const ratings = new Float64Array(battles.models).fill(initial);
  for (let row = 0; row < battles.score.length; row += 1) {
    const a = battles.a[row] ?? 0;
    const b = battles.b[row] ?? 0;
    const change = k * ((battles.score[row] ?? 0) - winProbability(ratings[a] ?? 0, ratings[b] ?? 0));
    ratings[a] = (ratings[a] ?? 0) + change;
    ratings[b] = (ratings[b] ?? 0) - change;
  }
  return ratings;
}
