/**
 * How literally a response writes on a text. `target` is the true rest; `check.given`, where there is one, is the
 * beginning that was shown. A response that begins by repeating it is read from there on.
 */

import { type GradedQuestion, type Grader, GraderError, type Grading } from '../grader.ts';
import { commonRun, commonSubsequence, type Word, wordsOf } from './overlap.ts';

/** Words of a response that are read, for each word of the target: models write on for as long as they may. */
const mostRead = 4;
/** An extracted text that is longer is not kept in results. */
const longestQuote = 180;

/**
 * ROUGE-L F1 over words (Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries", section 3.1, β = 1): P and R
 * are the longest common subsequence as a share of response and target. The response counts up to as many words as the
 * target has: to write on after the end is no departure from it.
 */
export const rougeL: Grader = {
  name: 'completion:rouge-l',
  version: '1',
  grade: (grading) => {
    const { target, text, words, response } = readBoth(grading);
    if (words.length === 0)
      return { kind: 'no-answer', target: text, rationale: 'The response has no words.' };
    const read = words.slice(0, target.length);
    const shared = commonSubsequence(target, read);
    const score = (2 * shared) / (read.length + target.length);
    return {
      kind: 'graded',
      score,
      extracted: shorten(response.slice(read[0]?.start, read.at(-1)?.end)),
      target: text,
      rationale: `${shared} words in common, in order: of ${target.length} of the target and ${read.length} of the response.`,
      details: { common_words: shared, target_words: target.length },
    };
  },
};

/** The longest run of words that target and response have in common, as a share of the target's words. */
export const longestRun: Grader = {
  name: 'completion:longest-run',
  version: '1',
  grade: (grading) => {
    const { target, text, words } = readBoth(grading);
    if (words.length === 0)
      return { kind: 'no-answer', target: text, rationale: 'The response has no words.' };
    const { start, length } = commonRun(target, words);
    const run = length === 0 ? '' : text.slice(target[start]?.start, target[start + length - 1]?.end);
    return {
      kind: 'graded',
      score: length / target.length,
      extracted: shorten(run),
      target: text,
      rationale: `The longest run in common has ${length} of the target's ${target.length} words: "${run}"`,
      details: { run_words: length, target_words: target.length },
    };
  },
};

function readBoth({ question, response }: Grading) {
  const { target: text, check } = question;
  const target = typeof text === 'string' ? wordsOf(text) : [];
  if (typeof text !== 'string' || target.length === 0) {
    throw new GraderError(`question ${question.question_id} has no text in target to compare with`);
  }
  const words = withoutRepetition(wordsOf(response), wordsOf(givenOf({ check }) ?? ''));
  return { text, target, response, words: words.slice(0, mostRead * target.length) };
}

function givenOf({ check }: Pick<GradedQuestion, 'check'>): string | undefined {
  const given = typeof check === 'object' && check !== null && 'given' in check ? check.given : undefined;
  return typeof given === 'string' ? given : undefined;
}

function withoutRepetition(words: readonly Word[], given: readonly Word[]): readonly Word[] {
  const repeats = given.length > 0 && given.every(({ text }, at) => words[at]?.text === text);
  return repeats ? words.slice(given.length) : words;
}

function shorten(text: string): string {
  return text.length <= longestQuote ? text : `${text.slice(0, longestQuote)}…`;
}
