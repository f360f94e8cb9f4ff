/** Stage 2: has one judge decide one match, and makes the record of it. */

import type { Client } from '../../client/client.ts';
import { estimateTokens } from '../../client/cost/tokens.ts';
import { contentHash } from '../../content-hash.ts';
import type { Asked, AskModel, Judge } from '../../judges/judge.ts';
import type { Match } from '../../judges/match.ts';
import { choosePrompt, fillPrompt, sharedLength } from '../../judges/model/prompt.ts';
import type { Message } from '../../providers/provider.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import { settleAll } from '../settle.ts';
import type { Mode, PendingMatch } from './mode.ts';
import { foundationOf, readSides } from './plan.ts';
import type { Shared } from './prompt-cache-order.ts';

export interface JudgeOptions {
  judge: Judge;
  prompts: JudgePromptSet;
  /** Seconds since 1970. */
  clock: () => number;
  /** What the run asks for more than once of a match's prompts; left out where no service is told. */
  shared?: ((pending: PendingMatch) => Shared) | undefined;
}

/**
 * The judgment of a match: all its games are asked side by side. Rejects with a ProviderError when one of them could not
 * be; what the others replied is in the cache by then.
 */
export async function judgeMatch<Record>(
  pending: PendingMatch,
  mode: Mode<Record>,
  { judge, prompts, clock, shared }: JudgeOptions,
): Promise<Record> {
  const { answers, records } = await readSides(pending);
  const games = mode.games(pending, answers);
  const sharing = shared?.(pending) ?? 'nothing';
  const asked = games.map((game) => askedAndShared(game, prompts, sharing));
  const opinions = await settleAll(games.map((game, index) => judge.decide(game, at(asked, index))));
  const prompt = choosePrompt(prompts, at(games, 0));
  return mode.toRecord({
    ...{ pending, prompts, games, asked, opinions },
    judgeId: judge.id,
    foundation: foundationOf(pending, prompt, answers.map(contentHash)),
    tstamp: clock(),
    demo: judge.demo || records.some(({ demo }) => demo === true),
  });
}

/** What the judge would be asked about a match, game by game. */
export async function askedAboutMatch<Record>(
  pending: PendingMatch,
  mode: Mode<Record>,
  prompts: JudgePromptSet,
): Promise<Asked[]> {
  const { answers } = await readSides(pending);
  return mode.games(pending, answers).map((game) => askedAbout(game, prompts));
}

/** Estimated tokens of what a match's prompt shares with others. */
export async function tokensShared<Record>(
  pending: PendingMatch,
  mode: Mode<Record>,
  { prompts, sharing }: { prompts: JudgePromptSet; sharing: Shared },
): Promise<number> {
  const { answers } = await readSides(pending);
  const { system, user, shared } = askedAndShared(at(mode.games(pending, answers), 0), prompts, sharing);
  return shared === undefined ? 0 : estimateTokens(system) + estimateTokens(user.slice(0, shared));
}

/** How a judge is asked about one game. */
export function askedAbout(match: Match, prompts: JudgePromptSet): Asked {
  const prompt = choosePrompt(prompts, match);
  return { ...fillPrompt(prompt, match), format: prompt.output_format };
}

function askedAndShared(match: Match, prompts: JudgePromptSet, sharing: Shared): Asked {
  const asked = askedAbout(match, prompts);
  if (sharing === 'nothing') return asked;
  const all = sharing === 'all';
  return { ...asked, shared: all ? asked.user.length : sharedLength(choosePrompt(prompts, match), match) };
}

/** Puts a filled prompt to a model at temperature 0 (FastChat's), or at the model's own in models.yaml. */
export function askThrough(client: Pick<Client, 'ask'>, target: ModelTarget): AskModel {
  return (asked, which) => client.ask({ ...judgeQuestion(asked, target), ...which, shared: asked.shared });
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

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`there is no item ${index} of ${items.length}`);
  return item;
}
