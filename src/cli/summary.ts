/** The lines that end a run: what was done, what it took, what failed. */

import { formatCost } from '../client/cost/cost.ts';
import { type Meter, sumMeters } from '../client/meter.ts';
import { exitCodes } from '../errors.ts';
import type { MissingAnswer } from '../generate/judgments/missing.ts';
import type { RunReport } from '../generate/run-report.ts';
import { type CountedCalls, isIncomplete, type Tally } from '../generate/tally.ts';
import { questionKey } from '../records/question.ts';
import { promptCacheLine } from './prompt-cache-line.ts';
import type { OutputOptions, RunDisplay } from './run-display.ts';

interface SummaryOptions {
  output: OutputOptions;
  /** The last line: what to do next; none within a suite. */
  next: string | undefined;
}

export function exitCodeOf({ status }: Pick<RunReport, 'status'>): number {
  if (status === 'stopped') return exitCodes.interrupted;
  return status === 'incomplete' ? exitCodes.incomplete : exitCodes.done;
}

/** Prints the summary on stderr; failures are named even when quiet. */
export function printSummary(
  { tallies, missing, waiting, elapsedMs }: Omit<RunReport, 'status'>,
  display: RunDisplay,
  { output, next }: SummaryOptions,
): void {
  const quiet = output.quiet === true;
  const waits = waiting > 0;
  for (const line of missingLines(missing, output)) display.say(`not judged: ${line}`);
  display.reportRest();
  for (const tally of tallies) {
    const { sent, cached } = tally.calls;
    const took = tallies.length > 1 && sent + cached > 0 ? `; ${callsText(tally.calls)}` : '';
    if (!quiet || isIncomplete([tally])) display.say(`${tallyText(tally, waits)}${took}`);
  }
  printCalls(tallies, display, { quiet, elapsedMs });
  if (next !== undefined && (!quiet || waits)) display.say(next);
}

/** What all calls came to. */
export function printCalls(
  counted: readonly CountedCalls[],
  { say }: Pick<RunDisplay, 'say'>,
  { quiet, elapsedMs }: { quiet: boolean; elapsedMs: number },
): void {
  const meter = sumMeters(counted.map(({ calls }) => calls));
  for (const line of quiet ? [] : callsLines(counted, { meter, elapsedMs })) say(line);
  const saved = promptCacheLine(meter.promptCache);
  if (!quiet && saved) say(saved);
  for (const [kind, { count, example }] of meter.failures) {
    say(`failed calls, ${kind}: ${count} (${example})`);
  }
  for (const [kind, count] of meter.flagged) {
    if (!quiet) say(`worth a look: ${count} ${count === 1 ? 'reply' : 'replies'} ${flagText[kind]}`);
  }
}

/** Answers that are not there, by model and reason. */
function missingLines(missing: readonly MissingAnswer[], { verbose }: OutputOptions): string[] {
  const questions = new Map<string, string[]>();
  for (const { model, reason, question } of missing) {
    const named = questions.get(`${model}: ${reason}`) ?? [];
    questions.set(`${model}: ${reason}`, [...named, questionKey(question)]);
  }
  return [...questions].map(
    ([what, keys]) =>
      `${what}: ${keys.length === 1 ? 'question' : 'questions'} ${listed(keys, verbose === true)}`,
  );
}

/** Longer lists are cut, or the line would fill a screen. */
const longestList = 8;

function listed(keys: readonly string[], all: boolean): string {
  if (all || keys.length <= longestList) return keys.join(', ');
  const named = keys.slice(0, longestList - 3);
  return `${named.join(', ')} and ${keys.length - named.length} more (--verbose names them)`;
}

const flagText = {
  refusal: 'refused (finish_reason "refusal")',
  length: 'cut off at the token limit (finish_reason "length"): raise --max-tokens or parameters.max_tokens',
  context:
    'cut off before the token limit (finish_reason "length"): the context was full, and a higher --max-tokens changes nothing',
  content_filter: 'stopped by a content filter (finish_reason "content_filter")',
  empty: 'with no text',
  reasoning: 'with reasoning alone and no text',
} as const;

/** Milliseconds below which nobody asks what took so long. */
const shortestLong = 100;

function tallyText(tally: Tally, waits: boolean): string {
  const { label, stage, written, unparsed, hidden, unanswered, noAnswer, kept } = tally;
  const { failed, failedBy, notBegun } = tally;
  const parts = [`${written} ${written === 1 ? stage.slice(0, -1) : stage} written`, `${kept} kept`];
  if (unparsed > 0) parts.push(`${unparsed} of the written without a verdict (score -1)`);
  if (hidden > 0) parts.push(`${hidden} of these with one in reasoning_content alone, which does not count`);
  if (unanswered > 0)
    parts.push(`${unanswered} of the written without a turn that did not fit (--retry-failed)`);
  if (noAnswer > 0) parts.push(`${noAnswer} of the written without an answer (score 0)`);
  const byCount = [...failedBy].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const kinds = byCount.map(([kind, count]) => (byCount.length > 1 ? `${count} ${kind}` : kind)).join(', ');
  if (failed > 0) parts.push(`${failed} failed (${kinds})`);
  if (notBegun > 0) parts.push(`${notBegun} ${waits ? 'waiting for their batches' : 'not begun'}`);
  return `${label}: ${parts.join(', ')}`;
}

/** What each stage's calls came to where there are several, what all did, and which took longest. */
function callsLines(
  counted: readonly CountedCalls[],
  { meter, elapsedMs }: { meter: Meter; elapsedMs: number },
): string[] {
  const stages = [...new Set(counted.map(({ stage }) => stage))];
  const lines = (stages.length > 1 ? stages : []).map((stage) => {
    const own = counted.filter((each) => each.stage === stage).map(({ calls }) => calls);
    return `all ${stage}: ${callsText(sumMeters(own))}`;
  });
  lines.push(`${counted.length > 1 ? 'all: ' : ''}${callsText(meter)}, ${seconds(elapsedMs)}`);
  const slowest = slowestCalls(counted);
  return slowest.length > 0 ? [...lines, `slowest calls: ${slowest.join('; ')}`] : lines;
}

function slowestCalls(counted: readonly CountedCalls[]): string[] {
  const all = counted.flatMap(({ label, calls }) => calls.slowest.map((call) => ({ label, ...call })));
  const long = all.filter(({ ms }) => ms >= shortestLong);
  const slowest = long.sort((a, b) => b.ms - a.ms).slice(0, 3);
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
