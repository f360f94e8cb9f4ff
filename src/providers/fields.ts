/** Reads what services send without trusting its types: what is of another type is taken for absent. */

import type { FinishReason } from '../records/calls/call.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; none for anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** A text that says something, or undefined. */
export function textOrNone(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A count of tokens: a whole number from 0 that is exact, or undefined. */
export function countOrNone(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

const finishReasons: ReadonlyMap<string, FinishReason> = new Map([
  ...['stop', 'eos', 'eos_token', 'end_turn', 'stop_sequence', 'complete', 'completed'].map(
    (reason) => [reason, 'stop'] as const,
  ),
  ...[
    'length',
    'max_tokens',
    'max_output_tokens',
    'model_length',
    'token_limit',
    'model_context_window_exceeded',
  ].map((reason) => [reason, 'length'] as const),
  ...['content_filter', 'safety', 'recitation', 'blocklist', 'prohibited_content', 'spii'].map(
    (reason) => [reason, 'content_filter'] as const,
  ),
  ['refusal', 'refusal'],
]);

/** Why a reply ended, in whatever case and dialect a service says it; a service that says nothing has ended by itself. */
export function finishReasonOf(reason: unknown): FinishReason {
  if (reason === undefined || reason === null || reason === '') return 'stop';
  return (typeof reason === 'string' && finishReasons.get(reason.toLowerCase())) || 'other';
}
