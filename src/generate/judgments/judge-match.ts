/** Stage 2: has one judge decide one match, and makes the record of it. */

import { estimateTokens } from '../../client/cost/tokens.ts';
import { contentHash } from '../../content-hash.ts';
import type { Judge, Shared } from '../../judges/judge.ts';
import { requestFor } from '../../judges/model/request.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import { settleAll } from '../settle.ts';
import type { Mode, PendingMatch } from './mode.ts';
import { inputsOf, readSides } from './plan.ts';

export interface JudgeOptions {
  judge: Judge;
  /** Seconds since 1970. */
  clock: () => number;
  /** What the run asks for more than once of a match's prompts; left out where no service needs to know. */
  shared?: ((pending: PendingMatch) => Shared) | undefined;
}

/**
 * The judgment of a match: all its games are asked side by side. Rejects with a ProviderError or a JudgeError when one of
 * them could not be judged; what a service replied to the others is in the cache by then.
 */
export async function judgeMatch<Record>(
  pending: PendingMatch,
  mode: Mode<Record>,
  { judge, clock, shared }: JudgeOptions,
): Promise<Record> {
  const { answers, records } = await readSides(pending);
  const games = mode.games(pending, answers);
  const [first] = games;
  if (!first) throw new RangeError('a match has at least one game');
  const method = judge.methodFor(first);
  const replies = await settleAll(games.map((game) => judge.decide(game, shared?.(pending))));
  return mode.toRecord({
    pending,
    judge,
    method,
    replies,
    inputs: inputsOf(pending, method, answers.map(contentHash)),
    lengths: answers.map((turns) => [...(turns.at(-1) ?? '')].length),
    tstamp: clock(),
    demo: judge.kind === 'demo' || records.some(({ demo }) => demo === true),
  });
}

/** Estimated tokens of what a match's prompt shares with others. */
export async function tokensShared<Record>(
  pending: PendingMatch,
  mode: Mode<Record>,
  { prompts, sharing }: { prompts: JudgePromptSet; sharing: Shared },
): Promise<number> {
  const { answers } = await readSides(pending);
  const [first] = mode.games(pending, answers);
  if (!first) throw new RangeError('a match has at least one game');
  const { system, user, shared } = requestFor(first, prompts, sharing);
  return shared === undefined ? 0 : estimateTokens(system) + estimateTokens(user.slice(0, shared));
}
