/** A grader is a judge that is a program: it compares one response with what the question says is right. */

/** What a grader reads of a question. `target` and `check` are the bench's; each grader says which form it takes. */
export interface GradedQuestion {
  question_id: number | string;
  category?: string | undefined;
  turns: readonly string[];
  target?: unknown;
  check?: unknown;
}

export interface Grading {
  question: GradedQuestion;
  /** The model's reply to the last turn, reasoning removed. */
  response: string;
}

/** No answer found is score 0, as harnesses count it, and counted on its own (contract, *Benchmarks*). */
export type Grade =
  | {
      kind: 'graded';
      score: number;
      extracted: string;
      target: string;
      rationale: string;
      details?: GradeDetails;
    }
  | { kind: 'no-answer'; target: string; rationale: string; details?: GradeDetails };

/** What else a grader can tell, for the record and the report: JSON values only. */
export type GradeDetails = Record<
  string,
  string | number | boolean | null | readonly (string | number | boolean | null)[]
>;

export interface Grader {
  /** What it equals, e.g. `lm-eval/gsm8k:flexible-extract`, or a bare name for our own. */
  readonly name: string;
  /** The version of the task or rule that it equals. With the name it is the judge's id: `<name>@<version>`. */
  readonly version: string;
  grade: (grading: Grading) => Grade | Promise<Grade>;
  /** Gets what grading needs, before the first response; rejects with a UserError where it can't be had. */
  prepare?: () => Promise<void>;
  /** Lets go of what grading needed. May be called several times, and by several graders that share it. */
  close?: () => Promise<void>;
}

/** The question can't be graded as it stands (no target, a malformed check): no judgment is written. */
export class GraderError extends Error {
  override readonly name = 'GraderError';
}
