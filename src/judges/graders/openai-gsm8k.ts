/**
 * GSM8K as its authors grade it: openai/grade-school-math, `grade_school_math/dataset.py` (`extract_answer`,
 * `is_correct`) at commit 3101c7d.
 *
 * The first `#### ` with a number behind it, commas removed, compared as text: "18." and "18.0" are wrong for 18.
 */

import { type GradedQuestion, type Grader, GraderError } from './grader.ts';
import { targetText } from './number/target.ts';

const marked = /#### (-?[0-9.,]+)/;

export const openaiGsm8k: Grader = {
  name: 'openai/gsm8k',
  version: '3101c7d',
  grade: ({ question, response }) => {
    const target = goldAnswer(question);
    const match = marked.exec(response);
    const extracted = match?.[1]?.replaceAll(',', '');
    if (!match?.[1] || !extracted) {
      return { kind: 'no-answer', target, rationale: 'The response has no "#### " with a number behind it.' };
    }
    const equal = extracted === target;
    const start = match.index + '#### '.length;
    return {
      kind: 'graded',
      score: equal ? 1 : 0,
      extracted,
      target,
      rationale: `Read ${extracted} after the first "#### ": ${equal ? 'equal to' : 'not'} the target ${target}.`,
      details: { at: [start, start + match[1].length] },
    };
  },
};

/** The gold answer goes through the same extraction; a bare one is read as if it stood behind the mark. */
function goldAnswer(question: GradedQuestion): string {
  const text = targetText(question);
  const match = marked.exec(text.includes('####') ? text : `#### ${text.trim()}`);
  if (match?.[1] === undefined) {
    throw new GraderError(
      `question ${question.question_id}: no number in the target ${JSON.stringify(text)}`,
    );
  }
  return match[1].replaceAll(',', '');
}
