/**
 * A task of lm-evaluation-harness as a grader: a filter extracts, `exact_match` compares
 * (`lm_eval/filters/extraction.py` and `lm_eval/api/metrics.py`, `exact_match_hf_evaluate`, at commit 4e7e0d4).
 */

import type { GradedQuestion, Grader, Grading } from '../grader.ts';
import { strip, withoutAsciiPunctuation, withoutTrailingNuls } from './python-text.ts';

/** What a filter took from the response; `at` is its place there, in UTF-16 units, where it is one piece. */
export interface Extraction {
  text: string;
  at?: readonly [number, number];
}

export interface LmEvalTask {
  name: string;
  version: string;
  /** What the filter looks for, as it stands in the rationale: "the first letter in brackets". */
  what: string;
  /** Undefined where lm-eval's filter gives its fallback, `[invalid]`. */
  extract: (grading: Grading) => Extraction | undefined;
  /** What lm-eval compares with. Throws a GraderError for a question that the task can't ask. */
  target: (question: GradedQuestion) => string;
  /** The changes that `exact_match` makes to both sides, in order. */
  normalise: readonly ((text: string) => string)[];
}

export const ignoreCase = (text: string): string => text.toLowerCase();
export const ignorePunctuation = withoutAsciiPunctuation;

/** An empty extraction is no answer either: lm-eval scores both 0 and does not tell them apart. */
export function lmEvalGrader({ name, version, what, extract, target, normalise }: LmEvalTask): Grader {
  return {
    name,
    version,
    grade: (grading) => {
      const gold = target(grading.question);
      const found = extract(grading);
      if (found === undefined || found.text === '') {
        return { kind: 'no-answer', target: gold, rationale: `The response does not hold ${what}.` };
      }
      const equal = normalised(found.text, normalise) === normalised(gold, normalise);
      return {
        kind: 'graded',
        score: equal ? 1 : 0,
        extracted: found.text,
        target: gold,
        rationale: `Read ${quoted(found.text)} from ${what}: ${equal ? 'equal to' : 'not'} the target ${quoted(gold)}.`,
        ...(found.at && { details: { at: found.at } }),
      };
    },
  };
}

function normalised(text: string, steps: readonly ((text: string) => string)[]): string {
  return steps.reduce((kept, step) => withoutTrailingNuls(step(kept)), withoutTrailingNuls(text));
}

/** For a rationale: at most 80 characters. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

/** `take_first` alone: the whole response. */
export const whole = ({ response }: Grading): Extraction => ({ text: response, at: [0, response.length] });

/** The first match of `pattern`: its first group where it has one. */
export function firstMatch(pattern: RegExp): (grading: Grading) => Extraction | undefined {
  return ({ response }) => extraction(pattern.exec(response));
}

/** The last of the matches of a pattern with the flag `g` (`group_select: -1`). */
export function lastMatch(pattern: RegExp): (grading: Grading) => Extraction | undefined {
  return ({ response }) => {
    let last: RegExpExecArray | undefined;
    for (const match of response.matchAll(pattern)) last = match;
    return extraction(last);
  };
}

function extraction(match: RegExpExecArray | null | undefined): Extraction | undefined {
  if (!match) return undefined;
  // The filter strips what it found.
  const text = strip(match[1] ?? match[0]);
  const start = match.index + match[0].indexOf(text);
  return { text, at: [start, start + text.length] };
}
