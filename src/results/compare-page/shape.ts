/** What the page "base against candidate" is given at once; the texts of what changed follow, question by question. */

import type { BenchComparison, CandidateComparison, CompareValue } from '../compare/value.ts';

/** A comparison without its lists of questions: those that are shown stand in `changes`. */
export interface ComparePage
  extends Pick<CompareValue, 'base' | 'base_size_gb' | 'demo' | 'different_settings'> {
  title: string;
  /** Of mt-judge. */
  version: string;
  notes: string[];
  candidates: CandidateOnPage[];
  changes: Change[];
}

export interface CandidateOnPage extends Omit<CandidateComparison, 'benches'> {
  benches: BenchOnPage[];
}

export interface BenchOnPage extends Omit<BenchComparison, 'flips' | 'moved'> {
  /** Null where the two have too few questions in common. */
  changed: ChangedCounts | null;
  /** Seconds since 1970 of the first and the last judgment; null where no record tells. */
  judged: [first: number, last: number] | null;
}

/** Numbers of questions. */
export interface ChangedCounts {
  lost: number;
  gained: number;
  /** How many of them come with their texts. */
  shown: number;
  /** What did not change, where every score is right or wrong; null on other scales. */
  same: { right: number; wrong: number } | null;
}

/** A question that one candidate has lost or gained. */
export interface Change {
  /** Places in `candidates`, and in the benches of that one. */
  candidate: number;
  bench: number;
  kind: 'lost' | 'gained';
  question: string;
  /** The beginning of the first turn. */
  opening: string;
  /** Means of base and candidate; null where no score counts. */
  scores: [base: number | null, candidate: number | null];
  /** Number of the element that holds the texts; several changes may share one. */
  texts: number;
}
