/** From the judges of a command line to judges that can decide. */

import { leastKept } from '../../client/cost/cached-prompts.ts';
import { UserError } from '../../errors.ts';
import { offlineJudge, offlineJudgeId } from '../../judges/demo.ts';
import { modelJudge } from '../../judges/judge.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { fileStem } from '../../store/bench/paths.ts';
import type { Session } from '../session.ts';
import type { JudgeIdentity, JudgeSeat } from './job.ts';
import { askThrough } from './judge-match.ts';

/** The demo judge goes by its own name, whatever entry leads to it. */
export function identityOf({ provider, modelId, endpoint, model }: ModelTarget): JudgeIdentity {
  return { id: provider === 'offline' ? offlineJudgeId : modelId, askedAs: `${endpoint}/${model}` };
}

/** The demo judge computes; every other one asks its model. */
export async function seatJudge(target: ModelTarget, session: Session, idle = false): Promise<JudgeSeat> {
  const identity = identityOf(target);
  const meter = session.meterFor({ label: `judge ${identity.id}`, stage: 'judgments' });
  const keepsPrompts = target.provider === 'anthropic';
  const fewestKept = leastKept(target.model);
  const seat = { identity, width: target.concurrency, meter, keepsPrompts, fewestKept };
  if (target.provider === 'offline') return { ...seat, judge: offlineJudge() };
  const client = await session.clientFor(target, meter, idle);
  return { ...seat, judge: modelJudge(target.modelId, askThrough(client, target)) };
}

/** A demo model that cannot judge, and two judges with one file, are UserErrors. */
export function checkJudges(targets: readonly ModelTarget[]): void {
  const owners = new Map<string, string>();
  for (const target of targets) {
    const name = `${target.endpoint}/${target.model}`;
    if (target.provider === 'offline' && target.model !== offlineJudgeId) {
      throw new UserError(`${name} cannot judge: the demo judge is offline/${offlineJudgeId}`);
    }
    const stem = fileStem(identityOf(target).id);
    const owner = owners.get(stem);
    if (owner) {
      throw new UserError(
        `the judges ${owner} and ${name} would share a file: name them apart with entries in models.yaml`,
      );
    }
    owners.set(stem, name);
  }
}
