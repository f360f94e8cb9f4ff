/** The matches that a judge is to decide while answers arrive, in an order that lets its service keep what they share. */

import { createQueue, type Queue } from '../../client/queue.ts';
import type { Shared } from '../../judges/judge.ts';
import type { JudgmentInput } from '../judgments/job.ts';
import { tokensShared } from '../judgments/judge-match.ts';
import type { PendingMatch } from '../judgments/mode.ts';
import type { OpenJudge } from '../judgments/open-judges.ts';
import { planSharing, sharingAmong } from '../judgments/prompt-cache-order.ts';
import { createWaiters } from './prompt-cache-leader.ts';

interface JudgeQueue {
  matches: Queue<PendingMatch>;
  shared: ((pending: PendingMatch) => Shared) | undefined;
  /** Queues what is there from the start. */
  begin: (matches: readonly PendingMatch[]) => void;
  /** Queues what has become ready; what shares a prompt with a match that is about to be asked waits for that one. */
  add: (matches: readonly PendingMatch[]) => Promise<void>;
  /** Must be called for each match that has been dealt with. */
  onSettled: (match: PendingMatch) => void;
  /** No more will be added: the queue ends with what it holds. */
  complete: () => void;
}

/** `expected`: what the judge will have to decide in the end, which says what is asked for more than once. */
export function openJudgeQueue<Record>(
  expected: Iterable<PendingMatch>,
  judge: OpenJudge,
  input: JudgmentInput<Record>,
): JudgeQueue {
  const options = { ...input, ...judge };
  const matches = createQueue<PendingMatch>();
  const waiters = createWaiters();
  const sharing = sharingAmong(expected, options);
  let completed = false;
  const endIfDone = () => {
    if (completed && waiters.held() === 0) matches.end();
  };
  const goes = async (match: PendingMatch): Promise<boolean> => {
    const shared = sharing?.shared(match) ?? 'nothing';
    if (!sharing || shared === 'nothing') return true;
    const tokens = await tokensShared(match, input.mode, { prompts: input.prompts, sharing: shared });
    // What the service does not keep is not worth waiting for.
    return tokens < judge.fewestKept || waiters.admit(match, sharing.groupOf(match));
  };
  return {
    matches,
    shared: sharing?.shared,
    begin: (ready) => matches.put(planSharing(ready, options).order),
    add: async (more) => {
      for (const match of more) if (await goes(match)) matches.put([match]);
    },
    onSettled: (match) => {
      matches.put(waiters.settle(match));
      endIfDone();
    },
    complete: () => {
      completed = true;
      endIfDone();
    },
  };
}
