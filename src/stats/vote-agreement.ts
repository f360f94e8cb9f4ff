/** Agreement of pairwise votes, as the MT-Bench paper counts it (Zheng et al. 2023, arXiv:2306.05685, section 4.2). */

import { cohenKappa } from './agreement.ts';

/** One vote on two answers in a fixed order of the models; `inconsistent`: a judge whose two orders disagreed. */
export type Vote = 'first' | 'second' | 'tie' | 'inconsistent';

/** Votes by comparison: one question, turn and unordered pair of models. */
export type VotesByComparison = ReadonlyMap<string, readonly Vote[]>;

export type VotePair = readonly [Vote, Vote];

/** The same vote with the models in the other order. */
export function swapVote(vote: Vote): Vote {
  if (vote === 'first') return 'second';
  return vote === 'second' ? 'first' : vote;
}

/** Every vote of `left` with every vote of `right` on the same comparison, each pair once. */
export function pairsAcross(left: VotesByComparison, right: VotesByComparison): VotePair[] {
  return [...left].flatMap(([comparison, votes]) =>
    votes.flatMap((vote) => (right.get(comparison) ?? []).map((other): VotePair => [vote, other])),
  );
}

/** Every two votes of one group on the same comparison, each pair once: agreement of humans among themselves. */
export function pairsWithin(byComparison: VotesByComparison): VotePair[] {
  return [...byComparison.values()].flatMap((votes) =>
    votes.flatMap((vote, index) => votes.slice(index + 1).map((other): VotePair => [vote, other])),
  );
}

/**
 * The vote that more have cast than any other, inconsistent counted as tie; undefined where two lead or none was cast.
 */
export function majorityVote(votes: readonly Vote[]): Vote | undefined {
  const counts = (['first', 'second', 'tie'] as const)
    .map((vote) => ({ vote, count: votes.filter((cast) => asCounted(cast) === vote).length }))
    .sort((a, b) => b.count - a.count);
  const [leader, next] = counts;
  return leader !== undefined && leader.count > (next?.count ?? 0) ? leader.vote : undefined;
}

/** The majority of each comparison that has one, as lists of a single vote. */
export function majorityVotes(byComparison: VotesByComparison): VotesByComparison {
  const majorities = new Map<string, Vote[]>();
  for (const [comparison, votes] of byComparison) {
    const majority = majorityVote(votes);
    if (majority !== undefined) majorities.set(comparison, [majority]);
  }
  return majorities;
}

export interface VoteAgreement {
  /** Pairs of equal votes, of how many. */
  agreed: number;
  total: number;
  /** agreed/total; undefined for no pairs. */
  share: number | undefined;
  /** Cohen's κ of the same pairs: agreement beyond chance. Undefined where chance alone agrees in full. */
  kappa: number | undefined;
}

/**
 * Share of vote pairs that agree. `S1`: all pairs, an inconsistent vote counting as a tie; by chance a third agrees.
 * `S2`: only pairs of two decided votes; by chance half agrees. FastChat's `get_mt_bench_agreement`. Order of the
 * pairs, and of the two sides of all pairs at once, does not matter.
 */
export function voteAgreement(pairs: readonly VotePair[], setup: 'S1' | 'S2'): VoteAgreement {
  const categories: readonly Vote[] = setup === 'S1' ? ['first', 'tie', 'second'] : ['first', 'second'];
  const table = categories.map(() => categories.map(() => 0));
  for (const [left, right] of pairs) {
    const row = table[categories.indexOf(asCounted(left))];
    const column = categories.indexOf(asCounted(right));
    if (row !== undefined && column >= 0) row[column] = (row[column] ?? 0) + 1;
  }
  const total = table.flat().reduce((sum, count) => sum + count, 0);
  const agreed = table.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  const share = total === 0 ? undefined : agreed / total;
  return { agreed, total, share, kappa: cohenKappa(table)?.kappa };
}

function asCounted(vote: Vote): 'first' | 'second' | 'tie' {
  return vote === 'inconsistent' ? 'tie' : vote;
}
