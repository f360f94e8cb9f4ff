/** Keeps a model's visible reasoning apart from its answer. */

import type { FinishReason } from '../../records/calls/call.ts';
import { type ReasoningFamily, reasoningFamilies } from './families.ts';
import { splitHarmony } from './harmony.ts';

export interface SplitReply {
  text: string;
  reasoning: string | undefined;
}

/** An opening and a closing mark that models.yaml adds. */
export type ReasoningMarks = readonly [open: string, close: string];

export interface SplitOptions {
  /** Reasoning that the service sent in a field of its own. */
  given?: string | undefined;
  /** How the reply ended. */
  finish?: FinishReason | undefined;
  /** Looked for before those of the known families. */
  marks?: readonly ReasoningMarks[] | undefined;
}

/**
 * Splits the reasoning off the beginning of a reply, by the marks of any family. Reasoning that is never closed is all
 * there is (the reply was cut off in it); reasoning whose opening mark the chat template has written ends at its closing
 * mark. Marks that come later, and such as stand in quotation marks, are part of the answer.
 */
export function splitReasoning(
  content: string,
  { given, finish = 'stop', marks = [] }: SplitOptions = {},
): SplitReply {
  const own = marks.map(([open, close]) => ({ name: 'models.yaml', open: [open], close: [close] }));
  const families = [...own, ...reasoningFamilies];
  const found =
    splitHarmony(content, finish) ?? opened(content, families, finish) ?? closedAlone(content, families);
  if (!found) return { text: content, reasoning: given || undefined };
  const reasoning = [given?.trim(), found.reasoning.trim()].filter(Boolean).join('\n\n');
  return { text: found.answer.trimStart(), reasoning: reasoning || undefined };
}

interface Found {
  reasoning: string;
  answer: string;
}

/** A reply that begins with an opening mark. */
function opened(
  content: string,
  families: readonly ReasoningFamily[],
  finish: FinishReason,
): Found | undefined {
  const start = content.length - content.trimStart().length;
  for (const family of families) {
    const open = family.open.find((mark) => content.startsWith(mark, start));
    if (open === undefined) continue;
    const from = start + open.length;
    const close = firstOf(family.close, content, { from });
    if (close) return cut(content, { from, close, family });
    // A reply that ended by itself and begins with a plain tag speaks of the tag.
    if (family.closedOnly || (family.plain && finish === 'stop')) return undefined;
    return cut(content, { from, close: undefined, family });
  }
  return undefined;
}

/** A reply whose opening mark the chat template has written: the first closing mark has none before it. */
function closedAlone(content: string, families: readonly ReasoningFamily[]): Found | undefined {
  let first: { close: Mark; family: ReasoningFamily } | undefined;
  for (const family of families.filter(({ closedOnly }) => !closedOnly)) {
    const close = firstOf(family.close, content, { from: 0, bare: true, alone: family.plain });
    if (!close || (first && first.close.start <= close.start)) continue;
    if (family.open.some((mark) => place(mark, content, close.start))) continue;
    first = { close, family };
  }
  return first && cut(content, { from: 0, ...first });
}

interface Mark {
  start: number;
  end: number;
}

function place(mark: string, content: string, before: number): boolean {
  const found = content.indexOf(mark);
  return found >= 0 && found < before;
}

/** The first of several marks. `bare`: in no quotation marks; `alone`: on a line of its own. */
function firstOf(
  marks: readonly string[],
  content: string,
  { from, bare = false, alone = false }: { from: number; bare?: boolean; alone?: boolean | undefined },
): Mark | undefined {
  let first: Mark | undefined;
  for (const mark of marks) {
    let start = content.indexOf(mark, from);
    const counts = () =>
      !(bare && isQuoted(content, start, mark.length)) && !(alone && !isAlone(content, start, mark.length));
    while (start >= 0 && !counts()) start = content.indexOf(mark, start + 1);
    if (start >= 0 && (!first || start < first.start)) first = { start, end: start + mark.length };
  }
  return first;
}

const quotes = /["'`“”‘’«»]/;

function isQuoted(content: string, start: number, length: number): boolean {
  return quotes.test(content.charAt(start - 1)) || quotes.test(content.charAt(start + length));
}

function isAlone(content: string, start: number, length: number): boolean {
  const before = content.slice(content.lastIndexOf('\n', start) + 1, start);
  const lineEnd = content.indexOf('\n', start);
  const after = content.slice(start + length, lineEnd < 0 ? undefined : lineEnd);
  return before.trim() === '' && after.trim() === '';
}

function cut(
  content: string,
  { from, close, family }: { from: number; close: Mark | undefined; family: ReasoningFamily },
): Found {
  const inside = content.slice(from, close?.start);
  const label = family.label === undefined ? '' : `${family.label}\n`;
  const reasoning = inside.startsWith(label) ? inside.slice(label.length) : inside;
  return { reasoning, answer: withoutMarks(close ? content.slice(close.end) : '', family.answer) };
}

function withoutMarks(answer: string, pairs: ReasoningFamily['answer'] = []): string {
  const text = answer.trimStart();
  const marks = pairs.find(([open]) => text.startsWith(open));
  if (!marks) return answer;
  const inside = text.slice(marks[0].length);
  const end = inside.lastIndexOf(marks[1]);
  return end >= 0 && inside.slice(end + marks[1].length).trim() === '' ? inside.slice(0, end) : inside;
}
