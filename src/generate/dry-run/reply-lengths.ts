/** How long the replies of a model will be: as those on record, or a guess by its family. */

import { existsSync } from 'node:fs';
import {
  fewestReplies,
  guessReplies,
  type ReplyLength,
  replyLengthOf,
} from '../../client/cost/reply-length.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Usage } from '../../records/calls/call.ts';
import { type CallStage, recordedCallsIn } from '../../store/bench/recorded-calls.ts';

/** The length of a model's replies, going by those in a file of its records; a guess where there are too few. */
export async function lengthOnRecord(
  stage: CallStage,
  file: string,
  target: ModelTarget,
): Promise<ReplyLength> {
  const usages: Usage[] = [];
  for await (const { calls } of existsSync(file) ? recordedCallsIn(stage, file, { all: false }) : []) {
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
