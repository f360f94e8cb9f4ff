/** What a judge is asked to decide on. */

import { contentHash } from '../content-hash.ts';
import { askedUpTo, type Question, questionKey } from '../records/question.ts';

/** One model's answer to one turn of a question, with the conversation that led to it. */
export interface SingleMatch {
  type: 'single';
  question: Question;
  /** The judged turn, from 1. */
  turn: number;
  model: string;
  choice: number;
  repeat: number;
  /** The answers to the turns up to the judged one; the last one is judged. */
  answers: readonly string[];
}

/**
 * Two models' answers to one turn of a question, as one game shows them: A's stand first. A match is two games, the
 * second with A and B swapped.
 */
export interface PairMatch {
  type: 'pairwise';
  question: Question;
  /** The judged turn, from 1. */
  turn: number;
  model_1: string;
  model_2: string;
  /** The answers of assistant A to the turns up to the judged one. */
  answersA: readonly string[];
  /** The same of assistant B. */
  answersB: readonly string[];
  choice: number;
  repeat: number;
}

/** What a judge can be asked about. */
export type Match = SingleMatch | PairMatch;

export interface MatchHashes {
  question_hash: string;
  answer_hash: string;
  reference_hash: string | null;
}

/** A match in words: "question 81 turn 2 of m". */
export function nameMatch(match: Match): string {
  const models = match.type === 'single' ? match.model : `${match.model_1} and ${match.model_2}`;
  return `question ${questionKey(match.question)} turn ${match.turn} of ${models}`;
}

/** The references of the turns up to `turn`, or undefined where the question has none. */
export function referencesUpTo(question: Question, turn: number): readonly string[] | undefined {
  return question.reference?.slice(0, turn);
}

/**
 * Hashes of a judgment's inputs, each over the turns up to the judged one: a change in a later turn leaves the
 * judgments of earlier turns valid. What graders compare with (`target`, `check`) is part of the question.
 */
export function hashMatch(match: Pick<SingleMatch, 'question' | 'turn' | 'answers'>): MatchHashes {
  const references = referencesUpTo(match.question, match.turn);
  const { category, target, check } = match.question;
  const asked = [category, askedUpTo(match.question, match.turn)];
  const isGraded = target !== undefined || check !== undefined;
  return {
    question_hash: contentHash(isGraded ? [...asked, target, check] : asked),
    answer_hash: contentHash(match.answers),
    reference_hash: references ? contentHash(references) : null,
  };
}
