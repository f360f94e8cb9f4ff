/** What sets the modes of judging apart; planning, asking and writing are the same for all of them. */

import type { z } from 'zod';
import type { Judge, JudgeReply, Method } from '../../judges/judge.ts';
import type { Match } from '../../judges/match.ts';
import type { Question } from '../../records/question.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';
import type { JudgmentMode as FileMode } from '../../store/bench/paths.ts';
import type { Span } from '../../store/jsonl/record-index.ts';

/** A match by its coordinates; its texts are read when its turn comes. */
export interface PendingMatch {
  question: Question;
  /** The judged turn, from 1. */
  turn: number;
  choice: number;
  repeat: number;
  /** The answers in question: one, or two in the order of their models' names. */
  sides: readonly { reader: AnswerReader; span: Span }[];
}

/** What planning needs to know of a judgment on disk. */
export interface JudgmentSummary {
  /** The name of the judge prompt, or `program`. */
  methodName: string;
  /** The set that the judge prompt is of; undefined where the record does not say. */
  promptSet: string | undefined;
  /** Hash of its `JudgmentInputs`; undefined for records that FastChat wrote. */
  inputsHash: string | undefined;
  /** Endpoint and model that were asked, or the judge that computed; undefined where the record does not say. */
  sentTo: string | undefined;
  /** Where `inputsHash` is undefined: hash of the filled prompts, which tells whether they are still the same texts. */
  prompts: string | undefined;
  /** The settings that its calls were made with (`textOfSettings`); undefined where the record does not say. */
  askedWith: string | undefined;
}

/** The content hashes of a judgment's inputs, over the turns up to the judged one. */
export interface JudgmentInputs {
  question_hash: string;
  reference_hash: string | null;
  /** Of the judge's method: its prompt, or its program. */
  prompt_hash: string;
  /** One for each side. */
  answer_hashes: readonly string[];
}

/** Everything that a record is made of. */
export interface Decided {
  pending: PendingMatch;
  judge: Pick<Judge, 'id' | 'kind' | 'scale'>;
  method: Method;
  /** One for each game. */
  replies: readonly JudgeReply[];
  inputs: JudgmentInputs;
  /** Characters (code points) of each side's judged answer. */
  lengths: readonly number[];
  /** Seconds since 1970. */
  tstamp: number;
  /** True when a judge or an answer involved no language model. */
  demo: boolean;
}

export interface Mode<Record> {
  /** The ending of the judgments file. */
  file: FileMode;
  schema: z.ZodType<Record>;
  keyOf: (record: Record) => string;
  /** Where a record stands in a file that is in order; `position` is its question's place in the bench. */
  rankOf: (record: Record, position: number) => readonly (string | number)[];
  summarise: (record: Record, once?: (text: string) => string) => JudgmentSummary;
  /** Why parts of the record have no usable verdict; empty where all have one. */
  unparsedReasons: (record: Record) => readonly string[];
  /** Which models meet: each alone, or in pairs. */
  pairings: (readers: readonly AnswerReader[]) => readonly (readonly AnswerReader[])[];
  /** The key that the record of a match will have. */
  keyOfMatch: (pending: PendingMatch, judge: readonly [string, string], promptSet?: string) => string;
  /** What the judge is asked, game by game; `answers` are each side's turns up to the judged one. */
  games: (pending: PendingMatch, answers: readonly (readonly string[])[]) => readonly Match[];
  toRecord: (decided: Decided) => Record;
}
