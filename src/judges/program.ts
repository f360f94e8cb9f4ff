/** A judge of one's own: a function that takes a match and gives a score, or the winner of two. */

import { inspect } from 'node:util';
import { JudgeError, UserError } from '../errors.ts';
import { nameScale, type Scale } from '../records/scale.ts';
import { type Judge, type Method, programMethod } from './judge.ts';
import { type Match, nameMatch } from './match.ts';
import type { Verdict } from './model/verdict.ts';

/** A score on the judge's scale for one answer; for two, which of A and B is better. */
export type ProgramVerdict = ({ score: number } | { winner: 'A' | 'B' | 'tie' }) & { rationale?: string };

export type JudgeFunction = (match: Match) => ProgramVerdict | Promise<ProgramVerdict>;

/** A judge of one's own that says more of itself than a function can. */
export interface OwnJudge {
  /** Names its judgments; with a version, `<id>@<version>`. */
  id?: string;
  version?: string | number;
  /** The lowest and the highest score that it gives; 1 and 10 where it is left out. */
  scale?: Scale;
  decide: JudgeFunction;
}

export interface Program {
  id: string;
  /** What messages call it, such as its file. */
  name: string;
  /** Judgments by a program with another hash are stale. */
  hash: string;
  scale: Scale;
  decide: (match: Match) => unknown;
  /** A match that takes longer has failed. */
  timeoutMs: number;
}

/**
 * Whatever the function throws is a JudgeError: that match is not judged, others are. A value that is no verdict is a
 * UserError, since it would come again with every match.
 */
export function programJudge({ id, name, hash, scale, decide, timeoutMs }: Program): Judge {
  const method: Method = { name: programMethod, hash };
  return {
    id,
    kind: 'program',
    scale,
    methodFor: () => method,
    decide: async (match) => {
      // A copy: what the function does to it must not reach other matches.
      const given = await within(timeoutMs, () => decide(structuredClone(match)));
      const verdict = readVerdict(given, match, scale);
      if (verdict.kind === 'unparsed') {
        throw new UserError(`${name} gave ${shown(given)} for ${nameMatch(match)}: ${verdict.reason}`);
      }
      const rationale = isObject(given) && typeof given.rationale === 'string' ? given.rationale : '';
      return { verdict, rationale, reply: rationale, prompt: '', calls: [] };
    },
  };
}

function readVerdict(given: unknown, match: Match, scale: Scale): Verdict {
  const { score, winner, rationale }: Readonly<Record<string, unknown>> = isObject(given) ? given : {};
  if (rationale !== undefined && typeof rationale !== 'string') {
    return { kind: 'unparsed', reason: 'the rationale must be a text' };
  }
  if (match.type === 'pairwise') {
    if (winner === 'A' || winner === 'B' || winner === 'tie') return { kind: 'winner', winner };
    return {
      kind: 'unparsed',
      reason: 'it must be { winner, rationale }, with the winner "A", "B" or "tie"',
    };
  }
  const [low, high] = scale;
  if (typeof score === 'number' && score >= low && score <= high) return { kind: 'rating', rating: score };
  return {
    kind: 'unparsed',
    reason: `it must be { score, rationale }, with a score ${nameScale(scale)}`,
  };
}

/** Without a limit a promise that never settles would end the process in the middle of a run. */
async function within(ms: number, decide: () => unknown): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `the judge took longer than ${ms / 1000} s (--timeout)`;
    timer = setTimeout(() => reject(new JudgeError(message)), ms);
  });
  try {
    return await Promise.race([Promise.resolve().then(decide), late]);
  } catch (error) {
    throw error instanceof JudgeError ? error : new JudgeError(asText(error), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function asText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : `threw ${shown(error)}`;
}

/** In one line, and not all of a long text. */
function shown(value: unknown): string {
  const text = inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 1, maxStringLength: 80 });
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
