/** What a kind of instruction is: the schema of its arguments, and the check that they make. */

import { z } from 'zod';
import type { PythonRandom } from '../../../stats/python/random.ts';
import { PatternError } from './python/regex.ts';
import { isBlank, strip } from './python/text.ts';

export interface Finding {
  followed: boolean;
  /** What was counted or seen, and what was asked: "12 words, at least 300 asked". */
  found: string;
}

/** The language of a text as an ISO 639-1 code, or undefined where it has no letters to tell by. */
export type DetectLanguage = (text: string) => string | undefined;

/** Called with texts that are not blank. Throws nothing, and takes time linear in the text's length. */
export type Check = (text: string, detectLanguage: DetectLanguage) => Finding;

/** Makes the check of an instruction, and draws from `random` what lm-eval draws of Python's `random`, in its order. */
export type MakeCheck = (random: PythonRandom) => Check;

export interface Kind {
  /** The dataset's `kwargs` of this kind, without those that are null. */
  readonly kwargs: z.ZodType;
  /** Whether the check needs a language detector, which takes time to load. */
  readonly needsLanguage: boolean;
  /** What an instruction's `kwargs` come to: a check, or what is wrong with them. */
  readonly read: (kwargs: unknown) => { make: MakeCheck } | { issues: readonly z.core.$ZodIssue[] };
}

/** `make` may draw thresholds; what it returns is called for each text. */
export function kind<Schema extends z.ZodType>(
  kwargs: Schema,
  make: (args: z.infer<Schema>, random: PythonRandom) => Check,
  { needsLanguage = false }: { needsLanguage?: boolean } = {},
): Kind {
  const read = (given: unknown) => {
    const { data, error } = kwargs.safeParse(given);
    return error ? { issues: error.issues } : { make: (random: PythonRandom) => make(data, random) };
  };
  return { kwargs, needsLanguage, read };
}

export const noArguments = z.strictObject({});

/** A number to compare with. One that is missing or negative, which the official checker draws anew, is refused. */
export const threshold = z.int().min(0);

/** A threshold, in words for the finding. */
export interface Limit {
  value: number;
  text: string;
}

/** lm-eval takes 0 for missing and draws a threshold from `low` to `high`; google-research's checker keeps 0. */
export function limitOf(given: number, random: PythonRandom, [low, high]: readonly [number, number]): Limit {
  if (given !== 0) return { value: given, text: String(given) };
  const value = low + random.choice(high - low + 1);
  return { value, text: `${value} (drawn at random, as lm-eval does for 0)` };
}

export const relation = z.enum(['less than', 'at least']);

/** Python draws words of its own for empty ones. */
export const filledText = z.string().refine((text) => !isBlank(text), 'must not be blank');

/** Text that the official checker uses as a pattern: `compile` is called once, and may throw a PatternError. */
export function patternText<Compiled>(compile: (text: string) => Compiled) {
  return filledText.transform((text, context) => {
    try {
      return { text: strip(text), compiled: compile(text) };
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      context.addIssue({ code: 'custom', message: `must be a pattern: ${error.message}`, input: text });
      return z.NEVER;
    }
  });
}

/** Whether a count is as asked, in words. */
export function compared(
  count: number,
  asked: z.infer<typeof relation>,
  limit: Limit,
  things: string,
): Finding {
  const followed = asked === 'less than' ? count < limit.value : count >= limit.value;
  return { followed, found: `${count} ${things}, ${asked} ${limit.text} asked` };
}

export function atLeast(count: number, limit: Limit, things: string): Finding {
  return compared(count, 'at least', limit, things);
}

export function exactly(count: number, limit: Limit, things: string): Finding {
  return { followed: count === limit.value, found: `${count} ${things}, exactly ${limit.text} asked` };
}
