/** How a run says what it does: events for whoever shows them. It prints nothing itself. */

import type { Meter } from '../client/meter.ts';
import type { JudgeError, ProviderError } from '../errors.ts';

export type ProgressEvent =
  /** A line of work has begun, or has changed; the same object each time. */
  | { kind: 'work'; work: WorkProgress }
  /** `warning`: what every user should see. `info`: what a quiet run leaves out. `detail`: each retry, each change to what is sent. */
  | { kind: 'message'; level: 'warning' | 'info' | 'detail'; text: string }
  /** A piece of work has failed. */
  | { kind: 'failed'; failure: Failure };

export type OnProgress = (event: ProgressEvent) => void;

/** How far a model or a judge is. */
export interface WorkProgress {
  label: string;
  total: number;
  done: number;
  /** Of what is done with, pieces that have failed. */
  failed: number;
  /** True where no more will come, done or not. */
  stopped: boolean;
  /** Undefined for work that makes no calls. */
  meter: Meter | undefined;
  /** Calls that a piece takes one after another, on average: so far as they are replied to, it is half done. */
  callsEach: number;
}

export interface Failure {
  /** The model or judge. */
  who: string;
  /** What it was to do: `question 81 turn 2 of m`. */
  what: string;
  error: ProviderError | JudgeError;
}

/** The same, as a run reports it. */
export interface Reporter {
  warn: (text: string) => void;
  info: (text: string) => void;
  detail: (text: string) => void;
  failed: (failure: Failure) => void;
  /** Begins a line of work of `total` pieces. */
  begin: (label: string, total: number, calls?: { meter: Meter; each?: number }) => WorkLine;
}

export interface WorkLine {
  /** One piece of work is done, or has failed. */
  tick: () => void;
  /** The piece that is ticked next has failed. */
  fail: () => void;
  /** So many pieces more are to be done (or fewer). */
  grow: (pieces: number) => void;
  /** What is left will not be done. */
  end: () => void;
}

export function createReporter(onProgress: OnProgress = () => undefined): Reporter {
  const message = (level: 'warning' | 'info' | 'detail') => (text: string) =>
    onProgress({ kind: 'message', level, text });
  return {
    warn: message('warning'),
    info: message('info'),
    detail: message('detail'),
    failed: (failure) => onProgress({ kind: 'failed', failure }),
    begin: (label, total, calls) => {
      const counts = { total, done: 0, failed: 0, stopped: false };
      const work: WorkProgress = { label, ...counts, meter: calls?.meter, callsEach: calls?.each ?? 1 };
      const report = () => onProgress({ kind: 'work', work });
      report();
      return lineOf(work, report);
    },
  };
}

function lineOf(work: WorkProgress, report: () => void): WorkLine {
  return {
    tick: () => {
      work.done += 1;
      report();
    },
    fail: () => {
      work.failed += 1;
    },
    grow: (pieces) => {
      work.total += pieces;
    },
    end: () => {
      work.stopped = true;
    },
  };
}
