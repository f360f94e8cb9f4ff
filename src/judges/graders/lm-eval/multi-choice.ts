/**
 * lm-eval's filter `multi_choice_regex` with `ignore_case` and `ignore_punctuation`, as the FLAN tasks use it
 * (`lm_eval/filters/extraction.py`, `MultiChoiceRegexFilter`, at commit 4e7e0d4).
 *
 * The texts of the options are tried in their order, so an option that begins another hides it ("12" in "120"). Later
 * versions (0.4.13 on PyPI) try the longest first; the version of the tasks did not change.
 */

import { letterAt, readChoice } from '../choice/choice-question.ts';
import type { Grading } from '../grader.ts';
import type { Extraction } from './lm-eval-grader.ts';
import { pythonSpace, strip } from './python-text.ts';

/** Three searches, each when the one before found nothing: "(X)", the text of an option, a letter after a colon. */
export function multiChoice(which: 'first' | 'last'): (grading: Grading) => Extraction | undefined {
  return ({ question, response }) => {
    const { options } = readChoice(question);
    const letters = options.map((_, index) => letterAt(index)).join('|');
    const text =
      pick(response, /\([A-Z]\)/g, which) ||
      optionNamed(response, options, which) ||
      bracketed(pick(response, new RegExp(`:[${pythonSpace}]*(${letters})`, 'g'), which));
    return text ? { text } : undefined;
  };
}

const bracketed = (letter: string | undefined): string | undefined => letter && `(${letter})`;

/** Of two options with the same text the later one gets the letter, as in the official table. */
function optionNamed(
  response: string,
  options: readonly string[],
  which: 'first' | 'last',
): string | undefined {
  const texts = options.map((option) => simplified(strip(option)));
  const letters = new Map(texts.map((text, index) => [text, `(${letterAt(index)})`]));
  const pattern = new RegExp(texts.map(escaped).join('|'), 'g');
  const found = strip(pick(simplified(response), pattern, which) ?? '');
  // An option of nothing but punctuation finds an empty text, which is no answer.
  return found && (letters.get(found) ?? found);
}

/** Lower case, without what Unicode calls punctuation (categories P*). */
const simplified = (text: string): string => text.toLowerCase().replace(/\p{P}/gu, '');

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function pick(text: string, pattern: RegExp, which: 'first' | 'last'): string | undefined {
  let found: RegExpExecArray | undefined;
  for (const match of text.matchAll(pattern)) {
    found = match;
    if (which === 'first') break;
  }
  return found && (found[1] ?? found[0]);
}
