/** What came of two models meeting on one question turn, and how such results are counted. */

import type { FiveStep } from '../../records/pair-judgment.ts';
import { type GameWinner, matchOutcome, type WinCount, winRates } from '../../stats/ratings/win-rate.ts';

/** A match of two games, or a vote. */
export interface PairResult {
  model_1: string;
  model_2: string;
  /** Undefined for a voter whom nobody names. */
  judge: string | undefined;
  question: string | undefined;
  turn: number | undefined;
  choice: number;
  repeat: number;
  verdict: { games: readonly [GameWinner, GameWinner] } | { vote: Vote };
  /** True of a match of which one order alone was asked: it tells nothing of what the order does. */
  oneOrder?: true;
  /** How strongly model_2 is preferred, 0 to 1, where the judge's log-probabilities tell. */
  preference?: number;
  /** Characters of the answers of model_1 and model_2, where the judgment tells. */
  lengths?: readonly [number, number];
  /** The verdicts of both games in five steps, in terms of A and B of the game; null without a verdict. */
  labels?: readonly [FiveStep | null, FiveStep | null];
  /** True when the question, an answer, the reference or the prompt has changed since. */
  stale: boolean;
  /** True for a stale result that nobody expects any more: its question, turn or choice is gone. */
  gone?: true;
}

/** Results that are gone through more than once, and need not be in memory. */
export interface PairResults extends Iterable<PairResult> {
  readonly length: number;
}

/** `inconsistent`: a voter that was shown both orders has contradicted itself. */
export type Vote = 'model_1' | 'model_2' | 'tie' | 'inconsistent';

export type Outcome = 'model_1' | 'model_2' | 'tie';

/** Who has won; undefined where a game is an error. Two games that disagree are a tie. */
export function outcomeOf({ verdict }: PairResult): Outcome | undefined {
  if ('games' in verdict) return matchOutcome(...verdict.games);
  return verdict.vote === 'inconsistent' ? 'tie' : verdict.vote;
}

/** Whether a result counts: no game is an error, and it is about what is on disk now. */
export function isUsable(result: PairResult): boolean {
  return !result.stale && outcomeOf(result) !== undefined;
}

/** Whether a result is the vote of one who was shown both orders and contradicted itself. */
export function isInconsistentVote({ verdict }: PairResult): boolean {
  return 'vote' in verdict && verdict.vote === 'inconsistent';
}

export interface WinFigures {
  win: number;
  loss: number;
  tie: number;
  /** The rates are null where nothing counts. */
  win_rate: number | null;
  loss_rate: number | null;
  /** (win + tie/2) / (win + loss + tie). */
  win_rate_adjusted: number | null;
}

/** Wins, losses and ties by model. */
export type WinCounts = Map<string, WinCount>;

/** Counts a result for both of its models; one without an outcome counts for neither. */
export function addWin(counts: WinCounts, result: PairResult): void {
  const outcome = outcomeOf(result);
  if (outcome === undefined) return;
  for (const model of [result.model_1, result.model_2]) {
    let count = counts.get(model);
    if (!count) {
      count = { win: 0, loss: 0, tie: 0 };
      counts.set(model, count);
    }
    if (outcome === 'tie') count.tie += 1;
    else count[result[outcome] === model ? 'win' : 'loss'] += 1;
  }
}

/** Counts with their rates; without counts, those of a model that no result counts for. */
export function winFigures(count: WinCount = { win: 0, loss: 0, tie: 0 }): WinFigures {
  const rates = winRates(count);
  return {
    ...count,
    win_rate: rates?.winRate ?? null,
    loss_rate: rates?.lossRate ?? null,
    win_rate_adjusted: rates?.winRateAdjusted ?? null,
  };
}

/**
 * What swapping the sides did to the verdicts of matches without an error. `consistent`: both games name the same model, or
 * both are a tie. All others are `inconsistent`: `prefers_first` where each game picked whoever stood first,
 * `prefers_second` where each picked whoever stood second, `one_tied` where one game is a tie and the other is not.
 */
export interface Order {
  consistent: number;
  inconsistent: number;
  prefers_first: number;
  prefers_second: number;
  one_tied: number;
}

export function emptyOrder(): Order {
  return { consistent: 0, inconsistent: 0, prefers_first: 0, prefers_second: 0, one_tied: 0 };
}

/** Counts a result, where it has two games. */
export function addOrder(order: Order, { verdict, oneOrder }: PairResult): void {
  if (!('games' in verdict) || oneOrder) return;
  const [g1, g2] = verdict.games;
  order[g1 === g2 ? 'consistent' : 'inconsistent'] += 1;
  if (g1 === g2) return;
  if (g1 === 'tie' || g2 === 'tie') order.one_tied += 1;
  // Game 1 shows model_1 first, game 2 model_2.
  else order[g1 === 'model_1' ? 'prefers_first' : 'prefers_second'] += 1;
}

/** Null where no result has two games, as with votes. */
export function orderIfAny(order: Order): Order | null {
  return order.consistent + order.inconsistent === 0 ? null : order;
}
