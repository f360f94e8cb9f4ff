/** Stage 2: has one judge decide one match, and makes the record of it. */

import type { Client } from '../calls/client.ts';
import type { Asked, AskModel, Judge, Opinion } from '../judge/judge.ts';
import { hashMatch, type SingleMatch } from '../judge/match.ts';
import { choosePrompt, fillPrompt } from '../judge/prompt.ts';
import type { Message } from '../providers/provider.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import type { Call, Usage } from '../records/call.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
import { type SingleJudgment, unparsedScore } from '../records/judgment.ts';

export interface JudgeOptions {
  judge: Judge;
  prompts: JudgePromptSet;
  /** True when the judged answer came from no language model. */
  demoAnswer: boolean;
  /** Seconds since 1970. */
  clock: () => number;
}

/** The judgment of a match. Rejects with a ProviderError when the judge could not be asked. */
export async function judgeMatch(match: SingleMatch, options: JudgeOptions): Promise<SingleJudgment> {
  const asked = askedAbout(match, options.prompts);
  const opinion = await options.judge.decide(match, asked);
  const { verdict, calls } = opinion;
  const usage = sumUsage(calls);
  return {
    question_id: match.question.question_id,
    model: match.model,
    judge: [options.judge.id, asked.name],
    user_prompt: asked.user,
    judgment: opinion.reply,
    score: scoreOf(opinion),
    turn: match.turn,
    tstamp: options.clock(),
    rationale: opinion.rationale,
    choice: match.choice,
    repeat: match.repeat,
    ...hashMatch(match),
    prompt_hash: asked.hash,
    prompt_set: options.prompts.name,
    ...(options.prompts.fileHash === undefined ? {} : { prompt_set_hash: options.prompts.fileHash }),
    ...(usage ? { usage } : {}),
    ...(calls.length > 0 ? { calls } : {}),
    ...(verdict.kind === 'unparsed' ? { unparsed: verdict.reason } : {}),
    ...(options.judge.demo || options.demoAnswer ? { demo: true as const } : {}),
  };
}

/** How a judge is asked about a match. */
export function askedAbout(match: SingleMatch, prompts: JudgePromptSet): Asked {
  const prompt = choosePrompt(prompts, match);
  return { ...fillPrompt(prompt, match), format: prompt.output_format };
}

/** Puts a filled prompt to a model at temperature 0 (FastChat's), or at the model's own in models.yaml. */
export function askThrough(client: Pick<Client, 'ask'>, target: ModelTarget): AskModel {
  return (asked, { repeat, attempt }) => client.ask({ ...judgeQuestion(asked, target), repeat, attempt });
}

/** The question that a judge is asked, as it goes to the client. */
export function judgeQuestion(
  asked: Asked,
  target: Pick<ModelTarget, 'parameters'>,
): { messages: Message[]; temperature: number } {
  const own = target.parameters.temperature;
  const system: Message[] = asked.system.trim() === '' ? [] : [{ role: 'system', content: asked.system }];
  return {
    messages: [...system, { role: 'user', content: asked.user }],
    temperature: typeof own === 'number' ? own : 0,
  };
}

function scoreOf({ verdict }: Opinion): number {
  return verdict.kind === 'rating' ? verdict.rating : unparsedScore;
}

function sumUsage(calls: readonly Call[]): Usage | undefined {
  const known = calls.flatMap(({ usage }) => (usage ? [usage] : []));
  if (known.length === 0) return undefined;
  const total = (field: 'input_tokens' | 'output_tokens') =>
    known.reduce((sum, usage) => sum + usage[field], 0);
  return { input_tokens: total('input_tokens'), output_tokens: total('output_tokens') };
}
