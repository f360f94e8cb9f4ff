/** What became of one model's or one judge's work. */

import type { Meter } from '../client/meter.ts';
import type { ErrorKind } from '../errors.ts';

/** What the calls of one model or judge come to. */
export interface CountedCalls {
  /** `gpt-4.1-mini`, `judge gpt-4.1`. */
  label: string;
  /** What they are made for. */
  stage: 'answers' | 'judgments';
  calls: Meter;
}

export interface Tally extends CountedCalls {
  /** Records that this run has written. */
  written: number;
  /** Of the written ones, judgments whose reply had no usable verdict. */
  unparsed: number;
  /** Of these, the ones whose verdict stands in the judge's reasoning alone. */
  hidden: number;
  /** Of the written ones, answers that lack a turn which did not fit into the model's context. */
  unanswered: number;
  /** Of the written ones, those of a grader that found no answer: score 0. */
  noAnswer: number;
  /** Records on disk that are still valid. */
  kept: number;
  failed: number;
  failedBy: Map<ErrorKind, number>;
  /** Work that was not begun, since the run or the model was stopped. */
  notBegun: number;
}

export function newTally(counted: CountedCalls, { kept, notBegun }: Pick<Tally, 'kept' | 'notBegun'>): Tally {
  const none = { written: 0, unparsed: 0, hidden: 0, noAnswer: 0, unanswered: 0, failed: 0 };
  return { ...counted, ...none, kept, failedBy: new Map(), notBegun };
}

export function countFailed(tally: Tally, kind: ErrorKind): void {
  tally.failed += 1;
  tally.failedBy.set(kind, (tally.failedBy.get(kind) ?? 0) + 1);
}

/** Whether anything is still to be done. */
export function isIncomplete(tallies: readonly Tally[]): boolean {
  return tallies.some(({ failed, notBegun, unanswered }) => failed + notBegun + unanswered > 0);
}
