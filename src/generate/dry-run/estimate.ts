/** What one model or judge would be asked, counted, with the tokens and the cost that are to be expected. */

import { costOf } from '../../client/cost/cost.ts';
import type { Range, ReplyLength } from '../../client/cost/reply-length.ts';
import { createParameters } from '../../client/parameters.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { TokenPrices } from '../../records/models.ts';

/** The calls that one model or judge would take. */
export interface Estimate {
  label: string;
  /** Undefined for a judge that is a program, which takes no calls. */
  target: ModelTarget | undefined;
  /** Records on disk that are still valid; undefined for a command that writes none. */
  kept?: number | undefined;
  /** Answers that are not there to be judged, so that no call is counted for them. */
  missing?: number | undefined;
  /** A line on the records on disk that new ones would replace, if any. */
  replaces?: string | undefined;
  replies: ReplyLength;
  /** Limit of a reply's tokens, where the command line sets one. */
  maxTokens?: number | undefined;
  calls: number;
  /** Of the calls, those that wait for no other's reply: the first batch round. */
  firstRound: number;
  /** Replies that are in the cache, and need no call. */
  cached: number;
  /** Estimated tokens of the texts that are known. */
  knownTokens: number;
  /** Earlier replies that calls will show, not known yet. */
  unknownReplies: number;
}

export function newEstimate(
  label: string,
  about: Pick<Estimate, 'target' | 'kept' | 'missing' | 'replaces' | 'replies' | 'maxTokens'>,
): Estimate {
  return { label, ...about, calls: 0, firstRound: 0, cached: 0, knownTokens: 0, unknownReplies: 0 };
}

const nothing: Range = { low: 0, high: 0 };

/** What the input may come to against its estimate. */
export const inputError: Range = { low: 0.9, high: 1.15 };
/** Claude's own tokenizers make more tokens of a text, the recent ones the most. */
export const claudeInputError: Range = { low: 0.9, high: 1.6 };

/** The tokens of all calls, from the least to the most that is expected. */
export function tokensOf(estimate: Estimate): { input: Range; output: Range } {
  if (!estimate.target) return { input: nothing, output: nothing };
  const { target, calls, knownTokens, unknownReplies, replies, maxTokens } = estimate;
  const { max_tokens, max_completion_tokens } = createParameters(target).wanted({ maxTokens });
  const limit = Number(max_tokens ?? max_completion_tokens) || Number.POSITIVE_INFINITY;
  const error = target.provider === 'anthropic' ? claudeInputError : inputError;
  const [output, visible] = [replies.output(calls), replies.visible(calls)];
  const input = (end: keyof Range) =>
    Math.round(knownTokens * error[end] + unknownReplies * Math.min(visible[end], limit));
  const replied = (end: keyof Range) => Math.round(calls * Math.min(output[end], limit));
  return {
    input: { low: input('low'), high: input('high') },
    output: { low: replied('low'), high: replied('high') },
  };
}

/** US dollars, at the plain prices or at those of batches; undefined without a price. The demo models cost nothing. */
export function costRange(estimate: Estimate, at: 'plain' | 'batch' = 'plain'): Range | undefined {
  const { target, calls } = estimate;
  if (!target || target.provider === 'offline' || calls === 0) return nothing;
  const prices: TokenPrices | undefined = at === 'batch' ? target.price?.batch : target.price;
  if (!prices) return undefined;
  const { input, output } = tokensOf(estimate);
  const cost = (end: keyof Range) => costOf({ input_tokens: input[end], output_tokens: output[end] }, prices);
  return { low: cost('low'), high: cost('high') };
}
