/** Tells what a judge quotes from what it says: code fences, block quotes, quotation marks. */

import type { Quotation, Range } from './open-marks.ts';
import { pairMarks } from './quotation-marks.ts';

export interface Quoted extends Range {
  /** The marks that make it a quotation: the two quotation marks, the two fences, each line's `>`. */
  marks: Range[];
  /** False for a fence that is never closed, and for a block quote: nothing shows that its last line was the last. */
  closed: boolean;
}

export interface Quotations {
  /** In their order; none holds another. */
  quoted: Quoted[];
  /** Where a quotation mark stands that is never closed, or infinity. */
  unclosed: number;
}

/** A line that opens or closes a code fence, or one of a block quote. */
interface BlockLine extends Range {
  /** The backticks or tildes of a fence; empty for a block quote. */
  fence: string;
  /** True where words follow the fence, such as the name of a language: it can't close. */
  named: boolean;
  /** The mark itself: the whole line of a fence, the `>` of a block quote. */
  mark: Range;
  /** Counts the lines that are not blank. */
  number: number;
}

/** All that is quoted in a reply. Linear in its length. */
export function findQuotations(text: string): Quotations {
  const lines = blockLines(text);
  const everywhere = pairMarks(text, []);
  const blocks = readBlocks(lines, everywhere.pairs, text.length);
  const { pairs, unclosed } = blocks.length === 0 ? everywhere : pairMarks(text, blocks);
  const marked = pairs.map(({ start, end, marks: [opening, closing] }) => ({
    start,
    end,
    marks: [
      { start, end: start + opening },
      { start: end - closing, end },
    ],
    closed: true,
  }));
  const quoted: Quoted[] = [];
  for (const next of [...blocks, ...marked].sort((a, b) => a.start - b.start)) {
    if (next.start >= (quoted.at(-1)?.end ?? 0)) quoted.push(next);
  }
  return { quoted, unclosed };
}

/** The quotation that holds a place, if any. */
export function quotationAt({ quoted }: Quotations, place: number): Quoted | undefined {
  let [low, high] = [0, quoted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((quoted[middle]?.end ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  const found = quoted[low];
  return found && found.start <= place ? found : undefined;
}

/** The text with spaces in place of the marks, so that every other character keeps its place. */
export function withoutMarks(text: string, { marks }: Pick<Quoted, 'marks'>): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    parts.push(text.slice(at, start), text.slice(start, end).replace(/[^\n]/g, ' '));
    at = end;
  }
  return parts.join('') + text.slice(at);
}

function blockLines(text: string): BlockLine[] {
  const lines: BlockLine[] = [];
  let number = 0;
  for (const match of text.matchAll(/[^\n]+/g)) {
    const [line] = match;
    const [start, end] = [match.index, match.index + line.length];
    if (line.trim() !== '') number += 1;
    const prefix = /^\s*(?:(?:[-*+]|\d{1,3}[.)])\s+)?>[\s>]*/.exec(line)?.[0];
    const fence = /^\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?(?:(`{3,})([^`]*)|(~{3,})([^\n]*))$/.exec(line);
    const named = (fence?.[2] ?? fence?.[4] ?? '').trim() !== '';
    if (prefix)
      lines.push({ start, end, fence: '', named, mark: { start, end: start + prefix.length }, number });
    else if (fence)
      lines.push({ start, end, fence: fence[1] ?? fence[3] ?? '', named, mark: { start, end }, number });
  }
  return lines;
}

/** Fences and block quotes in their order; a line that begins between quotation marks belongs to what they quote. */
function readBlocks(lines: readonly BlockLine[], pairs: readonly Quotation[], length: number): Quoted[] {
  const blocks: (Quoted & { number?: number })[] = [];
  const closers = closersOf(lines);
  let [next, quotedUntil] = [0, 0];
  for (const [index, line] of lines.entries()) {
    const last = blocks.at(-1);
    const blockUntil = last?.end ?? 0;
    if (line.start < blockUntil) continue;
    for (let pair = pairs[next]; pair && pair.start < line.start; pair = pairs[next]) {
      if (pair.start >= blockUntil) quotedUntil = Math.max(quotedUntil, pair.end);
      next += 1;
    }
    if (line.start < quotedUntil) continue;
    const { start, end, mark, number } = line;
    if (line.fence !== '') {
      const close = closers[index];
      const marks = close ? [mark, close.mark] : [mark];
      blocks.push({ start, end: close?.end ?? length, marks, closed: close !== undefined });
    } else if (last?.number === number - 1) {
      last.marks.push(mark);
      Object.assign(last, { end, number });
    } else blocks.push({ start, end, marks: [mark], closed: false, number });
  }
  return blocks;
}

/** For each fence line, the next one that would close it: as long at least, of the same character, without a name. */
function closersOf(lines: readonly BlockLine[]): (BlockLine | undefined)[] {
  const closers: (BlockLine | undefined)[] = [];
  /** Behind the current line, for each character those that may close, the longest last. */
  const later: Record<string, BlockLine[]> = { '`': [], '~': [] };
  for (const line of lines.toReversed()) {
    const candidates = later[line.fence.charAt(0)];
    if (!candidates) {
      closers.push(undefined);
      continue;
    }
    closers.push(candidates.findLast(({ fence }) => fence.length >= line.fence.length));
    if (line.named) continue;
    while ((candidates.at(-1)?.fence.length ?? Number.POSITIVE_INFINITY) <= line.fence.length)
      candidates.pop();
    candidates.push(line);
  }
  return closers.reverse();
}
