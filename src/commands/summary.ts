/** The lines that end a run: what was done, what it took, what failed. */

import { formatCost } from '../calls/cost.ts';
import type { Meter } from '../calls/meter.ts';
import { exitCodes } from '../errors.ts';
import { promptCacheLine } from './prompt-cache-line.ts';
import type { Session } from './session.ts';

/** What became of one model's or one judge's work. */
export interface Tally {
  label: string;
  /** Records that this run has written. */
  written: number;
  /** Of the written ones, judgments whose reply had no usable verdict. */
  unparsed: number;
  /** Records that stood already. */
  kept: number;
  failed: number;
  /** Work that was not begun, since the run or the model was stopped. */
  notBegun: number;
}

export interface SummaryOptions {
  /** What a record is: "answers". */
  noun: string;
  quiet: boolean;
  /** The last line: what to do next. */
  next: string;
}

/** Prints the summary on stderr; failures are told even when quiet. */
export function printSummary(
  tallies: readonly Tally[],
  session: Session,
  { noun, quiet, next }: SummaryOptions,
): void {
  const { meter, progress } = session;
  for (const { label, written, unparsed, kept, failed, notBegun } of tallies) {
    const parts = [`${written} ${noun} written`, `${kept} kept`];
    if (unparsed > 0) parts.push(`${unparsed} of the written without a verdict (score -1)`);
    if (failed > 0) parts.push(`${failed} failed`);
    if (notBegun > 0) parts.push(`${notBegun} not begun`);
    if (!quiet || failed + notBegun > 0) progress.say(`${label}: ${parts.join(', ')}`);
  }
  if (!quiet) progress.say(callsLine(meter, session.elapsed()));
  const spared = promptCacheLine(meter.promptCache);
  if (!quiet && spared) progress.say(spared);
  for (const [kind, { count, example }] of meter.failures) {
    progress.say(`failed calls, ${kind}: ${count} (${example})`);
  }
  for (const [kind, count] of meter.flagged) {
    if (!quiet) progress.say(`worth a look: ${count} ${count === 1 ? 'reply' : 'replies'} ${flagText[kind]}`);
  }
  if (!quiet) progress.say(next);
}

const flagText = {
  refusal: 'refused (finish_reason "refusal")',
  length: 'cut off at the token limit (finish_reason "length"): raise --max-tokens or parameters.max_tokens',
  content_filter: 'stopped by a content filter (finish_reason "content_filter")',
  empty: 'with no text',
} as const;

/** A command to type next, with the flags that lead to the same place. */
export function nextCommand(command: string, { bench, dataDir }: { bench: string; dataDir: string }): string {
  const flags = [
    bench === 'mt80' ? '' : ` --bench ${bench}`,
    dataDir === '.' ? '' : ` --data-dir ${dataDir}`,
  ];
  return `next: ${command}${flags.join('')}`;
}

/** The exit code of a generating command that was not stopped by its budget. */
export function exitCodeOf(tallies: readonly Tally[], session: Session, missing = 0): number {
  if (session.stop.stopping.aborted) return exitCodes.interrupted;
  const left = tallies.reduce((sum, { failed, notBegun }) => sum + failed + notBegun, missing);
  return left > 0 ? exitCodes.incomplete : exitCodes.done;
}

function callsLine(meter: Meter, elapsedMs: number): string {
  const parts = [`${meter.sent} calls sent`, `${meter.cached} from the cache`];
  if (meter.retries > 0) parts.push(`${meter.retries} retries`);
  if (meter.inputTokens + meter.outputTokens > 0) {
    const number = new Intl.NumberFormat('en-US');
    parts.push(`${number.format(meter.inputTokens)} tokens in, ${number.format(meter.outputTokens)} out`);
  }
  if (meter.cost !== undefined) {
    const part = meter.unpriced > 0 ? ` for ${meter.sent - meter.unpriced} of them` : '';
    parts.push(`${formatCost(meter.cost)}${part}`);
  } else if (meter.unpriced > 0) parts.push('cost unknown: no price in models.yaml');
  parts.push(`${(elapsedMs / 1000).toFixed(1)} s`);
  return parts.join(', ');
}
