/** From the judges of a command line to judges that can decide. */

import { leastKept } from '../../client/cost/cached-prompts.ts';
import { UserError } from '../../errors.ts';
import { offlineJudge, offlineJudgeId } from '../../judges/demo.ts';
import { type Judge, modelJudge } from '../../judges/judge.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { fileStem } from '../../store/bench/paths.ts';
import type { Runtime } from '../runtime.ts';
import type { CountedCalls } from '../tally.ts';
import { askThrough } from './judge-match.ts';

/** What a judge goes by, and who stands behind the name. */
export interface JudgeIdentity {
  id: string;
  /** Endpoint and model: `openai/gpt-4.1`. */
  askedAs: string;
}

/** A judge that can decide, and how many matches it may have under way. */
export interface OpenJudge {
  identity: JudgeIdentity;
  judge: Judge;
  width: number;
  /** True where the service keeps of a prompt what a request asks it to keep. */
  keepsPrompts: boolean;
  /** The fewest tokens that it then keeps. */
  fewestKept: number;
  counted: CountedCalls;
}

/** The demo judge goes by its own name, whatever entry leads to it. */
export function identityOf({ provider, modelId, endpoint, model }: ModelTarget): JudgeIdentity {
  return { id: provider === 'offline' ? offlineJudgeId : modelId, askedAs: `${endpoint}/${model}` };
}

/** The demo judge computes; every other one asks its model. `idle`: nothing is known to be asked. */
export async function openJudge(
  target: ModelTarget,
  { runtime, idle }: { runtime: Runtime; idle: boolean },
): Promise<OpenJudge> {
  const identity = identityOf(target);
  const counted = runtime.count({ label: `judge ${identity.id}`, stage: 'judgments' });
  const judge =
    target.provider === 'offline'
      ? offlineJudge()
      : modelJudge(target.modelId, askThrough(await runtime.clientFor(target, counted.calls, idle), target));
  return {
    identity,
    judge,
    width: target.concurrency,
    keepsPrompts: target.provider === 'anthropic',
    fewestKept: leastKept(target.model),
    counted,
  };
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
