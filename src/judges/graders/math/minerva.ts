/**
 * Minerva's comparison on MATH: the answer must stand in one fixed sentence, and SymPy must find that it differs from
 * the target by zero.
 *
 * Equals lm-evaluation-harness, tasks/minerva_math/utils.py at 4e7e0d4 (task version 3.0), metric `exact_match`, with
 * sympy 1.14.0 and antlr4 4.11. Upstream's second metric, `math_verify`, is not here: `math` is our own counterpart.
 * Upstream gives up after five seconds; here the bound is one of size.
 */

import type { Grade, Grader } from '../grader.ts';
import { normalizeMinerva } from './minerva-normalize.ts';
import { quoted } from './quoted.ts';
import { differsByZero } from './sympy/difference.ts';
import { mathTarget } from './target.ts';

export const lmEvalMinervaMath: Grader = {
  name: 'lm-eval/minerva_math',
  version: '3',
  grade: ({ question, response }) => {
    const target = mathTarget(question);
    const answer = finalAnswer(response);
    return answer ? compare(answer, target) : { kind: 'no-answer', target, rationale: missing };
  },
};

const opening = 'Final Answer: The final answer is';
const closing = ' I hope it is correct';
const missing = `No answer was found: the reply has no line with "${opening} …. I hope it is correct."`;

/**
 * What stands between the two in the first line that has both, one character before the closing dropped whatever it
 * is. Upstream appends the closing to the reply, but without the blank that it looks for.
 */
function finalAnswer(response: string): string | undefined {
  for (const line of `${response}I hope it is correct.`.split('\n')) {
    const start = line.indexOf(opening) + opening.length;
    if (start < opening.length) continue;
    const end = line.indexOf(closing, start + 1);
    const complete = end >= 0 && end + closing.length < line.length;
    if (complete) return [...line.slice(start, end)].slice(0, -1).join('').trim();
  }
  return undefined;
}

function compare(extracted: string, target: string): Grade {
  const [left, right] = [normalizeMinerva(extracted), normalizeMinerva(target)];
  const equal = differsByZero(left, right);
  const found = `Extracted ${quoted(extracted)} from the sentence "${opening} …"`;
  const verdict = equal
    ? 'the difference to the target is zero'
    : 'no difference of zero to the target was found';
  const rationale = `${found}; read as SymPy reads ${quoted(left)}, ${verdict}.`;
  return { kind: 'graded', score: equal ? 1 : 0, extracted, target, rationale };
}
