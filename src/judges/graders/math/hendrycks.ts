/**
 * MATH's own comparison: two answers are equal when their texts are, after a fixed list of clean-ups.
 *
 * `hendrycks-math` equals hendrycks/math, modeling/math_equivalence.py at 985bdc1, on the last box of the reply.
 * `lm-eval/hendrycks_math` equals lm-evaluation-harness, tasks/hendrycks_math/utils.py at 4e7e0d4 (task version 1.0):
 * it takes what stands between the first and the last dollar sign and never looks for a box.
 */

import type { Grade, Grader, Grading } from '../grader.ts';
import { lastBoxed } from './boxed.ts';
import { normalize, type Slashes } from './hendrycks-normalize.ts';
import { quoted } from './quoted.ts';
import { mathTarget } from './target.ts';

export const hendrycksMath: Grader = {
  name: 'hendrycks-math',
  version: '985bdc1',
  grade: (grading) => gradeExtracted(grading, lastBox(grading.response), 'original'),
};

export const lmEvalHendrycksMath: Grader = {
  name: 'lm-eval/hendrycks_math',
  version: '1',
  grade: (grading) => gradeExtracted(grading, betweenDollars(grading.response), 'lm-eval'),
};

interface Extracted {
  /** Undefined where the rule finds nothing. */
  answer: string | undefined;
  from: string;
}

function lastBox(response: string): Extracted {
  return { answer: lastBoxed(response), from: 'the last \\boxed{…} of the reply' };
}

function betweenDollars(response: string): Extracted {
  const first = response.indexOf('$');
  const last = response.lastIndexOf('$');
  if (first === last) return { answer: response, from: 'the whole reply, which has no two dollar signs' };
  return { answer: response.slice(first + 1, last), from: 'between the first and the last dollar sign' };
}

function gradeExtracted({ question }: Grading, { answer, from }: Extracted, slashes: Slashes): Grade {
  const target = mathTarget(question);
  const equal = answer !== undefined && sameAnswer(answer, target, slashes);
  if (answer === undefined || (answer.trim() === '' && !equal)) {
    return { kind: 'no-answer', target, rationale: `No answer was found: looked at ${from}.` };
  }
  const verdict = equal ? 'equals' : 'differs from';
  const rationale = `Extracted ${quoted(answer)} from ${from}; after clean-up its text ${verdict} the target's.`;
  return { kind: 'graded', score: equal ? 1 : 0, extracted: answer, target, rationale };
}

/** Where a clean-up fails on either text, upstream compares both as they stand. */
function sameAnswer(answer: string, target: string, slashes: Slashes): boolean {
  const left = normalize(answer, slashes);
  const right = normalize(target, slashes);
  return left === undefined || right === undefined ? answer === target : left === right;
}
