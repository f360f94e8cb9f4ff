/**
 * MGSM (English) as openai/simple-evals grades it: `mgsm_eval.py` (`parse_answer`, `score_mgsm`) at commit ee3b031.
 *
 * The last number behind the last "Answer", which must be written so; a decimal loses its final zeros, so "18.00" is
 * right for 18. simple-evals has no GSM8K of its own: this is its rule for the same kind of question.
 */

import type { Grader } from './grader.ts';
import { finalTarget } from './number/target.ts';

export const simpleEvalsMgsm: Grader = {
  name: 'simple-evals/mgsm_en',
  version: 'ee3b031',
  grade: ({ question, response }) => {
    const target = finalTarget(question);
    const extracted = lastNumber(response);
    if (extracted === undefined) {
      return { kind: 'no-answer', target, rationale: 'The response has no number behind an "Answer".' };
    }
    const equal = withoutFinalZeros(extracted) === target.replaceAll(',', '');
    return {
      kind: 'graded',
      score: equal ? 1 : 0,
      extracted,
      target,
      rationale: `Read ${extracted}, the last number behind the last "Answer": ${equal ? 'equal to' : 'not'} the target ${target}.`,
    };
  },
};

/** Python's `\d` is every decimal digit of Unicode. */
function lastNumber(response: string): string | undefined {
  const mark = response.lastIndexOf('Answer');
  if (mark === -1) return undefined;
  let last: string | undefined;
  for (const [number] of response
    .slice(mark)
    .replaceAll(',', '')
    .matchAll(/\p{Nd}+\.?\p{Nd}*/gu))
    last = number;
  return last?.endsWith('.') ? last.slice(0, -1) : last;
}

/** At most one point is there, so the loops of `rstrip` come to one pass each. */
function withoutFinalZeros(number: string): string {
  if (!number.includes('.')) return number;
  let end = number.length;
  while (number.charAt(end - 1) === '0') end -= 1;
  return number.charAt(end - 1) === '.' ? number.slice(0, end - 1) : number.slice(0, end);
}
