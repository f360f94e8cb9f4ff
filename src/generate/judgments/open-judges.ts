/** From the judges of a command line to judges that can decide. */

import type { Client } from '../../client/client.ts';
import { leastKept } from '../../client/cost/cached-prompts.ts';
import { UserError } from '../../errors.ts';
import { offlineJudge, offlineJudgeId } from '../../judges/demo.ts';
import type { Judge } from '../../judges/judge.ts';
import { type AskModel, modelJudge } from '../../judges/model/model-judge.ts';
import { type JudgeRequest, promptMethods } from '../../judges/model/request.ts';
import type { Message } from '../../providers/provider.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import { fileStem } from '../../store/bench/paths.ts';
import type { Session } from '../session.ts';
import type { JudgeIdentity, JudgeSeat } from './job.ts';

/** A judge of the command line: planned and estimated with as it is, opened to decide. */
export interface ResolvedJudge extends JudgeIdentity {
  /** The model that is asked; undefined for a program. */
  target: ModelTarget | undefined;
  /** `idle`: nothing is known to be asked. */
  open: (session: Session, idle?: boolean) => Promise<JudgeSeat>;
}

/** Judges that ask a model with the prompts, or the demo judge. Two judges with one file are a UserError. */
export function resolveJudges(targets: readonly ModelTarget[], prompts: JudgePromptSet): ResolvedJudge[] {
  const judges = targets.map((target) => fromTarget(target, prompts));
  checkDistinctFiles(judges);
  return judges;
}

function fromTarget(target: ModelTarget, prompts: JudgePromptSet): ResolvedJudge {
  const { provider, modelId, endpoint, model } = target;
  const askedAs = `${endpoint}/${model}`;
  const isDemo = provider === 'offline';
  if (isDemo && model !== offlineJudgeId) {
    throw new UserError(`${askedAs} cannot judge: the demo judge is offline/${offlineJudgeId}`);
  }
  // The demo judge goes by its own name, whatever entry leads to it.
  const identity = { id: isDemo ? offlineJudgeId : modelId, askedAs, ...promptMethods(prompts) };
  const open: ResolvedJudge['open'] = async (session, idle = false) => {
    const meter = session.meterFor({ label: `judge ${identity.id}`, stage: 'judgments' });
    const judge: Judge = isDemo
      ? offlineJudge(prompts)
      : modelJudge({
          id: modelId,
          prompts,
          ask: askThrough(await session.clientFor(target, meter, idle), target),
        });
    return {
      identity,
      judge,
      width: target.concurrency,
      keepsPrompts: provider === 'anthropic',
      fewestKept: leastKept(model),
      meter,
    };
  };
  return { ...identity, target, open };
}

function checkDistinctFiles(judges: readonly ResolvedJudge[]): void {
  const owners = new Map<string, string>();
  for (const { id, askedAs } of judges) {
    const stem = fileStem(id);
    const owner = owners.get(stem);
    if (owner) {
      throw new UserError(
        `the judges ${owner} and ${askedAs} would share a file: name them apart with entries in models.yaml`,
      );
    }
    owners.set(stem, askedAs);
  }
}

/** Puts a filled prompt to a model at temperature 0 (FastChat's), or at the model's own in models.yaml. */
function askThrough(client: Pick<Client, 'ask'>, target: ModelTarget): AskModel {
  return (request, which) =>
    client.ask({ ...judgeQuestion(request, target), ...which, shared: request.shared });
}

/** The question that a judge is asked, as it goes to the client. */
export function judgeQuestion(
  { system, user }: Pick<JudgeRequest, 'system' | 'user'>,
  target: Pick<ModelTarget, 'parameters'>,
): { messages: Message[]; temperature: number } {
  const own = target.parameters.temperature;
  const before: Message[] = system.trim() === '' ? [] : [{ role: 'system', content: system }];
  return {
    messages: [...before, { role: 'user', content: user }],
    temperature: typeof own === 'number' ? own : 0,
  };
}
