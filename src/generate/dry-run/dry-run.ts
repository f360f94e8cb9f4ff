/** A dry run: the plan of a run and its conversations, held with clients that count instead of asking. */

import { guessReplies } from '../../client/cost/reply-length.ts';
import { isDeferred } from '../../errors.ts';
import { modelJudge } from '../../judges/model/model-judge.ts';
import { isWeighted } from '../../judges/model/weighted.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { answersFile } from '../../store/bench/paths.ts';
import { fileOf, type JudgmentInput } from '../judgments/job.ts';
import { judgeMatch } from '../judgments/judge-match.ts';
import { askThrough, type ResolvedJudge } from '../judgments/open-judges.ts';
import type { JudgmentPlan } from '../judgments/plan.ts';
import { answerInput, type Jobs } from '../pipeline/jobs.ts';
import { type JobPlans, planJobs } from '../pipeline/plan-jobs.ts';
import { provisionalAnswers } from '../pipeline/provisional-answers.ts';
import { replacedAnswers, replacedJudgments } from '../replaced.ts';
import { countingClient, type LookUp } from './counting-client.ts';
import { type Estimate, newEstimate } from './estimate.ts';
import { guessFor, lengthOnRecord } from './reply-lengths.ts';

/** What the jobs would take, by model and by judge. Nothing is sent and nothing written. */
export async function estimateJobs<Record>(jobs: Jobs<Record>, lookUp: LookUp): Promise<Estimate[]> {
  const models = new Map<ModelTarget, Estimate>();
  for (const target of jobs.models) models.set(target, estimateOf(target, jobs));
  const clientOf = (target: ModelTarget) =>
    countingClient(target, { estimate: models.get(target) ?? unlisted(target), lookUp, stage: 'answers' });
  return planJobs(
    jobs,
    async (plans) => {
      for (const [target, plan] of plans.answers) {
        const { pending, done } = plan;
        const replaces = replacedAnswers(target.modelId, plan);
        const estimate = models.get(target) ?? unlisted(target);
        Object.assign(estimate, { kept: done, replaces });
        if (pending.length > 0)
          estimate.replies = await lengthOnRecord('answers', fileFor(target, jobs), target);
        // With judges, the conversations have been held for their plans.
        if (plans.input) continue;
        const asking = { input: answerInput(jobs), client: clientOf(target) };
        for await (const _ of provisionalAnswers(target, pending, asking));
      }
      return [...models.values(), ...(await estimateJudges(plans, lookUp))];
    },
    clientOf,
  );
}

/** How long its replies will be is looked up where calls are left to be made. */
function estimateOf<Record>(target: ModelTarget, { answering: { maxTokens } }: Jobs<Record>): Estimate {
  return newEstimate(target.modelId, { target, replies: guessFor('answer', target), maxTokens });
}

function fileFor<Record>({ modelId }: ModelTarget, { dataDir, bench }: Jobs<Record>): string {
  return answersFile(dataDir, bench, modelId);
}

function unlisted({ endpoint, model }: ModelTarget): never {
  throw new Error(`${endpoint}/${model} is not among the models of the run`);
}

async function estimateJudges<Record>(
  { judgments, input }: JobPlans<Record>,
  lookUp: LookUp,
): Promise<Estimate[]> {
  const estimates: Estimate[] = [];
  for (const [judge, plan] of input ? judgments : []) {
    if (input) estimates.push(await estimateJudge(judge, plan, { input, lookUp }));
  }
  return estimates;
}

/** A cached reply without a usable verdict is followed by a second try, as in the run. */
async function estimateJudge<Record>(
  resolved: ResolvedJudge,
  plan: JudgmentPlan,
  { input, lookUp }: { input: JudgmentInput<Record>; lookUp: LookUp },
): Promise<Estimate> {
  const { mode, prompts } = input;
  const { pending, done, missing } = plan;
  const { id, target, limit } = resolved;
  const replies =
    target && pending.length > 0
      ? await lengthOnRecord(mode.file, fileOf(resolved, input), target)
      : guessReplies('judgment', false);
  const replaces = replacedJudgments(id, plan);
  const maxTokens = isWeighted(prompts) ? 1 : limit?.maxTokens;
  const about = { target, kept: done, missing: missing.size, replaces, replies, maxTokens };
  const estimate = newEstimate(`judge ${id}`, about);
  if (!target || target.provider === 'offline') return estimate;
  const client = countingClient(target, { estimate, lookUp, stage: 'judgments' });
  const judge = modelJudge({ id, prompts, ask: askThrough(client, { target, limit }) });
  for (const match of pending) {
    await judgeMatch(match, mode, { judge, clock: () => 0 }).catch(throwUnlessDeferred);
  }
  return estimate;
}

/** What is deferred has been counted. */
export function throwUnlessDeferred(error: unknown): void {
  if (!isDeferred(error)) throw error;
}
