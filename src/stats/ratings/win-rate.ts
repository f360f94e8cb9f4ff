/** Wins, losses and ties of a model from matches of two games, counted as FastChat does. */

/** Winner of one game, sides already swapped back. */
export type GameWinner = 'model_1' | 'model_2' | 'tie' | 'error';

/**
 * Outcome of a match of two games with the sides swapped: the model that won both, else a tie. Undefined where either game
 * ended in an error: such a match is left out and counted (FastChat's `display_result_pairwise`).
 */
export function matchOutcome(g1: GameWinner, g2: GameWinner): 'model_1' | 'model_2' | 'tie' | undefined {
  if (g1 === 'error' || g2 === 'error') return undefined;
  return g1 === g2 ? g1 : 'tie';
}

export interface WinCount {
  win: number;
  loss: number;
  tie: number;
}

/** Counts the matches from the side of `model_1`; those with an error are left out. */
export function countMatches(matches: readonly (readonly [GameWinner, GameWinner])[]): WinCount & {
  errors: number;
} {
  const count = { win: 0, loss: 0, tie: 0, errors: 0 };
  const names = { model_1: 'win', model_2: 'loss', tie: 'tie' } as const;
  for (const [g1, g2] of matches) {
    const outcome = matchOutcome(g1, g2);
    count[outcome === undefined ? 'errors' : names[outcome]] += 1;
  }
  return count;
}

export interface WinRates {
  winRate: number;
  lossRate: number;
  /** Each tie counts as half a win and half a loss. */
  winRateAdjusted: number;
}

/**
 * win/n, loss/n and (win + tie/2)/n with n = win + loss + tie (FastChat's `display_result_pairwise`). Undefined for no
 * matches.
 */
export function winRates({ win, loss, tie }: WinCount): WinRates | undefined {
  const n = win + loss + tie;
  if (n === 0) return undefined;
  return { winRate: win / n, lossRate: loss / n, winRateAdjusted: (win + 0.5 * tie) / n };
}
