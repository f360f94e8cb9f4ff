/** `--dry-run`: what a run would ask for, counted and estimated, with nothing sent. */

import { costOf, formatCost } from '../client/cost/cost.ts';
import type { Range, ReplyLength } from '../client/cost/reply-length.ts';
import { estimateTokens } from '../client/cost/tokens.ts';
import { createParameters } from '../client/parameters.ts';
import type { Message } from '../providers/provider.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import type { TokenPrices } from '../records/models.ts';

/** The calls that one model or judge would take. */
export interface Estimate {
  label: string;
  /** Undefined for a judge that is a program, which takes no calls. */
  target: ModelTarget | undefined;
  /** Records that stand already; undefined for a command that writes none. */
  kept?: number | undefined;
  /** Answers that are not there to be judged, so that no call is counted for them. */
  missing?: number | undefined;
  replies: ReplyLength;
  /** Limit of a reply's tokens, where the command line sets one. */
  maxTokens?: number | undefined;
  calls: number;
  /** Of the calls, those that wait for no other's reply: the first wave of a batch run. */
  firstWave: number;
  /** Replies that are in the cache, and need no call. */
  cached: number;
  /** Estimated tokens of the texts that are known. */
  knownTokens: number;
  /** Earlier replies that calls will show, not known yet. */
  unknownReplies: number;
}

export function newEstimate(
  label: string,
  about: Pick<Estimate, 'target' | 'kept' | 'missing' | 'replies' | 'maxTokens'>,
): Estimate {
  return { label, ...about, calls: 0, firstWave: 0, cached: 0, knownTokens: 0, unknownReplies: 0 };
}

/** Adds one call to an estimate. A message without text stands for an earlier reply, not known yet. */
export function addCall(estimate: Estimate, messages: readonly Message[]): void {
  estimate.calls += 1;
  for (const { content } of messages) {
    if (content === '') estimate.unknownReplies += 1;
    else estimate.knownTokens += estimateTokens(content);
  }
}

/** What the input may come to against its estimate. */
const inputError: Range = { low: 0.9, high: 1.15 };
/** Claude's own tokenizers make more tokens of a text, the recent ones the most. */
const claudeInputError: Range = { low: 0.9, high: 1.6 };

const nothing: Range = { low: 0, high: 0 };

/** The tokens of all calls, from the least to the most that is expected. */
export function tokensOf(estimate: Estimate): { input: Range; output: Range } {
  const { target, calls, knownTokens, unknownReplies, replies, maxTokens } = estimate;
  if (!target) return { input: nothing, output: nothing };
  const { max_tokens, max_completion_tokens } = createParameters(target).wanted({ maxTokens });
  const limit = Number(max_tokens ?? max_completion_tokens) || Number.POSITIVE_INFINITY;
  const error = target.provider === 'anthropic' ? claudeInputError : inputError;
  const [output, visible] = [replies.output(calls), replies.visible(calls)];
  const input = (end: keyof Range) =>
    Math.round(knownTokens * error[end] + unknownReplies * Math.min(visible[end], limit));
  const replied = (end: keyof Range) => Math.round(calls * Math.min(output[end], limit));
  return {
    input: { low: input('low'), high: input('high') },
    output: { low: replied('low'), high: replied('high') },
  };
}

/** US dollars; undefined without a price. The demo models cost nothing. */
export function costRange(estimate: Estimate, door: 'plain' | 'batch' = 'plain'): Range | undefined {
  const { target, calls } = estimate;
  if (!target || target.provider === 'offline' || calls === 0) return nothing;
  const prices: TokenPrices | undefined = door === 'batch' ? target.price?.batch : target.price;
  if (!prices) return undefined;
  const { input, output } = tokensOf(estimate);
  const at = (end: keyof Range) => costOf({ input_tokens: input[end], output_tokens: output[end] }, prices);
  return { low: at('low'), high: at('high') };
}

const number = new Intl.NumberFormat('en-US');

export interface DryRunManner {
  replay?: boolean;
  /** Set in a batch run, in whatever manner. */
  batch?: unknown;
}

/** The lines of a dry run, for stdout. */
export function describeEstimates(
  estimates: readonly Estimate[],
  { replay = false, batch }: DryRunManner = {},
): string {
  const door = batch === undefined ? 'plain' : 'batch';
  const asked = estimates.filter(({ calls, target }) => calls > 0 && target?.provider !== 'offline');
  const lines = [
    ...estimates.map((each) => describe(each, door)),
    describeTotal(estimates, door),
    ...asked.map(describeReplies),
    ...(asked.length > 0 ? [describeErrors(asked)] : []),
    ...(replay && asked.length > 0 ? ['--replay sends nothing: each of these calls would be a miss.'] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

type Door = 'plain' | 'batch';

function describe(estimate: Estimate, door: Door): string {
  const { label, target, calls, cached, kept, missing = 0 } = estimate;
  const { input, output } = tokensOf(estimate);
  const parts = [`${label}: ${count(calls, 'call')}`];
  if (calls > 0 && target?.provider !== 'offline') {
    parts.push(`${tokenRange(input)} tokens in`, `${tokenRange(output)} out`, describeCost(estimate, door));
    if (door === 'batch') parts.push(`${count(estimate.firstWave, 'request')} in the first wave`);
  }
  const standing = [
    ...(cached > 0 ? [`${count(cached, 'reply', 'replies')} cached`] : []),
    ...(kept === undefined ? [] : [`${count(kept, 'record')} kept`]),
    ...(missing > 0 ? [`${count(missing, 'answer')} missing`] : []),
  ];
  return [parts.join(', '), ...standing].join('; ');
}

function describeCost(estimate: Estimate, door: Door): string {
  const cost = costAt(estimate, door);
  const batch = door === 'batch' ? undefined : costRange(estimate, 'batch');
  if (!cost) return 'cost unknown (no price in models.yaml)';
  return batch ? `${costText(cost)} (${costText(batch)} in batches)` : costText(cost);
}

/** Through a batch door without prices of its own, the plain ones are counted. */
function costAt(estimate: Estimate, door: Door): Range | undefined {
  return (door === 'batch' ? costRange(estimate, 'batch') : undefined) ?? costRange(estimate);
}

function describeTotal(estimates: readonly Estimate[], door: Door): string {
  const sum = (field: 'calls' | 'cached') => estimates.reduce((total, each) => total + each[field], 0);
  const costs = estimates.map((each) => costAt(each, door));
  const known = costs.filter((cost) => cost !== undefined);
  const parts = [`total: ${count(sum('calls'), 'call')}`];
  if (sum('cached') > 0) parts.push(`${count(sum('cached'), 'reply', 'replies')} cached`);
  if (sum('calls') > 0 && known.some(({ high }) => high > 0)) {
    const total = known.reduce((a, b) => ({ low: a.low + b.low, high: a.high + b.high }));
    const more = known.length < costs.length ? ' and what has no price' : '';
    parts.push(`${costText(total)}${more}`);
  }
  return `${parts.join(', ')}; nothing was sent`;
}

function describeReplies({ label, calls, replies }: Estimate): string {
  const { low, high } = replies.output(calls);
  const each = `${tokenRange({ low: Math.round(low), high: Math.round(high) })} tokens each on average`;
  return replies.seen > 0
    ? `${label}: replies of ${each}, going by ${number.format(replies.seen)} on record`
    : `${label}: replies of ${each}, a guess: too few are on record`;
}

function describeErrors(asked: readonly Estimate[]): string {
  const percent = ({ low, high }: Range) =>
    `${Math.round(100 * (1 - low))} % less to ${Math.round(100 * (high - 1))} % more`;
  const claude = asked.some(({ target }) => target?.provider === 'anthropic');
  const other = asked.some(({ target }) => target?.provider !== 'anthropic');
  const errors = [
    ...(other ? [percent(inputError)] : []),
    ...(claude ? [`${percent(claudeInputError)} for Claude`] : []),
  ];
  return `Input is estimated from the texts (docs/performance.md), ${errors.join(', ')}. Not counted: retries, second tries at unreadable verdicts, what prompt caches spare.`;
}

function tokenRange({ low, high }: Range): string {
  return low === high ? number.format(low) : `${number.format(low)}–${number.format(high)}`;
}

function costText({ low, high }: Range): string {
  const [least, most] = [formatCost(low), formatCost(high)];
  return least === most ? least : `${least}–${most}`;
}

function count(amount: number, one: string, many = `${one}s`): string {
  return `${number.format(amount)} ${amount === 1 ? one : many}`;
}
