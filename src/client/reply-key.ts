/** What a reply goes by in the cache: what was asked, and of whom. */

import type { Message, Score } from '../providers/provider.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import type { CacheKey } from './cache.ts';
import { createParameters } from './parameters.ts';

export interface KeyedRequest {
  messages: readonly Message[];
  temperature?: number | undefined;
  maxTokens?: number | undefined;
  /** Texts before which the reply is to end. */
  stop?: readonly string[] | undefined;
  /** Log-probabilities in place of a reply. */
  score?: Score | undefined;
  /** Sets apart samples of one request: choices, repeats. */
  repeat: number;
  attempt: number;
}

/** An image goes by its hash. */
function keyedMessage({ images, ...message }: Message): { role: string; content: string } {
  if (images === undefined) return message;
  const named = { ...message, images: images.map(({ hash }) => hash) };
  return named;
}

/** The key of a request to a model; what a service refuses during a run does not change it. */
export function replyKey(target: ModelTarget, request: KeyedRequest): CacheKey {
  return {
    endpoint: target.endpoint,
    base_url: target.baseUrl,
    model: target.model,
    messages: request.messages.map(keyedMessage),
    parameters: createParameters(target).wanted(request),
    repeat: request.repeat,
    attempt: request.attempt,
    ...(request.score === undefined ? {} : { score: request.score }),
  };
}
