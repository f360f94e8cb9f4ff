/** The matches that a judge is to decide while answers land, in an order that lets its service keep what they share. */

import { createQueue, type Queue } from '../../client/queue.ts';
import type { Shared } from '../../judges/judge.ts';
import type { JudgeSeat, JudgmentInput } from '../judgments/job.ts';
import { tokensShared } from '../judgments/judge-match.ts';
import type { PendingMatch } from '../judgments/mode.ts';
import { planSharing, sharingAmong } from '../judgments/prompt-cache-order.ts';
import { createFollowers } from './prompt-cache-leader.ts';

export interface JudgeQueue {
  matches: Queue<PendingMatch>;
  shared: ((pending: PendingMatch) => Shared) | undefined;
  /** Queues what is there from the start. */
  begin: (matches: readonly PendingMatch[]) => void;
  /** Queues what has become ready; what shares a prompt with a match that is about to be asked waits for that one. */
  add: (matches: readonly PendingMatch[]) => Promise<void>;
  /** Must be told of each match that has been dealt with. */
  onSettled: (match: PendingMatch) => void;
  /** No more will be added: the queue ends with what it holds. */
  complete: () => void;
}

/** `foreseen`: what the judge will have to decide in the end, by which is told what is asked for more than once. */
export function openJudgeQueue<Record>(
  foreseen: Iterable<PendingMatch>,
  seat: JudgeSeat,
  input: JudgmentInput<Record>,
): JudgeQueue {
  const options = { ...input, ...seat };
  const matches = createQueue<PendingMatch>();
  const followers = createFollowers();
  const sharing = sharingAmong(foreseen, options);
  let completed = false;
  const endIfDone = () => {
    if (completed && followers.held() === 0) matches.end();
  };
  const goes = async (match: PendingMatch): Promise<boolean> => {
    const shared = sharing?.shared(match) ?? 'nothing';
    if (!sharing || shared === 'nothing') return true;
    const tokens = await tokensShared(match, input.mode, { prompts: input.prompts, sharing: shared });
    // What the service does not keep is not worth waiting for.
    return tokens < (seat.fewestKept ?? 0) || followers.admit(match, sharing.groupOf(match));
  };
  return {
    matches,
    shared: sharing?.shared,
    begin: (ready) => matches.put(planSharing(ready, options).order),
    add: async (more) => {
      for (const match of more) if (await goes(match)) matches.put([match]);
    },
    onSettled: (match) => {
      matches.put(followers.settle(match));
      endIfDone();
    },
    complete: () => {
      completed = true;
      endIfDone();
    },
  };
}
