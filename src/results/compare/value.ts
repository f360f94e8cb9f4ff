/** A comparison of candidates with their base: what `mt-judge compare --format json` prints. Figures are null where there are none. */

import type { CompareVerdict } from '../../stats/compare/non-inferiority.ts';

/** How often answers are of a kind, as shares from 0 to 1, and their mean length in characters. */
export interface AnswerRates {
  characters: number;
  empty: number;
  refused: number;
  cut_off: number;
  /** Of the judgments: those whose grader found no answer, or whose judge gave no verdict. */
  no_answer: number;
}

/** The questions that only one of the two has right. */
export interface Flips {
  lost: string[];
  gained: string[];
}

/** One judge or grader on one bench. */
export interface BenchComparison {
  bench: string;
  judge: string;
  prompt_set: string | null;
  demo: boolean;
  scale: [number, number];
  margin: number;
  /** Questions that both have scores for, and all that either has. */
  n: number;
  of: number;
  base_score: number | null;
  score: number | null;
  /** candidate − base, in points of the score. */
  difference: number | null;
  ci: [number, number] | null;
  se: number | null;
  /** `mcnemar` where every score is right or wrong, else `paired t`. */
  test: 'mcnemar' | 'paired t' | null;
  p_different: number | null;
  p_different_holm: number | null;
  p_permutation: number | null;
  p_not_worse: number | null;
  p_not_worse_holm: number | null;
  verdict: CompareVerdict;
  /** Questions that would tell, were the two equally good; null where something was told. */
  questions_to_tell: number | null;
  /** Where every score is right or wrong. */
  flips: Flips | null;
  /** On other scales: questions whose score fell, or rose, by at least 2 points of 9. */
  moved: Flips | null;
  /** Share of the shared answers that are the same text. */
  identical: number | null;
  answers: { base: AnswerRates; candidate: AnswerRates } | null;
}

/** The mean of the benches' differences, as shares of each scale. */
export interface Pooled {
  difference: number;
  ci: [number, number];
  tau: number;
  weights: Record<string, number>;
}

export interface CandidateComparison {
  model: string;
  size_gb: number | null;
  verdict: CompareVerdict;
  sentence: string;
  pooled: Pooled | null;
  benches: BenchComparison[];
}

export interface CompareValue {
  base: string;
  base_size_gb: number | null;
  demo: boolean;
  /** Settings that the two sides were asked with differently, where that was allowed. */
  different_settings: string[];
  candidates: CandidateComparison[];
}

/** What is worth a line next to a comparison. */
export interface CompareNote {
  text: string;
  /** What to give on the command line; a page does without. */
  advice?: string;
}
