/** What the probes for contamination found: what `mt-judge contamination --format json` prints. Figures are null where there are none. */

/** A public bench and one that no model can have seen. */
export interface BenchPair {
  public: string;
  fresh: string;
  /** Both have the same questions by their ids. */
  same_questions: boolean;
}

/** A figure of each side. */
export interface Sides<Figure> {
  public: Figure;
  fresh: Figure;
}

/** One model's mean scores on the questions that count, and how far it drops from public to fresh. */
export interface ModelDrop {
  model: string;
  score: Sides<number>;
  drop: number;
}

/** Another model, and how much more it drops than the rest of the others. */
export interface OtherDrop extends ModelDrop {
  above_rest: number | null;
}

/** One judge or grader on one pair of benches. Drops are in points of the score, public − fresh. */
export interface FreshComparison {
  pair: BenchPair;
  judge: string;
  prompt_set: string | null;
  demo: boolean;
  scale: [number, number];
  /** Questions that all these models have scores for, and all that the model has. */
  n: Sides<number>;
  of: Sides<number>;
  score: Sides<number>;
  drop: number;
  drop_ci: [number, number] | null;
  others: OtherDrop[];
  /** The mean of the others' drops. */
  others_drop: number | null;
  /** The model's drop − the others', with its interval over questions. */
  difference: number | null;
  ci: [number, number] | null;
  sentence: string;
}

/** A run of words that a response has in common with the true rest, as the rest has it. */
export interface VerbatimRun {
  question: string;
  /** Share of the rest's words. */
  share: number;
  words: number;
  text: string;
}

/** How literally the first halves of public and fresh texts were written on, by one measure from 0 to 1. */
export interface CompletionComparison {
  pair: BenchPair;
  bench: string;
  judge: string;
  demo: boolean;
  n: Sides<number>;
  score: Sides<number>;
  /** Public − fresh. */
  difference: number;
  ci: [number, number] | null;
  /** One-sided: of a difference at least as great under random relabelling of the texts. */
  p: number | null;
  /** Other models on texts of the same two benches. */
  others: { model: string; difference: number }[];
  /** difference − the mean of the others', on the texts that all have written on. */
  above_others: number | null;
  above_others_ci: [number, number] | null;
  /** As `p`, of the scores above the others' mean: how easy a text is to guess is taken out. */
  above_others_p: number | null;
  /** The longest ones, by words; of the longest-run measure only. */
  runs: Sides<VerbatimRun[]>;
}

export interface ContaminationValue {
  model: string;
  demo: boolean;
  /** Settings that the two sides were asked with differently, where that was allowed. */
  different_settings: string[];
  fresh: FreshComparison[];
  completion: CompletionComparison[];
}
