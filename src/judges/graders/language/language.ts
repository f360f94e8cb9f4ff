/**
 * Language consistency: whether an answer is in the language of its bench, as KoMT-Bench checks beside its judge
 * (EXAONE 3.0, arXiv 2408.03541; there by Google's detector, here as tell.ts tells).
 */

import { z } from 'zod';
import { UserError } from '../../../errors.ts';
import { readLanguageProfiles } from '../../../store/bench/language-profiles.ts';
import { type Grader, GraderError } from '../grader.ts';
import { openProfiles } from '../ifeval/language/profiles.ts';
import type { Told } from './tell.ts';

/** `check.language` of a question: other languages that will do, or `any`; besides the bench's own where it is absent. */
const checkSchema = z.looseObject({
  language: z.union([z.string().min(2), z.array(z.string().min(2)).min(1)]).optional(),
});

/**
 * The grader `language:<code>`. Score 1 for an answer in that language (or one that its question allows), and for one that
 * no language can be told of: code alone, a number, a few words. Score 0 for any other. A code that the detector does not
 * know is a UserError; a malformed `check.language` a GraderError. A blank answer is none.
 */
export function createLanguageGrader(given: string): Grader {
  const expected = subtagOf(given);
  const known = knownLanguages();
  if (!known.includes(expected)) {
    throw new UserError(
      `the language detector does not know "${given}" (language:${given}): it knows ${known.join(', ')}`,
    );
  }
  return {
    name: `language:${expected}`,
    version: '1',
    grade: async ({ question: { question_id, check }, response }) => {
      const allowed = allowedIn(check, { expected, question_id });
      if (response.trim() === '')
        return { kind: 'no-answer', target: expected, rationale: 'The answer is blank.' };
      const { tellLanguage } = await import('./tell.ts');
      const told = tellLanguage(response);
      const kept = allowed === 'any' || isKept(told, allowed);
      const extracted = told.kind === 'told' ? told.codes.join(' or ') : told.why;
      const target = allowed === 'any' ? 'any' : allowed.join(' or ');
      return { kind: 'graded', score: kept ? 1 : 0, extracted, target, rationale: rationaleOf(told, target) };
    },
  };
}

function isKept(told: Told, allowed: readonly string[]): boolean {
  if (told.kind === 'told') return told.codes.some((code) => allowed.includes(code));
  return allowed.some((code) => !told.never.includes(code));
}

function rationaleOf(told: Told, target: string): string {
  if (told.kind === 'told') return `The answer is in ${told.codes.join(' or ')}; wanted is ${target}.`;
  const apart = told.never.length > 0 ? `; it is not ${told.never.join(', ')}` : '';
  return `The language cannot be told (${told.why})${apart}; wanted is ${target}.`;
}

/** `pt-BR` and `zh-TW` are `pt` and `zh`: varieties are not told apart. */
function subtagOf(language: string): string {
  return language.toLowerCase().replace(/-.*$/, '');
}

function knownLanguages(): string[] {
  const { languages } = openProfiles(readLanguageProfiles());
  return [...new Set(languages.map(({ name }) => subtagOf(name)))].sort();
}

function allowedIn(
  check: unknown,
  { expected, question_id }: { expected: string; question_id: number | string },
): 'any' | string[] {
  const { data, error } = checkSchema.safeParse(check ?? {});
  if (error)
    throw new GraderError(
      `question ${question_id}: check.language must be a language, a list of them, or any`,
    );
  const { language } = data;
  if (language === 'any') return 'any';
  return language === undefined ? [expected] : [language].flat().map(subtagOf);
}
