/** Runs the benches of first halves in front of their user: progress, signals, summaries, the exit code. */

import { estimate } from '../api/estimate.ts';
import { runSuite, type SuitePart } from '../api/suite.ts';
import { exitCodes } from '../errors.ts';
import { describeEstimates } from './estimate-text.ts';
import type { CallOptions } from './flags/flags.ts';
import type { Context } from './main.ts';
import { againCommand } from './next-command.ts';
import { openRunDisplay } from './run-display.ts';
import { exitCodeOf, printSummary } from './summary.ts';

/** What each bench would take; nothing is sent. */
export async function estimateParts(
  parts: readonly SuitePart[],
  { replay }: CallOptions,
  { stdout }: Context,
): Promise<number> {
  for (const { bench, settings } of parts) {
    const text = describeEstimates(await estimate(settings), { replay: replay === true, batch: false });
    stdout.write(`bench ${bench.bench}\n${text}\n`);
  }
  return exitCodes.done;
}

/** All parts with one budget; resolves to the exit code, and rejects with what ended the run. */
export async function runParts(
  parts: readonly SuitePart[],
  options: CallOptions,
  context: Context,
): Promise<number> {
  const display = openRunDisplay(options, context);
  const begin = ({ bench }: SuitePart) => {
    if (!options.quiet) display.say(`bench ${bench.bench}`);
  };
  const running = { host: display.host, maxCost: options.maxCost, begin };
  const reports = await runSuite(parts, running).finally(display.end);
  for (const { report } of reports) printSummary(report, display, { output: options, next: undefined });
  const last = reports.at(-1)?.report;
  const whole = reports.length === parts.length && reports.every(({ report }) => report.status === 'done');
  if (!whole && !options.quiet) display.say(againCommand(display.again));
  if (last?.status === 'failed') throw last.error;
  return whole ? exitCodes.done : Math.max(...reports.map(({ report }) => exitCodeOf(report)));
}
