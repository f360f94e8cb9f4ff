/** A client that counts instead of asking: what is cached, what would be sent, and how many tokens that is. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CachedReply, openCache } from '../../client/cache.ts';
import type { AskRequest, Client } from '../../client/client.ts';
import { guesses } from '../../client/cost/reply-length.ts';
import { estimateTokens } from '../../client/cost/tokens.ts';
import { replyKey } from '../../client/reply-key.ts';
import { ProviderError } from '../../errors.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { unknowingClient, unknownReply } from '../pipeline/provisional-answers.ts';
import type { Estimate } from './estimate.ts';

/** Looks a reply up without sending or changing anything. */
export type LookUp = (target: ModelTarget, request: AskRequest) => Promise<CachedReply | undefined>;

/** Finds what the run would find: nothing where it would not look, and nothing of demo models, which are not cached. */
export function openLookUp({ dataDir, cached }: { dataDir: string; cached: boolean }): LookUp {
  const folder = join(dataDir, '.cache');
  const cache = cached && existsSync(folder) ? openCache(folder) : undefined;
  return async (target, request) =>
    target.provider === 'offline' ? undefined : cache?.read(replyKey(target, request));
}

/**
 * A reply that is not cached is counted as a call. Then a model has replied something unknown, so that its next turn can be
 * counted; a judge's reply is deferred, as in a batch run, for nothing follows from it that could be counted.
 */
export function countingClient(
  target: ModelTarget,
  { estimate, lookUp, stage }: { estimate: Estimate; lookUp: LookUp; stage: 'answers' | 'judgments' },
): Pick<Client, 'ask'> {
  const unknowing = unknowingClient(target);
  // One for all: an error notes its stack, which takes longer than counting.
  const deferred = new ProviderError('deferred', 'nothing is sent', { retryable: false });
  return {
    ask: async (request) => {
      const known = request.messages.every(({ content }) => !content.includes(unknownReply));
      const found = known ? await lookUp(target, request) : undefined;
      if (found) {
        estimate.cached += 1;
        return found;
      }
      countCall(estimate, request, known);
      if (stage === 'answers') return unknowing.ask(request);
      throw deferred;
    },
  };
}

/** About as long as an answer may be expected to be: what stands for it in a judge's prompt. */
const expectedAnswer = 'word '.repeat((guesses.answer.plain.low + guesses.answer.plain.high) / 2);

function countCall(estimate: Estimate, { messages }: AskRequest, known: boolean): void {
  estimate.calls += 1;
  if (known) estimate.firstRound += 1;
  for (const { content } of messages) {
    if (content === unknownReply) estimate.unknownReplies += 1;
    else estimate.knownTokens += estimateTokens(content.replaceAll(unknownReply, expectedAnswer));
  }
}
