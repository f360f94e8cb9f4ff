/**
 * Minerva's comparison on MATH: the answer must stand in one fixed sentence, and SymPy must find that it differs from
 * the target by zero.
 *
 * Equals lm-evaluation-harness, tasks/minerva_math/utils.py, metric `exact_match`, with sympy 1.14.0 and antlr4 4.11: task
 * version 3.0 (4e7e0d4), and 3.1 (release 0.4.13), which takes equal texts for equal. Upstream's second metric, `math_verify`,
 * is a grader of its own (math-verify). Upstream gives up after five seconds; here the bound is one of size.
 */

import type { Grade, Grader } from '../grader.ts';
import { normalizeMinerva, normalizeMinerva31 } from './minerva-normalize.ts';
import { quoted } from './quoted.ts';
import { differsByZero } from './sympy/difference.ts';
import { mathTarget } from './target.ts';

export const lmEvalMinervaMath = minervaMath({
  version: '3',
  normalize: normalizeMinerva,
  isEqual: differsByZero,
});

export const lmEvalMinervaMath31 = minervaMath({
  version: '3.1',
  normalize: normalizeMinerva31,
  isEqual: (left, right) => (left !== '' && left === right) || differsByZero(left, right),
});

interface Rule {
  version: string;
  normalize: (answer: string) => string;
  /** Of two normalized answers. */
  isEqual: (left: string, right: string) => boolean;
}

function minervaMath(rule: Rule): Grader {
  return {
    name: 'lm-eval/minerva_math',
    version: rule.version,
    grade: ({ question, response }) => {
      const target = mathTarget(question);
      const answer = finalAnswer(response);
      return answer ? compare(rule, answer, target) : { kind: 'no-answer', target, rationale: missing };
    },
  };
}

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

function compare({ normalize, isEqual }: Rule, extracted: string, target: string): Grade {
  const [left, right] = [normalize(extracted), normalize(target)];
  const equal = isEqual(left, right);
  const found = `Extracted ${quoted(extracted)} from the sentence "${opening} …"`;
  const verdict = equal ? 'it equals the target' : 'no difference of zero to the target was found';
  const rationale = `${found}; read as SymPy reads ${quoted(left)}, ${verdict}.`;
  return { kind: 'graded', score: equal ? 1 : 0, extracted, target, rationale };
}
