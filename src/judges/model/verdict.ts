/** Reads the verdict out of a judge's reply. What cannot be read for certain is unparsed, never repaired. */

import type { OutputFormat } from '../../records/judge-prompt.ts';

export type Verdict =
  | { kind: 'rating'; rating: number }
  | { kind: 'winner'; winner: 'A' | 'B' | 'tie' }
  | { kind: 'unparsed'; reason: string };

export interface ParsedReply {
  verdict: Verdict;
  /** The reply without its verdict: what the judge said of the answer. */
  rationale: string;
}

/** Ratings closer than this are a tie in the format `[[rating_a,rating_b]]` (FastChat's `TIE_DELTA`). */
const tieDelta = 0.1;

/** Any text in double brackets: what it says is checked afterwards, so that a bad last one gives way to none before it. */
const doubleBrackets = /\[\[([^[\]\n]{1,60})\]\]/g;
/** Any number in single brackets, for the same reason: `[-1]` and `[8/5]` are found, and then refused. */
const singleBrackets = /\[([ \t]*[-+]?\d+(?:[.,]\d+)?(?:[ \t]*\/[ \t]*\d+)?[ \t]*)\]/g;
const verdictLabel =
  /(?<![\p{L}\p{N}])(?:(?:my|the|final|overall)\s{1,3})*(?:rating|verdict|score)(?:\s{1,3}is)?$/iu;
/** How far before the verdict its label may begin: looking no further, a huge reply takes linear time. */
const labelReach = 60;

/**
 * The last verdict of a reply and the text around it (contract, *Verdicts*). The last double bracket counts; for
 * ratings a bare `[7]` counts where there is no double bracket. Two different verdicts in the line that holds the
 * last one, or a last verdict that is not one on offer, leave the reply unparsed.
 */
export function parseReply(reply: string, format: OutputFormat): ParsedReply {
  let found = [...reply.matchAll(doubleBrackets)];
  if (found.length === 0 && format === '[[rating]]') found = [...reply.matchAll(singleBrackets)];
  const last = found.at(-1);
  if (!last) return unparsed(reply, reply.trim() === '' ? 'the reply is empty' : 'the reply has no verdict');
  const verdict = readVerdict(last[1] ?? '', format);
  if (verdict.kind === 'unparsed') return { verdict, rationale: reply.trim() };
  const lineStart = reply.lastIndexOf('\n', last.index) + 1;
  const sameLine = found.filter((match) => match.index >= lineStart).map((match) => match[1] ?? '');
  const other = sameLine.find((text) => !sameVerdict(readVerdict(text, format), verdict));
  if (other !== undefined) {
    return unparsed(reply, `the last line has two verdicts: "${other}" and "${last[1]}"`);
  }
  return { verdict, rationale: withoutVerdict(reply, last.index, last[0].length) };
}

function readVerdict(text: string, format: OutputFormat): Verdict {
  if (format === '[[rating]]') return readRating(text);
  if (format === '[[A]]') return readWinner(text);
  const [ratingA, ratingB, ...rest] = text.split(',').map(readRating);
  if (ratingA?.kind !== 'rating' || ratingB?.kind !== 'rating' || rest.length > 0) {
    return { kind: 'unparsed', reason: `"${text}" is not two ratings from 1 to 10` };
  }
  const difference = ratingA.rating - ratingB.rating;
  if (Math.abs(difference) <= tieDelta + Number.EPSILON * 8) return { kind: 'winner', winner: 'tie' };
  return { kind: 'winner', winner: difference > 0 ? 'A' : 'B' };
}

function readRating(text: string): Verdict {
  const match = /^\s*(\d+(?:\.\d+)?)(?:\s*\/\s*10)?\s*$/.exec(text);
  const rating = Number(match?.[1] ?? Number.NaN);
  if (rating >= 1 && rating <= 10) return { kind: 'rating', rating };
  return { kind: 'unparsed', reason: `"${text}" is not a rating from 1 to 10` };
}

const winners: ReadonlyMap<string, 'A' | 'B' | 'tie'> = new Map([
  ['A', 'A'],
  ['B', 'B'],
  ['C', 'tie'],
]);

function readWinner(text: string): Verdict {
  const winner = winners.get(text.trim());
  return winner ? { kind: 'winner', winner } : { kind: 'unparsed', reason: `"${text}" is not A, B or C` };
}

function sameVerdict(a: Verdict, b: Verdict): boolean {
  if (a.kind === 'rating' && b.kind === 'rating') return a.rating === b.rating;
  return a.kind === 'winner' && b.kind === 'winner' && a.winner === b.winner;
}

function unparsed(reply: string, reason: string): ParsedReply {
  return { verdict: { kind: 'unparsed', reason }, rationale: reply.trim() };
}

/** The text before the verdict without its label ("Rating:"), and the text after it, if any. */
function withoutVerdict(reply: string, index: number, length: number): string {
  const before = withoutLabel(reply.slice(0, index));
  const after = reply.slice(index + length).replace(/^[\s*_.]+/, '');
  return [before.trim(), after.trim()].filter((part) => part !== '').join('\n\n');
}

/** The label stands in the verdict's line or ends the line before; its bold marks and bullets go with it. */
function withoutLabel(before: string): string {
  const text = withoutMarks(before).trimEnd();
  const bare = withoutMarks(text);
  const start = Math.max(0, bare.length - labelReach);
  const label = verdictLabel.exec(bare.slice(start));
  return label ? withoutMarks(bare.slice(0, start + label.index)) : text;
}

function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t*_#>:=-'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
