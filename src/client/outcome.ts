/** What about a reply is worth a second look: how it ended, and whether it says anything. */

import type { Call } from '../records/calls/call.ts';

export type OutcomeFlag =
  | 'refusal'
  | 'length'
  /** Cut off before its limit of tokens, or at one that was lowered to fit: the context was full. */
  | 'context'
  | 'content_filter'
  | 'empty'
  /** Empty, and there is reasoning. */
  | 'reasoning';

export function outcomeFlags(text: string, call: Call): OutcomeFlag[] {
  const { finish_reason, reasoning = '' } = call;
  const flags: OutcomeFlag[] = [];
  if (finish_reason === 'length') flags.push(filledContext(call) ? 'context' : 'length');
  if (finish_reason === 'refusal' || finish_reason === 'content_filter') flags.push(finish_reason);
  if (text.trim() === '') flags.push(reasoning.trim() === '' ? 'empty' : 'reasoning');
  return flags;
}

/** Of a reply that was cut off: whether a higher limit of tokens would have changed nothing. */
function filledContext({ sent, usage }: Call): boolean {
  if (sent.max_tokens_lowered_from !== undefined) return true;
  const { max_tokens, max_completion_tokens } = sent.parameters;
  const limit = max_tokens ?? max_completion_tokens;
  return usage !== undefined && typeof limit === 'number' && usage.output_tokens < limit;
}
