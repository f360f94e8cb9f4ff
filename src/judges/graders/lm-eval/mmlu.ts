/**
 * Tasks of lm-evaluation-harness that want a bare letter, at commit 4e7e0d4: `mmlu_generative` (3.0),
 * `mmlu_llama` (1.0), `arc_challenge_chat` (1.0), `arc_challenge_llama` (1.0).
 *
 * The whole text (of `mmlu_generative` the first line) is compared without case and ASCII punctuation: "(D)", "d" and
 * "**D**" are right, "D. text" and "The answer is D" are wrong. The stop strings of the tasks do much of the work.
 */

import { letterAt, readChoice, targetLetter } from '../choice/choice-question.ts';
import { type GradedQuestion, GraderError, type Grading } from '../grader.ts';
import {
  type Extraction,
  ignoreCase,
  ignorePunctuation,
  type LmEvalTask,
  lmEvalGrader,
} from './lm-eval-grader.ts';
import { strip } from './python-text.ts';

const caseAndPunctuation = [ignoreCase, ignorePunctuation];

/** `regexes_to_ignore` of the two Llama tasks comes first; the full stop that it drops is punctuation too. */
const llama: Pick<LmEvalTask, 'what' | 'extract' | 'normalise'> = {
  what: 'the whole response',
  extract: stripped,
  normalise: [(text) => text.replaceAll('$', ''), ...caseAndPunctuation],
};

export const mmluGenerative = lmEvalGrader({
  name: 'lm-eval/mmlu_generative',
  version: '3',
  what: 'the first line',
  extract: ({ response }) => piece(response, response.split('\n', 1)[0] ?? ''),
  target: targetLetter,
  normalise: caseAndPunctuation,
});

export const mmluLlama = lmEvalGrader({
  name: 'lm-eval/mmlu_llama',
  version: '1',
  target: (question) => `${targetLetter(question)}.`,
  ...llama,
});

/** Numeric labels count as letters on the side of the target only: "2" is wrong where the key is 2. */
export const arcChallengeChat = lmEvalGrader({
  name: 'lm-eval/arc_challenge_chat',
  version: '1',
  what: 'the whole response',
  extract: stripped,
  target: targetLetter,
  normalise: caseAndPunctuation,
});

export const arcChallengeLlama = lmEvalGrader({
  name: 'lm-eval/arc_challenge_llama',
  version: '1',
  target: letterOfFour,
  ...llama,
});

/** lm-eval drops the other items before anything is asked, so its n is 1,165 of 1,172. */
function letterOfFour(question: GradedQuestion): string {
  const { options, gold } = readChoice(question);
  if (options.length === 4) return letterAt(gold);
  throw new GraderError(
    `question ${question.question_id}: lm-eval/arc_challenge_llama takes four options, not ${options.length}`,
  );
}

function stripped({ response }: Grading): Extraction {
  return piece(response, response);
}

/** `part`, which begins the response or is all of it, without outer white space. */
function piece(response: string, part: string): Extraction {
  const text = strip(part);
  const start = response.indexOf(text);
  return { text, at: [start, start + text.length] };
}
