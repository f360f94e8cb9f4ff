/** From the judges of a command line to judges that can decide. */

import type { Client } from '../../client/client.ts';
import { leastKept } from '../../client/cost/cached-prompts.ts';
import { createParameters } from '../../client/parameters.ts';
import { UserError } from '../../errors.ts';
import { offlineJudge, offlineJudgeId } from '../../judges/demo.ts';
import type { Judge } from '../../judges/judge.ts';
import { type AskModel, modelJudge } from '../../judges/model/model-judge.ts';
import { promptMethods } from '../../judges/model/request.ts';
import { isWeighted } from '../../judges/model/weighted.ts';
import type { JudgeFunction, OwnJudge } from '../../judges/program.ts';
import { findGraderJudge, gradersWith } from '../../judges/registry.ts';
import type { Message, Score } from '../../providers/provider.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { type Weights, weightsOf } from '../../records/calls/served-by.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import type { SandboxSettings } from '../../sandbox/create.ts';
import { createLazySandbox } from '../../sandbox/lazy.ts';
import { fileStem } from '../../store/bench/paths.ts';
import { sameName } from '../../store/files/same-name.ts';
import { untoldBy, whyNoFirstToken } from '../answers/asking/probe.ts';
import type { Runtime } from '../runtime.ts';
import type { JudgingSettings } from '../settings.ts';
import type { CountedCalls } from '../tally.ts';
import { isJudgeFile, judgeOfFunction, loadJudge } from './load-judge.ts';

/** What a judge goes by, and who stands behind the name. */
export interface JudgeIdentity
  extends Pick<Judge, 'id' | 'methodFor' | 'promptFor' | 'lacks' | 'answerMethod'> {
  /** Endpoint and model: `openai/gpt-4.1`; of a program its id. */
  askedAs: string;
  /** What a model is sent besides the messages; undefined of a program. */
  parameters?: Readonly<Record<string, unknown>>;
  /** Of a model on a server of one's own, once that has been asked. */
  weights?: Weights | undefined;
  /** The name of its set of judge prompts; undefined of a program. */
  promptSet?: string;
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

/** A judge of the command line: planned and estimated with as it is, opened to decide. */
export interface ResolvedJudge extends JudgeIdentity {
  /** The model that is asked; undefined for a program. */
  target: ModelTarget | undefined;
  /** The limit of its replies that the user has set. */
  limit?: ReplyLimit;
  /** `idle`: nothing is known to be asked. */
  open: (within: { runtime: Runtime; idle: boolean }) => Promise<OpenJudge>;
}

export type ReplyLimit = Pick<JudgingSettings, 'maxTokens' | 'maxTokensFlag'>;

export interface ResolveJudgesOptions {
  prompts: JudgePromptSet;
  /** Judges that are functions, next to those that are named. */
  own?: readonly (JudgeFunction | OwnJudge)[] | undefined;
  /** The models that are named so. */
  resolveModels: (specs: readonly string[]) => Promise<readonly ModelTarget[]>;
  /** Of each reply of a model, where the user has set it. */
  limit?: ReplyLimit | undefined;
  /** Matches that a program may have under way. */
  concurrency: number | undefined;
  /** A match that takes a program longer has failed. */
  timeoutMs: number;
  /** Where graders run programs; it is made when the first program comes. */
  sandbox: SandboxSettings;
}

/** The judges of a command line: files of one's own, graders, models. Two judges with one file are a UserError. */
export async function resolveJudges(
  specs: readonly string[],
  { prompts, limit = {}, own = [], resolveModels, concurrency, timeoutMs, sandbox }: ResolveJudgesOptions,
): Promise<ResolvedJudge[]> {
  const programs = new Map<string, Judge>();
  const graders = gradersWith(createLazySandbox(sandbox));
  for (const spec of new Set(specs)) {
    const judge = isJudgeFile(spec)
      ? await loadJudge(spec, { timeoutMs })
      : await findGraderJudge(spec, graders);
    if (judge) programs.set(spec, judge);
  }
  const targets = await resolveModels(specs.filter((spec) => !programs.has(spec)));
  const models = targets.map((target) => fromTarget(target, { prompts, limit }));
  const judges = specs.flatMap((spec) => {
    const program = programs.get(spec);
    return program ? fromProgram(program, concurrency) : (models.shift() ?? []);
  });
  judges.push(...own.map((each) => fromProgram(judgeOfFunction(each, { timeoutMs }), concurrency)));
  checkDistinctFiles(judges);
  return judges;
}

/** Of what takes no time, more at once means fewer flushes of the file; 16 is what most endpoints are asked. */
const widths = { grader: 128, program: 16 };

function fromProgram(judge: Judge, concurrency: number | undefined): ResolvedJudge {
  const { id, methodFor, answerMethod } = judge;
  const width = concurrency ?? (answerMethod ? widths.grader : widths.program);
  const identity = { id, askedAs: id, methodFor, ...(answerMethod ? { answerMethod } : {}) };
  const open: ResolvedJudge['open'] = async ({ runtime, idle }) => {
    const role = answerMethod ? 'grader' : 'judge';
    const counted = runtime.count({ label: `${role} ${id}`, stage: 'judgments' });
    // What can't grade must say so before anything is written, or paid for.
    if (!idle) await judge.prepare?.();
    return { identity, judge, width, keepsPrompts: false, fewestKept: 0, counted };
  };
  return { ...identity, target: undefined, open };
}

function fromTarget(
  target: ModelTarget,
  { prompts, limit }: { prompts: JudgePromptSet; limit: ReplyLimit },
): ResolvedJudge {
  const { provider, modelId, endpoint, model } = target;
  const askedAs = `${endpoint}/${model}`;
  const isDemo = provider === 'offline';
  if (isDemo && model !== offlineJudgeId) {
    throw new UserError(`${askedAs} cannot judge: the demo judge is offline/${offlineJudgeId}`);
  }
  const weighted = isWeighted(prompts);
  const untold = weighted && !isDemo ? untoldBy(target) : undefined;
  if (untold !== undefined) throw cannotWeigh(askedAs, untold);
  // The demo judge goes by its own name, whatever entry leads to it.
  const identity = {
    id: isDemo ? offlineJudgeId : modelId,
    askedAs,
    parameters: createParameters(target).wanted({
      temperature: temperatureOf(target),
      maxTokens: limit.maxTokens,
      ...(weighted ? { score: firstToken } : {}),
    }),
    promptSet: prompts.name,
    ...promptMethods(prompts),
  };
  const open: ResolvedJudge['open'] = async ({ runtime, idle }) => {
    if (weighted && runtime.batching) {
      throw new UserError(
        `the judge prompts "${prompts.name}" are weighted and need a request of its own for each game: leave out --batch`,
      );
    }
    const counted = runtime.count({ label: `judge ${identity.id}`, stage: 'judgments' });
    const client = isDemo ? undefined : await runtime.clientFor(target, counted.calls, idle);
    const why = client && weighted && !idle ? await whyNoFirstToken(target, client) : undefined;
    if (why !== undefined) throw cannotWeigh(askedAs, why);
    const judge: Judge = client
      ? modelJudge({ id: modelId, prompts, ask: askThrough(client, { target, limit }) })
      : offlineJudge(prompts);
    const weights = idle ? undefined : weightsOf(await runtime.servedBy(target));
    return {
      identity: { ...identity, weights },
      judge,
      width: target.concurrency,
      keepsPrompts: provider === 'anthropic',
      fewestKept: leastKept(model),
      counted,
    };
  };
  return { ...identity, target, limit, open };
}

const firstToken: Score = { kind: 'first-token' };

function cannotWeigh(judge: string, why: string): UserError {
  return new UserError(
    `${judge} cannot give weighted verdicts, which need the log-probabilities of its first token: ${why}; use judge prompts whose verdict is a text, such as --judge-prompts alpaca-eval-unweighted`,
  );
}

function checkDistinctFiles(judges: readonly ResolvedJudge[]): void {
  const owners = new Map<string, string>();
  for (const { id, askedAs } of judges) {
    const stem = sameName(fileStem(id));
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
export function askThrough(
  client: Pick<Client, 'ask'>,
  { target, limit = {} }: { target: Pick<ModelTarget, 'parameters'>; limit?: ReplyLimit | undefined },
): AskModel {
  return ({ system, user, shared, tokens, images }, which) => {
    const before: Message[] = system.trim() === '' ? [] : [{ role: 'system', content: system }];
    const asked: Message = { role: 'user', content: user };
    const messages = [...before, images === undefined ? asked : { ...asked, images }];
    const score = tokens && firstToken;
    return client.ask({ messages, temperature: temperatureOf(target), ...limit, ...which, shared, score });
  };
}

function temperatureOf({ parameters: { temperature } }: Pick<ModelTarget, 'parameters'>): number {
  return typeof temperature === 'number' ? temperature : 0;
}
