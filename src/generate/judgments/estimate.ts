/** `gen-judgment --dry-run`: the calls of one judge that the cache does not spare. */

import { guessReplies } from '../../client/cost/reply-length.ts';
import { readReply } from '../../judges/model/model-judge.ts';
import type { JudgeRequest } from '../../judges/model/request.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { judgmentsFile } from '../../store/bench/paths.ts';
import { addCall, type Estimate, newEstimate } from '../dry-run.ts';
import { type Find, type Foreseeing, lengthOnRecord, openForesight } from '../estimate-input.ts';
import { type JudgmentInput, planFor } from './job.ts';
import { requestsAbout } from './judge-match.ts';
import { judgeQuestion, type ResolvedJudge } from './open-judges.ts';

/** What it would take to judge what is pending, by judge. */
export async function estimateJudgments<Record>(
  judges: readonly ResolvedJudge[],
  input: JudgmentInput<Record>,
  options: Foreseeing,
): Promise<Estimate[]> {
  const find = openForesight(options);
  const estimates: Estimate[] = [];
  for (const judge of judges) estimates.push(await estimateJudge(judge, input, find));
  return estimates;
}

async function estimateJudge<Record>(
  judge: ResolvedJudge,
  input: JudgmentInput<Record>,
  find: Find,
): Promise<Estimate> {
  const { mode, prompts, options } = input;
  const { target } = judge;
  const { pending, done, missing } = await planFor(judge, input);
  const file = judgmentsFile(options.dataDir, options.bench, { judgeId: judge.id, mode: mode.file });
  const replies = target ? await lengthOnRecord(mode.file, file, target) : guessReplies('judgment', false);
  const known = { target, kept: done, missing: missing.size, replies };
  const estimate = newEstimate(`judge ${judge.id}`, known);
  if (!target || target.provider === 'offline') return estimate;
  for (const match of pending) {
    for (const request of await requestsAbout(match, mode, prompts)) {
      await estimateVerdict(request, estimate, { target, repeat: match.repeat, find });
    }
  }
  return estimate;
}

/** A cached reply without a usable verdict is followed by a second try, which may be cached too. */
export async function estimateVerdict(
  request: JudgeRequest,
  estimate: Estimate,
  { target, repeat, find }: { target: ModelTarget; repeat: number; find: Find },
): Promise<void> {
  const question = judgeQuestion(request, target);
  for (const attempt of [0, 1]) {
    const reply = await find(target, { ...question, repeat, attempt });
    if (!reply) {
      addCall(estimate, question.messages);
      estimate.firstWave += 1;
      return;
    }
    estimate.cached += 1;
    if (readReply(reply.text, request, []).verdict.kind !== 'unparsed') return;
  }
}
