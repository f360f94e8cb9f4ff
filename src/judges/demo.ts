/** The demo judge: grades by a stated arithmetic rule, and replies in the form of a real judge. */

import type { JudgePromptSet, OutputFormat } from '../records/judge-prompt.ts';
import { defaultScale } from '../records/scale.ts';
import type { Judge } from './judge.ts';
import { type Match, referencesUpTo } from './match.ts';
import { readReply } from './model/model-judge.ts';
import { type JudgeRequest, promptMethods, requestFor } from './model/request.ts';

/** The id of the demo judge, and its model name behind the endpoint `offline`. */
export const offlineJudgeId = 'judge';

/**
 * The rule: with a reference, let s be the share of its distinct words that occur in the answer; without one, let s be
 * min(1, w/50), w being the distinct words of the answer that do not occur in the question. The rating is 1 + 9·s,
 * rounded to a whole number. Of two answers the one with the higher rating wins; equal ratings are a tie. Where five steps
 * are asked for, three points or more are the outer ones; where log-probabilities are, the odds are e to the difference.
 */
export function offlineJudge(prompts: JudgePromptSet): Judge {
  return {
    id: offlineJudgeId,
    kind: 'demo',
    scale: defaultScale,
    ...promptMethods(prompts),
    decide: async (match) => {
      const request = requestFor(match, prompts);
      return readReply(replyTo(match, request), request, []);
    },
  };
}

function replyTo(match: Match, { format, tokens }: Pick<JudgeRequest, 'format' | 'tokens'>): string {
  const opening = 'This is the demo judge: no language model was involved.';
  if (match.type === 'single') {
    const { rating, reason } = grade(match.answers, match);
    return `${opening} ${reason}\n\nRating: [[${rating}]]`;
  }
  const a = grade(match.answersA, match);
  const b = grade(match.answersB, match);
  const difference = a.rating - b.rating;
  if (tokens) {
    const odds = [1 / (1 + Math.exp(-difference)), 1 / (1 + Math.exp(difference))];
    return JSON.stringify(tokens.map((token, index) => [token, Math.log(odds[index] ?? 0)]));
  }
  return `${opening} Of A: ${a.reason} Of B: ${b.reason}\n\nFinal verdict: [[${labelFor(difference, format)}]]`;
}

function labelFor(difference: number, format: OutputFormat): string {
  if (format !== '[[A>>B]]') return difference === 0 ? 'C' : difference > 0 ? 'A' : 'B';
  if (difference === 0) return 'A=B';
  const sign = Math.abs(difference) >= 3 ? '>>' : '>';
  return difference > 0 ? `A${sign}B` : `B${sign}A`;
}

function grade(
  answers: readonly string[],
  { question, turn }: Pick<Match, 'question' | 'turn'>,
): { rating: number; reason: string } {
  const answer = wordsOf(answers.at(-1) ?? '');
  const reference = referencesUpTo(question, turn)?.at(-1);
  const { share, reason } =
    reference === undefined
      ? newWords(answer, wordsOf(question.turns[turn - 1] ?? ''))
      : sharedWords(answer, wordsOf(reference));
  return { rating: Math.round(1 + 9 * share), reason };
}

function sharedWords(
  answer: ReadonlySet<string>,
  reference: ReadonlySet<string>,
): { share: number; reason: string } {
  const shared = [...reference].filter((word) => answer.has(word)).length;
  const reason = `${shared} of ${reference.size} distinct words of the reference occur in the answer.`;
  return { share: reference.size === 0 ? 0 : shared / reference.size, reason };
}

function newWords(
  answer: ReadonlySet<string>,
  question: ReadonlySet<string>,
): { share: number; reason: string } {
  const added = [...answer].filter((word) => !question.has(word)).length;
  return {
    share: Math.min(1, added / 50),
    reason: `The answer has ${added} distinct words that the question has not.`,
  };
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
