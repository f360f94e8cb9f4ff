/** Tells what a judge quotes from what it says: code fences, block quotes, quotation marks. */

import type { Quotation, Range } from './open-marks.ts';
import { pairMarks } from './quotation-marks.ts';

export interface Quoted extends Range {
  /** The marks that make it a quotation: the two quotation marks, the two fences, each line's `>`. */
  marks: Range[];
  /** False for a fence that is never closed. */
  closed: boolean;
}

export interface Quotations {
  /** In their order; none holds another. */
  quoted: Quoted[];
  /** Where a quotation mark stands that is never closed, or infinity. */
  unclosed: number;
}

/** A line that opens or closes a code fence. */
interface FenceLine extends Range {
  fence: string;
  /** True where words follow, such as the name of a language: it can't close. */
  named: boolean;
}

/** All that is quoted in a reply. Linear in its length. */
export function findQuotations(text: string): Quotations {
  const { blockQuotes, fenceLines } = readLines(text);
  const fences = pairFences(fenceLines, pairMarks(text, blockQuotes).pairs, text.length);
  const blocks = [...blockQuotes, ...fences].sort((a, b) => a.start - b.start);
  const { pairs, unclosed } = pairMarks(text, blocks);
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

function readLines(text: string): { blockQuotes: Quoted[]; fenceLines: FenceLine[] } {
  const blockQuotes: Quoted[] = [];
  const fenceLines: FenceLine[] = [];
  let adjoining = false;
  for (const match of text.matchAll(/[^\n]+/g)) {
    const [line] = match;
    const [start, end] = [match.index, match.index + line.length];
    const prefix = /^\s*>[\s>]*/.exec(line)?.[0];
    const last = blockQuotes.at(-1);
    if (prefix !== undefined) {
      const mark = { start, end: start + prefix.length };
      if (adjoining && last) {
        last.end = end;
        last.marks.push(mark);
      } else blockQuotes.push({ start, end, marks: [mark], closed: true });
    } else {
      const fence = /^\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?(?:(`{3,})([^`]*)|(~{3,})([^\n]*))$/.exec(line);
      const named = (fence?.[2] ?? fence?.[4] ?? '').trim() !== '';
      if (fence) fenceLines.push({ start, end, fence: fence[1] ?? fence[3] ?? '', named });
    }
    if (line.trim() !== '') adjoining = prefix !== undefined;
  }
  return { blockQuotes, fenceLines };
}

/** Fences in the order of their lines; a fence line between quotation marks is quoted itself. */
function pairFences(lines: readonly FenceLine[], pairs: readonly Quotation[], length: number): Quoted[] {
  const fences: Quoted[] = [];
  const closers = closersOf(lines);
  let [next, quotedUntil, fencedUntil] = [0, 0, 0];
  for (const [index, line] of lines.entries()) {
    if (line.start < fencedUntil) continue;
    for (let pair = pairs[next]; pair && pair.start < line.start; pair = pairs[next]) {
      if (pair.start >= fencedUntil) quotedUntil = Math.max(quotedUntil, pair.end);
      next += 1;
    }
    if (line.start < quotedUntil) continue;
    const close = closers[index];
    const end = close?.end ?? length;
    fences.push({
      start: line.start,
      end,
      marks: close ? [line, close] : [line],
      closed: close !== undefined,
    });
    fencedUntil = end;
  }
  return fences;
}

/** For each fence line, the next one that would close it: as long at least, of the same character, without a name. */
function closersOf(lines: readonly FenceLine[]): (FenceLine | undefined)[] {
  const closers: (FenceLine | undefined)[] = [];
  /** Behind the line at hand, for each character those that may close, the longest last. */
  const later: Record<string, FenceLine[]> = { '`': [], '~': [] };
  for (const line of lines.toReversed()) {
    const candidates = later[line.fence.charAt(0)] ?? [];
    closers.push(candidates.findLast(({ fence }) => fence.length >= line.fence.length));
    if (line.named) continue;
    while ((candidates.at(-1)?.fence.length ?? Number.POSITIVE_INFINITY) <= line.fence.length)
      candidates.pop();
    candidates.push(line);
  }
  return closers.reverse();
}
