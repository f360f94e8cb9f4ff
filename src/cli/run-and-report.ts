/** Runs a generating stage in front of its user: progress, signals, the summary, the exit code. */

import type { RunReport } from '../generate/run-report.ts';
import type { Host } from '../generate/runtime.ts';
import type { BatchSettings } from '../generate/settings.ts';
import { isIncomplete } from '../generate/tally.ts';
import { batchAgain, batchNext } from './flags/batch.ts';
import type { Context } from './main.ts';
import { againCommand } from './next-command.ts';
import { type OutputOptions, openRunDisplay } from './run-display.ts';
import { exitCodeOf, printSummary } from './summary.ts';

interface ReportedRun {
  context: Context;
  output: OutputOptions;
  batch?: BatchSettings | undefined;
  /** What to type next, when nothing has failed; `again` is the command itself. */
  next: (report: RunReport, again: string) => string | Promise<string>;
}

/** Resolves to the exit code; rejects with what ended the run, once its summary is printed. */
export async function runAndReport(
  work: (host: Host) => Promise<RunReport>,
  { context, output, batch, next }: ReportedRun,
): Promise<number> {
  const display = openRunDisplay(output, context);
  const report = await work(display.host).finally(display.end);
  const { tallies, waiting, status, error } = report;
  // No work, no summary: a shard that holds no question.
  if (tallies.length > 0) {
    const again = batchAgain(batch, context.programName) ?? display.again;
    const whole = isIncomplete(tallies) ? againCommand(again) : await next(report, again);
    const stopped = status === 'stopped';
    const left = waiting > 0 && batch ? batchNext(batch, { ...context, stopped }) : whole;
    printSummary(report, display, { output, next: left });
  }
  if (status === 'failed') throw error;
  return exitCodeOf(report);
}
