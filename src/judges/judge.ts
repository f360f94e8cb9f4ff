/** A judge turns a match into a verdict: it may ask a model, compute by a rule, or be a program of one's own. */

import type { Method as AnswerMethod } from '../records/bench/bench.ts';
import type { Call } from '../records/calls/call.ts';
import type { Question } from '../records/question.ts';
import type { Scale } from '../records/scale.ts';
import type { GradeDetails } from './graders/grader.ts';
import type { Match } from './match.ts';
import type { Verdict } from './model/verdict.ts';

/** What a judge says of a match. */
export interface JudgeReply {
  verdict: Verdict;
  /** What the judge said of the answer, without the verdict. */
  rationale: string;
  /** The reply as it came. */
  reply: string;
  /** What the judge was asked; empty for a program. */
  prompt: string;
  /** The calls it took; none for a judge that computes. */
  calls: Call[];
  /** What a grader read out of the answer, undefined where it found nothing, and what it compared that with. */
  grading?: { extracted: string | undefined; target: string; details: GradeDetails | undefined };
}

/** What a judge goes by, beyond question, answer and reference: a judge prompt, or a program. */
export interface Method {
  /** Stands behind the judge's id in a record: the name of the judge prompt, or `program`. */
  name: string;
  /** Judgments made with another one are stale. */
  hash: string;
  /** The set that the judge prompt is of. */
  promptSet?: { name: string; fileHash?: string | undefined };
}

/** The name that every program's method has. */
export const programMethod = 'program';

/** How much of what a judge is asked about a match is asked again in the run; a hint for services that keep prompts. */
export type Shared = 'all' | 'beginning' | 'nothing';

export interface Judge {
  readonly id: string;
  /** `demo`: computed by a rule, in the form of a model's reply. */
  readonly kind: 'model' | 'demo' | 'program';
  /** The lowest and the highest score that it gives. */
  readonly scale: Scale;
  /** The answers that a grader reads, by how they were had; undefined of a judge that takes any. */
  readonly answerMethod?: AnswerMethod;
  /** Throws a UserError where the judge has no way to decide such a match. */
  readonly methodFor: (match: Match) => Method;
  /** Of a judge with prompts: which kind it lacks for a match, if any, and what to say of all that it lacks. */
  readonly lacks?: {
    kindFor: (match: Match) => string | undefined;
    message: (lacking: ReadonlyMap<string, Question>) => string;
  };
  /** The text that a judge with a prompt is asked; what tells whether a judgment without hashes is still valid. */
  readonly promptFor?: (match: Match) => string;
  /** Rejects with a ProviderError or a JudgeError when the match could not be judged: then there is no judgment. */
  readonly decide: (match: Match, shared?: Shared) => Promise<JudgeReply>;
  /** Gets what deciding needs; rejects with a UserError that says how to get it, where it can't be had. */
  readonly prepare?: () => Promise<void>;
  /** Lets go of what deciding needed (processes, containers), once all matches of a run are dealt with. */
  readonly close?: () => Promise<void>;
}
