/** One judge of a run in which models still answer: it is given its matches as their answers arrive. */

import {
  indexFor,
  type JudgmentInput,
  type JudgmentJob,
  openJudgmentJob,
  planAmong,
} from '../judgments/job.ts';
import type { PendingMatch } from '../judgments/mode.ts';
import type { OpenJudge } from '../judgments/open-judges.ts';
import type { JudgmentPlan } from '../judgments/plan.ts';
import type { Runtime } from '../runtime.ts';
import { openJudgeQueue } from './judge-queue.ts';
import type { QuestionMatches, ReadyMatches } from './ready-matches.ts';

/** A judge at work, and how it is given more. */
export interface StreamingJudge<Record> {
  job: JudgmentJob<Record>;
  /** Plans what has become ready, and queues what of it is to be judged. */
  take: (ready: readonly QuestionMatches[]) => Promise<void>;
  /** Nothing more will come, whatever was waited for. */
  end: () => void;
}

interface StreamOptions {
  runtime: Pick<Runtime, 'report'>;
  readyMatches: ReadyMatches;
  /** Choices that an answer which is waited for will have. */
  numChoices: number;
  /** What the judge will have to decide in the end, if no answer fails. */
  expected: Iterable<PendingMatch>;
  /** The plan of before the lock was taken, where nothing that it was made of has changed but the judge's file. */
  planned: JudgmentPlan | undefined;
}

/** Takes the lock of the judge's file, and queues what can be judged at once. */
export async function openStreamingJudge<Record>(
  judge: OpenJudge,
  input: JudgmentInput<Record>,
  { runtime, readyMatches, numChoices, expected, planned }: StreamOptions,
): Promise<StreamingJudge<Record>> {
  if (readyMatches.waiting.length === 0) {
    const job = await openJudgmentJob(judge, input, { runtime, planned });
    return { job, take: async () => undefined, end: () => undefined };
  }
  const queue = openJudgeQueue(expected, judge, input);
  let planOf: (matches: QuestionMatches) => Promise<JudgmentPlan>;
  const opened = await openJudgmentJob(judge, input, {
    runtime,
    plan: async () => {
      const judgments = await indexFor(judge.identity, input);
      planOf = ({ pairing, question }) =>
        planAmong(judgments, judge.identity, { ...input, readers: pairing, questions: [question] });
      return planEach(readyMatches.ready, planOf);
    },
  });
  const { tally, line, plan } = opened;
  const countOf = ({ question }: QuestionMatches) => question.turns.length * numChoices * input.repeats;
  const grow = (matches: number) => {
    tally.notBegun += matches;
    line.grow(matches);
  };
  let waiting = readyMatches.waiting.length;
  for (const matches of readyMatches.waiting) grow(countOf(matches));
  queue.begin([...plan.pending]);
  const { matches, shared, onSettled } = queue;
  return {
    job: { ...opened, matches, shared, onSettled },
    end: matches.end,
    take: async (ready) => {
      for (const each of ready) {
        const found = await planOf(each);
        grow(found.pending.length - countOf(each));
        tally.kept += found.done;
        await queue.add([...found.pending]);
        addFindings(plan, found);
        waiting -= 1;
      }
      if (waiting === 0) queue.complete();
    },
  };
}

/** The plans of several questions as one. */
async function planEach(
  ready: readonly QuestionMatches[],
  planOf: (matches: QuestionMatches) => Promise<JudgmentPlan>,
): Promise<JudgmentPlan> {
  const pending: PendingMatch[] = [];
  const plan: JudgmentPlan = { pending, done: 0, stale: 0, replaces: 0, ungraded: 0, missing: new Map() };
  for (const matches of ready) {
    const found = await planOf(matches);
    pending.push(...found.pending);
    addFindings(plan, found);
  }
  return plan;
}

/** Whatever a plan says apart from its matches. */
function addFindings(plan: JudgmentPlan, more: JudgmentPlan): void {
  for (const [key, missing] of more.missing) plan.missing.set(key, missing);
  plan.done += more.done;
  plan.stale += more.stale;
  plan.replaces += more.replaces;
}
