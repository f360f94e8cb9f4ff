/** What a proof of a reference is: the truth computed, never typed twice. */

import type { Question as BenchQuestion } from '../../src/records/question.ts';

/** A question of the bench; all ids of mt80 are strings. */
export type Question = BenchQuestion & { question_id: string };

export interface Proof {
  question_id: string;
  /** Counted from 1. */
  turn: number;
  /**
   * Throws unless `reference` is right. The truth is derived by computing: brute force, exhaustive search,
   * running the reference's code, or parsing the text the question supplies; never a constant typed again.
   */
  prove(reference: string, question: Question): void | Promise<void>;
  /** Wrong versions of the reference, one for each final value changed; `prove` must throw on every one. */
  alter(reference: string): string[];
}
