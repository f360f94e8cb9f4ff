/** The weighted verdict: how strongly a judge prefers one of two answers, by the log-probabilities of its first token. */

import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import type { Verdict } from './read-verdict.ts';

/**
 * Reads `[token, log-probability]` pairs in JSON, as providers give them. With p and q the probabilities of the tokens for A
 * and B, in whatever white space, B is preferred by q / (p + q); a token that is not among those told counts as 0, and one
 * of the two must be told (AlpacaEval's `logprob_parser`, commit 0643a09). Case counts: `m` and `M` may be the two.
 */
export function readWeighted(reply: string, [a, b]: readonly [string, string]): Verdict {
  const told = readTokens(reply);
  if (!told) return { kind: 'unparsed', reason: 'the reply holds no log-probabilities' };
  const [first, second] = [massOf(a, told), massOf(b, told)];
  if (first + second === 0) {
    const seen = told.slice(0, 3).map(([token]) => JSON.stringify(token));
    return {
      kind: 'unparsed',
      reason: `neither "${a}" nor "${b}" is among the likely first tokens (${seen.join(', ')})`,
    };
  }
  const preference = second / (first + second);
  if (preference === 0.5) return { kind: 'winner', winner: 'tie', preference };
  return { kind: 'winner', winner: preference > 0.5 ? 'B' : 'A', preference };
}

/** Whether a set asks for log-probabilities; all its prompts do then. */
export function isWeighted({ prompts }: Pick<JudgePromptSet, 'prompts'>): boolean {
  return prompts.some(({ output_format }) => output_format === 'weighted');
}

type Told = readonly (readonly [string, number])[];

/** Undefined for a text that is no such list, as a reply in words is. */
function readTokens(reply: string): Told | undefined {
  try {
    const value: unknown = JSON.parse(reply);
    return Array.isArray(value) && value.length > 0 && value.every(isTold) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isTold(value: unknown): value is readonly [string, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}

function massOf(token: string, told: Told): number {
  return told.reduce((sum, [text, log]) => sum + (text.trim() === token.trim() ? Math.exp(log) : 0), 0);
}
