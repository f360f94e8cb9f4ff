/** From the judges of a command line to judges that can decide. */

import type { Client } from '../../client/client.ts';
import { leastKept } from '../../client/cost/cached-prompts.ts';
import { UserError } from '../../errors.ts';
import { offlineJudge, offlineJudgeId } from '../../judges/demo.ts';
import type { Judge } from '../../judges/judge.ts';
import { type AskModel, modelJudge } from '../../judges/model/model-judge.ts';
import { type JudgeRequest, promptMethods } from '../../judges/model/request.ts';
import { findGraderJudge } from '../../judges/registry.ts';
import type { Message } from '../../providers/provider.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import { fileStem } from '../../store/bench/paths.ts';
import { type Session, timeoutMsOf } from '../session.ts';
import type { JudgeIdentity, JudgeSeat } from './job.ts';
import { isJudgeFile, loadJudge } from './load-judge.ts';

/** A judge of the command line: planned and estimated with as it is, opened to decide. */
export interface ResolvedJudge extends JudgeIdentity {
  /** The model that is asked; undefined for a program. */
  target: ModelTarget | undefined;
  /** `idle`: nothing is known to be asked. */
  open: (session: Session, idle?: boolean) => Promise<JudgeSeat>;
}

export interface JudgeSettings {
  prompts: JudgePromptSet;
  /** The models that are named so. */
  resolveModels: (specs: readonly string[]) => Promise<readonly ModelTarget[]>;
  /** Matches that a program may have under way; 16 unless given, as for most endpoints. */
  concurrency: number | undefined;
  /** Seconds; a match that takes a program longer has failed. */
  timeout: number;
}

/** The judges of a command line: files of one's own, graders, models. Two judges with one file are a UserError. */
export async function resolveJudges(
  specs: readonly string[],
  { prompts, resolveModels, concurrency: width = 16, timeout }: JudgeSettings,
): Promise<ResolvedJudge[]> {
  const programs = new Map<string, Judge>();
  for (const spec of new Set(specs)) {
    const judge = isJudgeFile(spec)
      ? await loadJudge(spec, { timeoutMs: timeoutMsOf({ timeout }) })
      : await findGraderJudge(spec);
    if (judge) programs.set(spec, judge);
  }
  const targets = await resolveModels(specs.filter((spec) => !programs.has(spec)));
  const models = targets.map((target) => fromTarget(target, prompts));
  const judges = specs.flatMap((spec) => {
    const program = programs.get(spec);
    return program ? fromProgram(program, width) : (models.shift() ?? []);
  });
  checkDistinctFiles(judges);
  return judges;
}

function fromProgram(judge: Judge, width: number): ResolvedJudge {
  const { id, methodFor } = judge;
  const identity = { id, askedAs: id, methodFor };
  const open: ResolvedJudge['open'] = async (session) => {
    const meter = session.meterFor({ label: `judge ${id}`, stage: 'judgments' });
    return { identity, judge, width, meter };
  };
  return { ...identity, target: undefined, open };
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
