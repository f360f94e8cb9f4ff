/** `gen-judgment --dry-run`: the calls of one judge that the cache does not spare. */

import { type Asked, toOpinion } from '../../judges/judge.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { judgmentsFile } from '../../store/bench/paths.ts';
import { addCall, type Estimate, newEstimate } from '../dry-run.ts';
import { type Find, type Foreseeing, lengthOnRecord, openForesight } from '../estimate-input.ts';
import { type JudgeIdentity, type JudgmentInput, planFor } from './job.ts';
import { askedAboutMatch, judgeQuestion } from './judge-match.ts';
import { identityOf } from './open-judges.ts';

/** What it would take to judge what is pending, by judge. */
export async function estimateJudgments<Record>(
  targets: readonly ModelTarget[],
  input: JudgmentInput<Record>,
  options: Foreseeing,
): Promise<Estimate[]> {
  const find = openForesight(options);
  const estimates: Estimate[] = [];
  for (const target of targets) {
    estimates.push(await estimateJudge({ target, identity: identityOf(target) }, input, find));
  }
  return estimates;
}

async function estimateJudge<Record>(
  { target, identity }: { target: ModelTarget; identity: JudgeIdentity },
  input: JudgmentInput<Record>,
  find: Find,
): Promise<Estimate> {
  const { mode, prompts, options } = input;
  const { pending, done, missing } = await planFor(identity, input);
  const file = judgmentsFile(options.dataDir, options.bench, { judgeId: identity.id, mode: mode.file });
  const replies = await lengthOnRecord(mode.file, file, target);
  const estimate = newEstimate(`judge ${identity.id}`, {
    target,
    kept: done,
    missing: missing.size,
    replies,
  });
  for (const match of target.provider === 'offline' ? [] : pending) {
    for (const asked of await askedAboutMatch(match, mode, prompts)) {
      await foreseeVerdict(asked, estimate, { repeat: match.repeat, find });
    }
  }
  return estimate;
}

/** A cached reply without a usable verdict is followed by a second try, which may be cached too. */
export async function foreseeVerdict(
  asked: Asked,
  estimate: Estimate,
  { repeat, find }: { repeat: number; find: Find },
): Promise<void> {
  const question = judgeQuestion(asked, estimate.target);
  for (const attempt of [0, 1]) {
    const reply = await find(estimate.target, { ...question, repeat, attempt });
    if (!reply) {
      addCall(estimate, question.messages);
      estimate.firstWave += 1;
      return;
    }
    estimate.cached += 1;
    if (toOpinion(reply.text, asked.format, [reply.call]).verdict.kind !== 'unparsed') return;
  }
}
