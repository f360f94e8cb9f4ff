/** What became of one model's or one judge's work. */

import { type ErrorKind, exitCodes } from '../errors.ts';
import type { Session } from './session.ts';

export interface Tally {
  label: string;
  /** What a record is: "answers". */
  noun: string;
  /** Records that this run has written. */
  written: number;
  /** Of the written ones, judgments whose reply had no usable verdict. */
  unparsed: number;
  /** Records that stood already. */
  kept: number;
  failed: number;
  failedBy: Map<ErrorKind, number>;
  /** Work that was not begun, since the run or the model was stopped. */
  notBegun: number;
}

export function newTally(
  label: string,
  { noun, kept, notBegun }: Pick<Tally, 'noun' | 'kept' | 'notBegun'>,
): Tally {
  return { label, noun, written: 0, unparsed: 0, kept, failed: 0, failedBy: new Map(), notBegun };
}

export function countFailed(tally: Tally, kind: ErrorKind): void {
  tally.failed += 1;
  tally.failedBy.set(kind, (tally.failedBy.get(kind) ?? 0) + 1);
}

/** Whether anything is still to be done. */
export function isIncomplete(tallies: readonly Tally[]): boolean {
  return tallies.some(({ failed, notBegun }) => failed + notBegun > 0);
}

/** Whether the run leaves with requests that wait for their batches. */
export function waitsForBatches({ batching }: Session): boolean {
  return batching !== undefined && batching.waiting() > 0;
}

/** The exit code of a generating command that was not stopped by its budget. */
export function exitCodeOf(tallies: readonly Tally[], session: Session, missing = 0): number {
  if (session.stop.stopping.aborted) return exitCodes.interrupted;
  // What waits for its batch is to come; what has failed or is missing is not.
  const incomplete = waitsForBatches(session)
    ? tallies.some(({ failed }) => failed > 0)
    : isIncomplete(tallies);
  return incomplete || missing > 0 ? exitCodes.incomplete : exitCodes.done;
}
