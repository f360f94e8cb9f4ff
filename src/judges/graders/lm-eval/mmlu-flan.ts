/**
 * MMLU in the prompts of FLAN, as lm-evaluation-harness grades it at commit 4e7e0d4: `mmlu_flan_n_shot_generative`
 * (3.0), `mmlu_flan_cot_zeroshot` (3.0), `mmlu_flan_cot_fewshot` (2.0).
 *
 * `strict-match` of the chain-of-thought tasks takes what follows "answer is " but for the last character of the line,
 * so "The answer is D" without a full stop is no answer.
 */

import { targetLetter } from '../choice/choice-question.ts';
import type { GradedQuestion } from '../grader.ts';
import {
  firstMatch,
  ignoreCase,
  ignorePunctuation,
  type LmEvalTask,
  lmEvalGrader,
  whole,
} from './lm-eval-grader.ts';
import { multiChoice } from './multi-choice.ts';

const inBrackets = (question: GradedQuestion): string => `(${targetLetter(question)})`;

const cot: Pick<LmEvalTask, 'target' | 'normalise'> = {
  target: inBrackets,
  normalise: [ignoreCase, ignorePunctuation],
};

export const flanNShotStrict = lmEvalGrader({
  name: 'lm-eval/mmlu_flan_n_shot_generative:strict-match',
  version: '3',
  what: 'the whole response',
  extract: whole,
  target: inBrackets,
  normalise: [],
});

export const flanNShotFlexible = lmEvalGrader({
  name: 'lm-eval/mmlu_flan_n_shot_generative:flexible-extract',
  version: '3',
  what: 'the first letter in brackets, else the first text of an option, else a letter after a colon',
  extract: multiChoice('first'),
  target: inBrackets,
  normalise: [],
});

/** The alternatives of the official pattern differ in what stands before only, so the first to match is the same. */
export const flanCotZeroshotStrict = lmEvalGrader({
  name: 'lm-eval/mmlu_flan_cot_zeroshot:strict-match',
  version: '3',
  what: 'what follows the first "answer is", but for the last character of the line',
  extract: firstMatch(/(?<=answer is |The answer: |The final answer: )([^\n]*)(?=[^\n])/u),
  ...cot,
});

export const flanCotZeroshotFlexible = lmEvalGrader({
  name: 'lm-eval/mmlu_flan_cot_zeroshot:flexible-extract',
  version: '3',
  what: 'the last letter in brackets, else the last text of an option, else a letter after a colon',
  extract: multiChoice('last'),
  ...cot,
});

export const flanCotFewshot = lmEvalGrader({
  name: 'lm-eval/mmlu_flan_cot_fewshot',
  version: '2',
  what: 'what follows the first "answer is", but for the last character of the line',
  extract: firstMatch(/(?<=answer is )([^\n]*)(?=[^\n])/u),
  ...cot,
});
