/** `--dry-run`: what a run would ask for, counted and estimated, with nothing sent. */

import { costOf, formatCost } from '../calls/cost.ts';
import { estimateTokens } from '../calls/tokens.ts';
import type { Message } from '../providers/provider.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';

/** The calls that one model or judge would take. */
export interface Estimate {
  label: string;
  target: ModelTarget | undefined;
  calls: number;
  /** Records that stand already; undefined for a command that writes none. */
  kept?: number | undefined;
  inputTokens: number;
  /** Tokens of the replies, if each were as long as the assumed reply. */
  outputTokens: number;
}

/** Tokens of a typical reply, assumed where none has been seen yet. */
export const typicalReplyTokens = 500;

export function newEstimate(label: string, { target, kept }: Pick<Estimate, 'target' | 'kept'>): Estimate {
  return { label, target, kept, calls: 0, inputTokens: 0, outputTokens: 0 };
}

/** Adds one call to an estimate. A message without text stands for an earlier reply, not known yet. */
export function addCall(estimate: Estimate, messages: readonly Message[]): void {
  const tokens = messages.map(({ content }) =>
    content === '' ? typicalReplyTokens : estimateTokens(content),
  );
  const own = estimate.target?.parameters ?? {};
  const limit = Number(own.max_tokens ?? own.max_completion_tokens ?? typicalReplyTokens);
  estimate.calls += 1;
  estimate.inputTokens += tokens.reduce((sum, each) => sum + each, 0);
  estimate.outputTokens += Math.min(typicalReplyTokens, limit);
}

/** The lines of a dry run, for stdout. */
export function describeEstimates(estimates: readonly Estimate[]): string {
  const number = new Intl.NumberFormat('en-US');
  const lines = estimates.map(({ label, target, calls, kept, inputTokens, outputTokens }) => {
    const price = target?.price;
    const usd = price ? costOf({ input_tokens: inputTokens, output_tokens: outputTokens }, price) : undefined;
    const cost = usd === undefined ? 'cost unknown (no price in models.yaml)' : `about ${formatCost(usd)}`;
    const tokens = `about ${number.format(inputTokens)} tokens in and ${number.format(outputTokens)} out`;
    const asked = calls === 0 || target === undefined ? '' : `, ${tokens}, ${cost}`;
    const standing = kept === undefined ? '' : `; ${kept} records kept`;
    return `${label}: ${calls} calls${asked}${standing}\n`;
  });
  const total = estimates.reduce((sum, { calls }) => sum + calls, 0);
  const note = `Estimates: four characters a token, ${typicalReplyTokens} tokens a reply; cached replies are counted as calls.`;
  return `${lines.join('')}total: ${total} calls; nothing was sent\n${note}\n`;
}
