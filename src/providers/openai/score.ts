/**
 * Log-probabilities over the OpenAI-like APIs: those of prompts by a completions endpoint (`echo` with `logprobs` as
 * OpenAI's, or vLLM's `prompt_logprobs`), and those of a first token by a chat endpoint.
 */

import { type ErrorContext, malformedReply, reportedError } from '../errors.ts';
import { type Fields, fieldsOf, textOrNone } from '../fields.ts';
import { errorIn } from '../http/error-body.ts';
import type { ChatReply, ChatRequest, Score } from '../provider.ts';
import { readUsage } from './reply.ts';

/** The body of a completions request: all texts in one list, or the only one. */
export function completionsBody({ model, messages, parameters }: ChatRequest): object {
  const prompts = messages.map(({ content }) => content);
  return { ...parameters, model, prompt: prompts.length === 1 ? prompts[0] : prompts, stream: false };
}

type Continuations = Extract<Score, { kind: 'continuations' }>;

/**
 * For each prompt the sum of the log-probabilities of its tokens from `from` on, which one token that had to be generated
 * is not among. A reply that tells no log-probabilities of its prompts is a ProviderError: asked again it would not either.
 */
export function readContinuations(
  reply: unknown,
  { messages }: Pick<ChatRequest, 'messages'>,
  { score, context }: { score: Continuations; context: ErrorContext },
): ChatReply {
  const body = checkedBody(reply, context);
  const choices = listOf(body.choices).map(fieldsOf);
  if (choices.length !== messages.length) {
    throw untold(context, `it has ${choices.length} choices for ${messages.length} prompts`);
  }
  const sums = messages.map(({ content }, index) => {
    const choice = choices.find((each) => each.index === index) ?? choices[index] ?? {};
    const border = { prompt: [...content].length, from: score.from[index] ?? 0 };
    const told = Array.isArray(choice.prompt_logprobs)
      ? promptTokens(choice.prompt_logprobs)
      : echoed(choice);
    const sum = told && sumFrom(told, border);
    if (sum === undefined) throw untold(context, 'it holds no log-probabilities of the prompt');
    return sum;
  });
  return scored(sums, body);
}

/** Tokens of a prompt and what was generated behind it, in order. */
interface Told {
  logs: readonly (number | undefined)[];
  /** Where each token begins, in characters; undefined where the server does not say. */
  offsets: readonly number[] | undefined;
  /** Characters of each token. */
  lengths: readonly number[];
  /** Tokens at the end that were generated. */
  generated: number;
}

function echoed(choice: Fields): Told | undefined {
  const { tokens, token_logprobs, text_offset } = fieldsOf(choice.logprobs);
  const logs = listOf(token_logprobs).map(numberOrNone);
  if (logs.length < 2) return undefined;
  const lengths = listOf(tokens).map((token) => (typeof token === 'string' ? [...token].length : 0));
  const offsets = listOf(text_offset).map(numberOrNone);
  const rising = offsets.every(
    (at, index) => at !== undefined && at >= 0 && (index === 0 || at >= (offsets[index - 1] ?? 0)),
  );
  const usable = rising && offsets.length === logs.length;
  return {
    logs,
    lengths,
    offsets: usable ? offsets.map((at) => at ?? 0) : undefined,
    generated: 1,
  };
}

/** vLLM's own field: for each token of the prompt an object by token id, of which the first one is the prompt's. */
function promptTokens(list: readonly unknown[]): Told {
  const tokens = list.map((each) => fieldsOf(Object.values(fieldsOf(each))[0]));
  const logs = tokens.map(({ logprob }) => numberOrNone(logprob));
  const lengths = tokens.map(({ decoded_token }) => [...(textOrNone(decoded_token) ?? '')].length);
  return { logs, lengths, offsets: undefined, generated: 0 };
}

/** Undefined where the tokens do not reach the continuation, or one of it has no log-probability. */
function sumFrom(told: Told, border: { prompt: number; from: number }): number | undefined {
  const { logs } = told;
  const [first, end] = told.offsets
    ? byOffset(told.offsets, border)
    : byLength(told, border.prompt - border.from);
  if (first < 0 || first >= end) return undefined;
  let sum = 0;
  for (const log of logs.slice(first, end)) {
    if (log === undefined) return undefined;
    sum += log;
  }
  return sum;
}

/**
 * The tokens that begin at the border or behind it. What was generated begins where the prompt ends: a server whose
 * offsets count a token for the beginning of the text (vLLM with `<s>`) has them all later by as much. A token across
 * the border belongs to the context, as in lm-evaluation-harness; but for one that holds the whole continuation.
 */
function byOffset(
  offsets: readonly number[],
  { prompt, from }: { prompt: number; from: number },
): [number, number] {
  const last = offsets.at(-1) ?? 0;
  const end = last >= prompt ? offsets.length - 1 : offsets.length;
  const shift = Math.max(0, last - prompt);
  const first = offsets.findIndex((at) => at >= from + shift);
  if (last < from) return [-1, end];
  return [first === end ? end - 1 : first, end];
}

/** From the end: what stands at the beginning of the text need not be known. */
function byLength({ lengths, generated }: Told, characters: number): [number, number] {
  const end = lengths.length - generated;
  let left = characters;
  for (let at = end - 1; at >= 0; at -= 1) {
    left -= lengths[at] ?? 0;
    if (left === 0) return [at, end];
    if (left < 0) return [Math.min(at + 1, end - 1), end];
  }
  return [-1, end];
}

/** The tokens that a chat reply may begin with. */
export function readFirstToken(reply: unknown, context: ErrorContext): ChatReply {
  const body = checkedBody(reply, context);
  const { content } = fieldsOf(fieldsOf(listOf(body.choices)[0]).logprobs);
  const first = fieldsOf(listOf(content)[0]);
  const tokens = [...listOf(first.top_logprobs), first].flatMap((each) => {
    const { token, logprob } = fieldsOf(each);
    return typeof token === 'string' && typeof logprob === 'number' ? [[token, logprob] as const] : [];
  });
  if (listOf(first.top_logprobs).length === 0) {
    throw untold(context, 'it holds no top_logprobs of its first token');
  }
  return scored([...new Map(tokens)], body);
}

function scored(value: unknown, body: Fields): ChatReply {
  return {
    text: JSON.stringify(value),
    // It was cut off on purpose.
    finish_reason: 'stop',
    model: textOrNone(body.model),
    usage: readUsage(body.usage),
  };
}

function checkedBody(reply: unknown, context: ErrorContext): Fields {
  const found = errorIn(reply);
  if (found) throw reportedError(found, context);
  return fieldsOf(reply);
}

function untold(context: ErrorContext, why: string): Error {
  return malformedReply(context, why, { retryable: false });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function numberOrNone(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
