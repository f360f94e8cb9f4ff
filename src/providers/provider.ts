/** The one interface to a model, whoever serves it. It holds no logic. */

import type { FinishReason, Usage } from '../records/calls/call.ts';
import type { ServedBy } from '../records/calls/served-by.ts';
import type { Image } from '../records/question.ts';
import type { RateLimits } from './http/rate-limits.ts';

export interface Message {
  role: 'system' | 'user' | 'assistant';
  content: string;
  /** Sent before the text, in order: `[image 1]` in it is the first of them. */
  images?: readonly Image[] | undefined;
}

/** Asks for log-probabilities in place of a reply; they come as JSON in the reply's text. */
export type Score =
  /**
   * Of the end of each message, all of which are texts for a completions endpoint: from its character (code point) number
   * `from` on. Comes as a list of numbers. `form` is how the server is asked: OpenAI's `echo`, or vLLM's `prompt_logprobs`.
   */
  | { kind: 'continuations'; from: readonly number[]; form: 'echo' | 'prompt_logprobs' }
  /** Of the tokens that the reply may begin with: a list of `[token, log-probability]`. */
  | { kind: 'first-token' };

export interface ChatRequest {
  model: string;
  messages: readonly Message[];
  /** Body fields as they go over the wire, besides model and messages. */
  parameters: Readonly<Record<string, unknown>>;
  /** Characters of the last message, from its start, that the service is asked to keep in its prompt cache. */
  keep?: number | undefined;
  score?: Score | undefined;
}

export interface ChatReply {
  /** The answer without the model's reasoning. */
  text: string;
  reasoning?: string | undefined;
  finish_reason: FinishReason;
  /** The model that the service says has answered. */
  model?: string | undefined;
  /** What stands behind the name, on a server of one's own. */
  served_by?: ServedBy | undefined;
  usage?: Usage | undefined;
  /** Present where a secret of the run stood in the reply and was taken out. */
  redacted?: true;
  /** What the service says is left of its limits. */
  limits?: RateLimits | undefined;
}

export interface AskOptions {
  timeoutMs: number;
  signal: AbortSignal;
}

export interface Provider {
  /** One request, one reply, no retry. Rejects with a ProviderError only. */
  ask: (request: ChatRequest, options: AskOptions) => Promise<ChatReply>;
}

export interface ReadyProvider extends Provider {
  /** Does what the first request of a model would have to do, and needs to be done once. Never rejects. */
  ready: (model: string) => Promise<void>;
}
