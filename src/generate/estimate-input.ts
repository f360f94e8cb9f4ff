/** What a dry run knows before anything is sent: replies in the cache, and the length of those on record. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CallOptions } from '../cli/flags.ts';
import { type CachedReply, openCache } from '../client/cache.ts';
import { fewestReplies, guessReplies, type ReplyLength, replyLengthOf } from '../client/cost/reply-length.ts';
import { type KeyedRequest, replyKey } from '../client/reply-key.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import type { Usage } from '../records/call.ts';
import { type SpendingStage, spendingIn } from '../store/bench/recorded-calls.ts';

/** What decides where a reply would be looked for. */
export type Foreseeing = Pick<CallOptions, 'dataDir' | 'cache'> & { overwrite?: true };

/** Looks a reply up without sending or changing anything. */
export type Find = (target: ModelTarget, request: KeyedRequest) => Promise<CachedReply | undefined>;

/** Finds what the run would find: nothing where it would not look, and nothing of demo models, which are not cached. */
export function openForesight(options: Foreseeing): Find {
  const folder = join(options.dataDir, '.cache');
  const cache = options.cache && !options.overwrite && existsSync(folder) ? openCache(folder) : undefined;
  return async (target, request) =>
    target.provider === 'offline' ? undefined : cache?.read(replyKey(target, request));
}

/** The length of a model's replies, going by those in a file of its records; a guess where there are too few. */
export async function lengthOnRecord(
  stage: SpendingStage,
  file: string,
  target: ModelTarget,
): Promise<ReplyLength> {
  const usages: Usage[] = [];
  for await (const { calls } of existsSync(file) ? spendingIn(stage, file, { all: false }) : []) {
    for (const { endpoint, model, usage } of calls) {
      if (usage && endpoint === target.endpoint && model === target.model) usages.push(usage);
    }
  }
  if (usages.length >= fewestReplies) return replyLengthOf(usages);
  return guessFor(stage === 'answers' ? 'answer' : 'judgment', target);
}

/** A guess by the model's family: those that take no temperature reason before they answer. */
export function guessFor(kind: 'answer' | 'judgment', { rules }: Pick<ModelTarget, 'rules'>): ReplyLength {
  return guessReplies(kind, rules.maxTokens > plainLimit);
}

/** A family with a higher limit of its own has it for its reasoning. */
const plainLimit = 4096;
