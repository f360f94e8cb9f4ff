/** What a run has to do, found out before anything is written: whatever is wrong with the files is found here. */

import type { Client } from '../../client/client.ts';
import { UserError } from '../../errors.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { openGrowingAnswerReader } from '../../store/answers/growing-answer-file.ts';
import { answersFile } from '../../store/bench/paths.ts';
import type { AnswerPlan } from '../answers/plan.ts';
import { planFor as planAnswersOf } from '../answers/plan-for.ts';
import { type JudgmentInput, planFor } from '../judgments/job.ts';
import type { ResolvedJudge } from '../judgments/open-judges.ts';
import type { JudgmentPlan } from '../judgments/plan.ts';
import { answerInput, type Jobs, judgmentInput } from './jobs.ts';
import { provisionalAnswers, unknowingClient, withProvisional } from './provisional-answers.ts';

export interface JobPlans<Record> {
  answers: ReadonlyMap<ModelTarget, AnswerPlan>;
  /** What is pending counts on answers that are still to come. */
  judgments: ReadonlyMap<ResolvedJudge, JudgmentPlan>;
  /** Undefined where nothing is judged. */
  input: JudgmentInput<Record> | undefined;
}

type ClientOf = (target: ModelTarget) => Pick<Client, 'ask'>;

/**
 * Plans everything, and hands it to `use`; the answers that the plans read from are open until that is done. `clientOf`
 * gives what stands for the answers to come: by default nothing is known of them.
 */
export async function planJobs<Record, Result>(
  jobs: Jobs<Record>,
  use: (plans: JobPlans<Record>) => Promise<Result>,
  clientOf: ClientOf = unknowingClient,
): Promise<Result> {
  const answers = new Map<ModelTarget, AnswerPlan>();
  for (const target of jobs.models) answers.set(target, await planAnswersOf(target, answerInput(jobs)));
  const { judging } = jobs;
  if (!judging) return use({ answers, judgments: new Map(), input: undefined });
  const readers: Awaited<ReturnType<typeof openProvisional>>[] = [];
  try {
    for (const [target, { pending }] of answers)
      readers.push(await openProvisional(target, pending, { jobs, client: clientOf(target) }));
    const input = judgmentInput(jobs, judging, readers);
    const judgments = new Map<ResolvedJudge, JudgmentPlan>();
    for (const judge of judging.judges) {
      const plan = await planFor(judge, input);
      checkGrades(judge, plan);
      judgments.set(judge, plan);
    }
    return await use({ answers, judgments, input });
  } finally {
    for (const reader of readers) await reader.close();
  }
}

/** A grader that can read none of the answers would leave an empty file. */
function checkGrades({ id, answerMethod }: ResolvedJudge, { ungraded, pending, done }: JudgmentPlan): void {
  if (ungraded === 0 || pending.length + done > 0) return;
  throw new UserError(
    `${id} reads answers by the method ${answerMethod}, and the answers here were had by another: leave out --judge for the bench's own graders, or name one for their method`,
  );
}

/** What a model has answered, and what it is about to. */
async function openProvisional<Record>(
  target: ModelTarget,
  pending: AnswerPlan['pending'],
  { jobs, client }: { jobs: Jobs<Record>; client: Pick<Client, 'ask'> },
) {
  const file = answersFile(jobs.dataDir, jobs.bench, target.modelId);
  const { reader, put } = withProvisional(await openGrowingAnswerReader(file, target.modelId));
  for await (const answer of provisionalAnswers(target, pending, { input: answerInput(jobs), client }))
    put(answer);
  return reader;
}
