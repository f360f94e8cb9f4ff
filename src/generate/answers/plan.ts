/** Stage 1, what is wanted and not done: which questions a model has still to answer. */

import { contentHash } from '../../content-hash.ts';
import { askedUpTo, type Question, questionKey } from '../../records/question.ts';
import type { AnswerSummary } from '../../store/answers/summary.ts';
import type { RecordIndex, Span } from '../../store/jsonl/record-index.ts';

export interface PendingAnswer {
  question: Question;
  /** Indices of the choices that are missing. */
  choices: number[];
  /** Where the record stands whose choices are kept, when only some are missing. */
  keep: Span | undefined;
}

export interface AnswerPlan {
  pending: PendingAnswer[];
  /** Questions that are answered and stay so. */
  done: number;
  /** Of the pending ones, those whose question has changed since it was answered. */
  stale: number;
  /** Answers on disk that new ones will replace: they were asked for and paid for. */
  replaces: number;
  /** Of those that stay, the questions of which a turn is recorded as not answered. */
  unanswered: number;
  /** The `signature` of the file that the answers on disk were read from. */
  of?: string;
  /** A line on answers of other settings that stay next to those of the run, under `--overwrite`. */
  mixed?: string | undefined;
}

/**
 * Compares the wanted questions with the answers on disk. An answer counts while its question's turns are what they
 * were; a record without a question hash (FastChat's) counts as it is.
 */
export function planAnswers(
  questions: readonly Question[],
  answers: RecordIndex<AnswerSummary>,
  options: { numChoices: number; overwrite: boolean; retryFailed?: boolean | undefined },
): AnswerPlan {
  const plan: AnswerPlan = { pending: [], done: 0, stale: 0, replaces: 0, unanswered: 0 };
  const wanted = Array.from({ length: options.numChoices }, (_, index) => index);
  for (const question of questions) {
    const answer = answers.entries.get(questionKey(question));
    const valid = answer !== undefined && answersThis(answer, question);
    if (answer && !valid) plan.stale += 1;
    if (answer && answer.choices.length > 0 && (!valid || options.overwrite)) plan.replaces += 1;
    const isKept = ({ hashes, unanswered = 0 }: AnswerSummary['choices'][number]) =>
      hashes.length + (options.retryFailed ? 0 : unanswered) >= question.turns.length;
    const usable = valid && !options.overwrite ? answer.choices.filter(isKept) : [];
    if (usable.some(({ unanswered }) => unanswered !== undefined)) plan.unanswered += 1;
    const missing = wanted.filter((index) => !usable.some((choice) => choice.index === index));
    if (missing.length === 0) plan.done += 1;
    else plan.pending.push({ question, choices: missing, keep: usable.length > 0 ? answer : undefined });
  }
  return plan;
}

/** Those first that take the most turns one after another, else in their order: nothing long is begun at the end. */
export function longestFirst(pending: readonly PendingAnswer[]): PendingAnswer[] {
  return [...pending].sort((a, b) => b.question.turns.length - a.question.turns.length);
}

/** Whether an answer on disk was given to the question as it is now. */
export function answersThis(answer: Pick<AnswerSummary, 'questionHash'>, question: Question): boolean {
  return answer.questionHash === undefined || answer.questionHash === hashQuestion(question);
}

/** The hash that an answer keeps of its question: of what the model is asked, all turns. */
export function hashQuestion(question: Question): string {
  return contentHash(askedUpTo(question));
}
