/** The lines of `--dry-run`: calls, tokens and cost by model and judge, for stdout. */

import { formatCost } from '../client/cost/cost.ts';
import type { Range } from '../client/cost/reply-length.ts';
import {
  claudeInputError,
  costRange,
  type Estimate,
  inputError,
  tokensOf,
} from '../generate/dry-run/estimate.ts';

const number = new Intl.NumberFormat('en-US');

interface EstimateManner {
  replay: boolean;
  /** True in a batch run, of whatever kind. */
  batch: boolean;
}

/** The lines of a dry run, for stdout. */
export function describeEstimates(estimates: readonly Estimate[], { replay, batch }: EstimateManner): string {
  const at = batch ? 'batch' : 'plain';
  const asked = estimates.filter(({ calls, target }) => calls > 0 && target?.provider !== 'offline');
  const lines = [
    ...estimates.flatMap((each) => [describe(each, at), ...(each.replaces ? [each.replaces] : [])]),
    describeTotal(estimates, at),
    ...asked.map(describeReplies),
    ...(asked.length > 0 ? [describeErrors(asked)] : []),
    ...(replay && asked.length > 0 ? ['--replay sends nothing: each of these calls would be a miss.'] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

type Price = 'plain' | 'batch';

function describe(estimate: Estimate, at: Price): string {
  const { label, target, calls, cached, kept, missing = 0 } = estimate;
  const { input, output } = tokensOf(estimate);
  const parts = [`${label}: ${count(calls, 'call')}`];
  if (calls > 0 && target?.provider !== 'offline') {
    parts.push(`${tokenRange(input)} tokens in`, `${tokenRange(output)} out`, describeCost(estimate, at));
    if (at === 'batch') parts.push(`${count(estimate.firstRound, 'request')} in the first batch round`);
  }
  const known = [
    ...(cached > 0 ? [`${count(cached, 'reply', 'replies')} cached`] : []),
    ...(kept === undefined ? [] : [`${count(kept, 'record')} kept`]),
    ...(missing > 0 ? [`${count(missing, 'answer')} missing`] : []),
  ];
  return [parts.join(', '), ...known].join('; ');
}

function describeCost(estimate: Estimate, at: Price): string {
  const cost = costAt(estimate, at);
  const batch = at === 'batch' ? undefined : costRange(estimate, 'batch');
  if (!cost) return 'cost unknown (no price in models.yaml)';
  return batch ? `${costText(cost)} (${costText(batch)} in batches)` : costText(cost);
}

/** Where a batch API has no prices of its own, the plain ones are counted. */
function costAt(estimate: Estimate, at: Price): Range | undefined {
  return (at === 'batch' ? costRange(estimate, 'batch') : undefined) ?? costRange(estimate);
}

function describeTotal(estimates: readonly Estimate[], at: Price): string {
  const sum = (field: 'calls' | 'cached') => estimates.reduce((total, each) => total + each[field], 0);
  const costs = estimates.map((each) => costAt(each, at));
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
