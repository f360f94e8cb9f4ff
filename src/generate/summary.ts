/** The lines that end a run: what was done, what it took, what failed. */

import { shellWord } from '../cli/shell-quote.ts';
import { formatCost } from '../client/cost/cost.ts';
import { type Meter, sumMeters } from '../client/meter.ts';
import { promptCacheLine } from './prompt-cache-line.ts';
import type { CountedCalls, Session } from './session.ts';
import { isIncomplete, type Tally, waitsForBatches } from './tally.ts';

export interface SummaryOptions {
  quiet: boolean;
  /** The last line: what to do next. */
  next: string;
}

/** Prints the summary on stderr; failures are told even when quiet. */
export function printSummary(
  tallies: readonly Tally[],
  session: Session,
  { quiet, next }: SummaryOptions,
): void {
  const waits = waitsForBatches(session);
  const { meter, calls, progress } = session;
  session.failures.tellRest();
  const several = calls.length > 1;
  for (const tally of tallies) {
    const own = several ? calls.find(({ label }) => label === tally.label) : undefined;
    const took = own && own.meter.sent + own.meter.cached > 0 ? `; ${callsText(own.meter)}` : '';
    if (!quiet || isIncomplete([tally])) progress.say(`${tallyText(tally, waits)}${took}`);
  }
  for (const line of quiet ? [] : callsLines(calls, session)) progress.say(line);
  const spared = promptCacheLine(meter.promptCache);
  if (!quiet && spared) progress.say(spared);
  for (const [kind, { count, example }] of meter.failures) {
    progress.say(`failed calls, ${kind}: ${count} (${example})`);
  }
  for (const [kind, count] of meter.flagged) {
    if (!quiet) progress.say(`worth a look: ${count} ${count === 1 ? 'reply' : 'replies'} ${flagText[kind]}`);
  }
  if (!quiet || waits) progress.say(waits ? (session.batching?.next() ?? next) : next);
}

const flagText = {
  refusal: 'refused (finish_reason "refusal")',
  length: 'cut off at the token limit (finish_reason "length"): raise --max-tokens or parameters.max_tokens',
  content_filter: 'stopped by a content filter (finish_reason "content_filter")',
  empty: 'with no text',
} as const;

/** Milliseconds below which nobody asks what took so long. */
const shortestFelt = 100;

/** Characters of a command that a message holds whole. */
const longestCommand = 3500;

/** The last line of a run that has left something: the very command that goes on. */
export function againCommand({ again }: Session): string {
  if (again.length > longestCommand)
    return 'next: run the same command again; it asks only for what is missing';
  return `next: ${again}`;
}

/** A command to type next, with the flags that lead to the same place; `command` is shell already. */
export function nextCommand(command: string, { bench, dataDir }: { bench: string; dataDir: string }): string {
  const place = [
    ...(bench === 'mt80' ? [] : ['--bench', bench]),
    ...(dataDir === '.' ? [] : ['--data-dir', dataDir]),
  ];
  return `next: ${[command, ...place.map(shellWord)].join(' ')}`;
}

/** The flags by which `show-results` shows what was judged in this mode, as shell. */
export function modeFlags({ mode, baseline }: { mode: string; baseline?: string | undefined }): string {
  const named = baseline === undefined ? '' : ` --baseline ${shellWord(baseline)}`;
  return mode === 'single' ? '' : ` --mode ${mode}${named}`;
}

function tallyText(
  { label, noun, written, unparsed, kept, failed, failedBy, notBegun }: Tally,
  waits: boolean,
): string {
  const parts = [`${written} ${written === 1 ? noun.slice(0, -1) : noun} written`, `${kept} kept`];
  if (unparsed > 0) parts.push(`${unparsed} of the written without a verdict (score -1)`);
  const byCount = [...failedBy].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const kinds = byCount.map(([kind, count]) => (byCount.length > 1 ? `${count} ${kind}` : kind)).join(', ');
  if (failed > 0) parts.push(`${failed} failed (${kinds})`);
  if (notBegun > 0) parts.push(`${notBegun} ${waits ? 'waiting for their batches' : 'not begun'}`);
  return `${label}: ${parts.join(', ')}`;
}

/** What each stage's calls came to where there are several, what all did, and which took longest. */
function callsLines(calls: readonly CountedCalls[], { meter, elapsed }: Session): string[] {
  const stages = [...new Set(calls.map(({ stage }) => stage))];
  const lines = (stages.length > 1 ? stages : []).map((stage) => {
    const own = calls.filter((each) => each.stage === stage).map((each) => each.meter);
    return `all ${stage}: ${callsText(sumMeters(own))}`;
  });
  lines.push(`${calls.length > 1 ? 'all: ' : ''}${callsText(meter)}, ${seconds(elapsed())}`);
  const slowest = slowestCalls(calls);
  return slowest.length > 0 ? [...lines, `slowest calls: ${slowest.join('; ')}`] : lines;
}

function slowestCalls(calls: readonly CountedCalls[]): string[] {
  const all = calls.flatMap(({ label, meter }) => meter.slowest.map((call) => ({ label, ...call })));
  const felt = all.filter(({ ms }) => ms >= shortestFelt);
  const slowest = felt.sort((a, b) => b.ms - a.ms).slice(0, 3);
  return slowest.map(({ label, about, ms, attempts, failed }) => {
    const tries = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
    return `${seconds(ms)} in ${tries}${failed ? ', failed' : ''} (${label}, ${about})`;
  });
}

function callsText(meter: Meter): string {
  const { sent, cached, retries, inputTokens, outputTokens } = meter;
  const parts = [`${sent} ${sent === 1 ? 'call' : 'calls'} sent`, `${cached} from the cache`];
  if (retries > 0) parts.push(`${retries} ${retries === 1 ? 'retry' : 'retries'}`);
  if (inputTokens + outputTokens > 0) {
    const number = new Intl.NumberFormat('en-US');
    parts.push(`${number.format(inputTokens)} tokens in, ${number.format(outputTokens)} out`);
  }
  const cost = costText(meter);
  return [...parts, ...(cost === undefined ? [] : [cost])].join(', ');
}

/** What the calls have cost, and why of some it is not known. */
function costText({ cost, unpriced, uncounted }: Meter): string | undefined {
  const why = [
    ...(unpriced > uncounted ? ['no price in models.yaml'] : []),
    ...(uncounted > 0 ? ['the service has not said how many tokens'] : []),
  ].join('; ');
  if (cost === undefined) return unpriced > 0 ? `cost unknown: ${why}` : undefined;
  if (unpriced === 0) return formatCost(cost);
  return `${formatCost(cost)} and ${unpriced} ${unpriced === 1 ? 'reply' : 'replies'} of unknown cost (${why})`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
