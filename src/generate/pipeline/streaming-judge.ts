/** The part of `run` that gives one judge its matches as their answers land. */

import type { Queue } from '../../client/queue.ts';
import {
  indexFor,
  type JudgeSeat,
  type JudgmentInput,
  type JudgmentJob,
  openJudgmentJob,
  planAmong,
} from '../judgments/job.ts';
import type { PendingMatch } from '../judgments/mode.ts';
import type { JudgmentPlan } from '../judgments/plan.ts';
import type { Session } from '../session.ts';
import { openJudgeQueue } from './judge-queue.ts';
import type { Arrivals, Encounter } from './ready-matches.ts';

/** A judge at work, and how it is given more. */
export interface StreamingJudge<Record> {
  job: JudgmentJob<Record>;
  queue: Queue<PendingMatch>;
  /** Plans what has become ready, and queues what of it is to be judged. */
  take: (encounters: readonly Encounter[]) => Promise<void>;
}

export interface StreamOptions {
  session: Session;
  arrivals: Arrivals;
  /** Choices that an answer which is awaited will have. */
  numChoices: number;
  /** What the judge will have to decide in the end, if no answer fails. */
  foreseen: Iterable<PendingMatch>;
}

/** Takes the lock of the judge's file, and queues what can be judged at once. */
export async function openStreamingJudge<Record>(
  seat: JudgeSeat,
  input: JudgmentInput<Record>,
  { session, arrivals, numChoices, foreseen }: StreamOptions,
): Promise<StreamingJudge<Record>> {
  const queue = openJudgeQueue(foreseen, seat, input);
  let plan: (encounter: Encounter) => Promise<JudgmentPlan>;
  const opened = await openJudgmentJob(seat, input, session, async () => {
    const judgments = await indexFor(seat.identity, input);
    plan = ({ lineUp, question }) =>
      planAmong(judgments, seat.identity, { ...input, readers: lineUp, questions: [question] });
    const pending: PendingMatch[] = [];
    const ready: JudgmentPlan = { pending, done: 0, stale: 0, missing: new Map() };
    for (const encounter of arrivals.ready) {
      const found = await plan(encounter);
      pending.push(...found.pending);
      addFindings(ready, found);
    }
    return ready;
  });
  const { tally, line } = opened;
  const expected = ({ question }: Encounter) => question.turns.length * numChoices * input.options.repeats;
  const grow = (matches: number) => {
    tally.notBegun += matches;
    line.grow(matches);
  };
  let waiting = arrivals.waiting.length;
  for (const encounter of arrivals.waiting) grow(expected(encounter));
  queue.begin([...opened.plan.pending]);
  if (waiting === 0) queue.complete();
  const { matches, shared, onSettled } = queue;
  return {
    job: { ...opened, matches, shared, onSettled },
    queue: matches,
    take: async (encounters) => {
      for (const encounter of encounters) {
        const found = await plan(encounter);
        grow(found.pending.length - expected(encounter));
        tally.kept += found.done;
        await queue.add([...found.pending]);
        addFindings(opened.plan, found);
        waiting -= 1;
      }
      if (waiting === 0) queue.complete();
    },
  };
}

/** Whatever a plan says apart from its matches. */
function addFindings(plan: JudgmentPlan, more: JudgmentPlan): void {
  for (const [key, missing] of more.missing) plan.missing.set(key, missing);
  plan.done += more.done;
  plan.stale += more.stale;
}
