/** What a run has come to: the value that it leaves, for a summary, an exit code, or a program that goes on. */

import { type MissingAnswer, missingAnswers } from './judgments/missing.ts';
import type { JudgmentPlan } from './judgments/plan.ts';
import type { Runtime } from './runtime.ts';
import { isIncomplete, type Tally } from './tally.ts';

export interface RunReport {
  /**
   * `done`: nothing is left. `waiting`: requests wait for their batches. `incomplete`: some work failed, or answers are
   * missing. `stopped`: by the signal. `failed`: by `error`.
   */
  status: 'done' | 'waiting' | 'incomplete' | 'stopped' | 'failed';
  /** What ended the run: a BudgetError at `maxCost`, a UserError (a full disk), or a bug. */
  error?: unknown;
  /** What became of each model's and each judge's work, with its calls, tokens and cost. */
  tallies: readonly Tally[];
  /** Answers that were not there to be judged. */
  missing: readonly MissingAnswer[];
  /** Requests that wait for the results of their batches. */
  waiting: number;
  elapsedMs: number;
}

interface Ended {
  tallies: readonly Tally[];
  plans: readonly Pick<JudgmentPlan, 'missing'>[];
  error: { error: unknown } | undefined;
  /** Milliseconds since 1970. */
  began: number;
}

export function reportOf({ tallies, plans, error, began }: Ended, runtime: Runtime): RunReport {
  const missing = missingAnswers(plans);
  const waiting = runtime.batching?.waiting() ?? 0;
  const status = statusOf({ tallies, missing, waiting }, runtime.stopping.aborted);
  const report = { tallies, missing, waiting, elapsedMs: runtime.now() - began };
  return error ? { ...report, status: 'failed', error: error.error } : { ...report, status };
}

function statusOf(
  { tallies, missing, waiting }: Pick<RunReport, 'tallies' | 'missing' | 'waiting'>,
  stopped: boolean,
): RunReport['status'] {
  if (stopped) return 'stopped';
  // What waits for its batch is to come; what has failed or is missing is not.
  const failed =
    waiting > 0 ? tallies.some((tally) => tally.failed + tally.unanswered > 0) : isIncomplete(tallies);
  if (failed || missing.some(({ recorded }) => !recorded)) return 'incomplete';
  return waiting > 0 ? 'waiting' : 'done';
}
