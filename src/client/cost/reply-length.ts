/** How long replies will be: as long as those on record, or else a stated guess. */

import type { Usage } from '../../records/calls/call.ts';

/** From the least to the most that is expected. */
export interface Range {
  low: number;
  high: number;
}

/** Tokens of one reply, over the replies to come. */
export interface ReplyLength {
  /** Replies on record that this is based on; 0 for a guess. */
  seen: number;
  /** Average tokens that the replies to so many calls will have, reasoning included. */
  output: (calls: number) => Range;
  /** The same without reasoning, which is what later turns are shown. */
  visible: (calls: number) => Range;
}

/** Below this many replies on record a guess is better. */
export const fewestReplies = 8;

/** What is guessed where nothing is on record; models that reason first are billed for that too. */
export const guesses = {
  answer: { plain: { low: 150, high: 1000 }, reasoning: { low: 500, high: 5000 } },
  judgment: { plain: { low: 100, high: 600 }, reasoning: { low: 300, high: 3000 } },
} as const;

export function guessReplies(kind: keyof typeof guesses, reasoning: boolean): ReplyLength {
  const guess = guesses[kind];
  return {
    seen: 0,
    output: () => (reasoning ? guess.reasoning : guess.plain),
    visible: () => guess.plain,
  };
}

/**
 * From replies on record. The average of as many more is within two standard errors of the average on record, those of
 * both averages taken together.
 */
export function replyLengthOf(usages: readonly Usage[]): ReplyLength {
  const output = spreadOf(usages.map(({ output_tokens }) => output_tokens));
  const visible = spreadOf(
    usages.map(({ output_tokens, reasoning_tokens = 0 }) => Math.max(0, output_tokens - reasoning_tokens)),
  );
  return {
    seen: usages.length,
    output: (calls) => rangeOf(output, calls),
    visible: (calls) => rangeOf(visible, calls),
  };
}

interface Spread {
  mean: number;
  deviation: number;
  count: number;
}

function spreadOf(values: readonly number[]): Spread {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / Math.max(1, count - 1)), count };
}

function rangeOf({ mean, deviation, count }: Spread, calls: number): Range {
  const half = 2 * deviation * Math.sqrt(1 / count + 1 / Math.max(1, calls));
  return { low: Math.max(0, mean - half), high: mean + half };
}
