/**
 * Our own comparison on MATH, and the default: finds the answer of a chat reply wherever it stands, reads it and the
 * target as mathematics, and asks whether they mean the same.
 *
 * Measured against Math-Verify (docs/graders.md has the figures and each difference). It computes with what is
 * written and never searches: the work is bounded by the length of the answer, not by a clock.
 */

import type { Grade, Grader } from '../grader.ts';
import { readAnswer } from './answer/answer.ts';
import { sameAnswer } from './answer/compare.ts';
import { finalAnswer } from './answer/final-answer.ts';
import { quoted } from './quoted.ts';
import { mathTarget } from './target.ts';

export const math: Grader = {
  name: 'math',
  version: '1',
  grade: ({ question, response }) => {
    const target = mathTarget(question);
    const found = finalAnswer(response);
    return found ? compare(target, found) : { kind: 'no-answer', target, rationale: missing };
  },
};

const missing =
  'No answer was found: the reply has no complete box, no "the answer is", no formula and no number.';

function compare(target: string, { text, from }: { text: string; from: string }): Grade {
  const equal = sameAnswer(readAnswer(target), readAnswer(text));
  const verdict = equal ? `it means the same as ${target}` : `it was not found to mean the same as ${target}`;
  return {
    kind: 'graded',
    score: equal ? 1 : 0,
    extracted: text,
    target,
    rationale: `Extracted ${quoted(text)} from ${from}; ${verdict}.`,
  };
}
