/** The answer that most of several answers to one question give (self-consistency, Wang et al. 2022, arXiv:2203.11171). */

/**
 * The most frequent of the first `k` votes, all without `k`; of equally frequent ones the first to appear, as in lm-eval's
 * filters `take_first_k` and `majority_vote` (`lm_eval/filters/selection.py` at commit 4e7e0d4). Undefined for no votes;
 * throws a RangeError for fewer than `k`. A vote is compared as it is: what should count as equal must be written equally.
 */
export function majority<Vote>(votes: readonly Vote[], k = votes.length): Vote | undefined {
  if (!Number.isInteger(k) || k < 0 || k > votes.length) {
    throw new RangeError(`maj@${k} of ${votes.length} votes is not defined`);
  }
  const counts = new Map<Vote, number>();
  for (const vote of votes.slice(0, k)) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  let winner: Vote | undefined;
  let most = 0;
  // A map keeps the order of first appearance, which settles ties.
  for (const [vote, count] of counts) {
    if (count > most) {
      winner = vote;
      most = count;
    }
  }
  return winner;
}
