/** The rule which verdict of a judge's reply counts. What can't be read for certain is unparsed, never repaired. */

import type { FinishReason } from '../../records/calls/call.ts';
import type { OutputFormat } from '../../records/judge-prompt.ts';
import { type Bracket, findBrackets } from './brackets.ts';
import { toHalfWidth } from './half-width.ts';
import { introducesQuotation, labelOf, mayFollow, withoutTags } from './label.ts';
import type { Range } from './open-marks.ts';
import { findQuotations, type Quotations, type Quoted, quotationAt, withoutMarks } from './quoted.ts';
import { withoutVerdict } from './rationale.ts';
import { sameVerdict, type Verdict } from './read-verdict.ts';

export type { Verdict } from './read-verdict.ts';

export interface ParsedReply {
  verdict: Verdict;
  /** The reply without its verdict: what the judge said of the answer. */
  rationale: string;
}

export interface ReplyOptions {
  format: OutputFormat;
  /** How the reply ended. Only `stop` is an end of its own. */
  finish: FinishReason;
}

/**
 * The last verdict of a reply in the judge's own words, and the text around it (contract, *Verdicts*; by example in
 * docs/verdicts.md). Takes time in proportion to the reply's length.
 */
export function parseReply(reply: string, { format, finish }: ReplyOptions): ParsedReply {
  const { text, kept, quotations } = unwrap(toHalfWidth(reply), reply, finish);
  const { found, dropped } = findBrackets(text, format);
  const chosen = choose({ text, finish, found, quotations });
  if ('bracket' in chosen && chosen.bracket.verdict.kind !== 'unparsed') {
    const { bracket, place = bracket } = chosen;
    return { verdict: bracket.verdict, rationale: withoutVerdict(kept, place, bracket.alone) };
  }
  if ('bracket' in chosen) return { verdict: chosen.bracket.verdict, rationale: reply.trim() };
  const reason = chosen.reason ?? (finish === 'stop' ? whyNone(reply, dropped) : cutOff(finish));
  return { verdict: { kind: 'unparsed', reason }, rationale: reply.trim() };
}

function whyNone(reply: string, dropped: Verdict | undefined): string {
  if (reply.trim() === '') return 'the reply is empty';
  return dropped?.kind === 'unparsed' ? dropped.reason : 'the reply has no verdict';
}

function cutOff(finish: FinishReason): string {
  return `the reply did not end by itself (finish reason "${finish}"), and no verdict ends it`;
}

/**
 * A reply that is one quotation from end to end, as of models that fence all they write, quotes nothing: it is read
 * without the marks. Not so where it was cut off: what it was going to say of the quotation is missing.
 */
function unwrap(text: string, reply: string, finish: FinishReason) {
  let read = { text, kept: reply, quotations: findQuotations(text) };
  for (let layer = 0; layer < 3 && finish === 'stop'; layer += 1) {
    const [whole] = read.quotations.quoted;
    if (!whole || !isWhole(read.text, whole) || isStruck(read.text, whole)) break;
    const inside = withoutMarks(read.text, whole);
    read = { text: inside, kept: withoutMarks(read.kept, whole), quotations: findQuotations(inside) };
  }
  return read;
}

/** What the judge has taken back: it is no verdict, wherever it stands. */
function isStruck(text: string, { start }: Range): boolean {
  return text.startsWith('~~', start) && text.charAt(start + 2) !== '~';
}

function isWhole(text: string, { start, end }: Range): boolean {
  return !/[\p{L}\p{N}[\]]/u.test(text.slice(0, start) + text.slice(end));
}

interface Context {
  text: string;
  finish: FinishReason;
  found: readonly Bracket[];
  quotations: Quotations;
}

/** A bracket and, where it is not the bracket's own, the place of the verdict with its quotation marks; or why there is none. */
type Chosen = { bracket: Bracket; place?: Range } | { reason: string | undefined };

function choose(context: Context): Chosen {
  const { text, finish, found } = context;
  const stated = found.filter(({ form }) => form === 'stated');
  const last = stated.at(-1);
  if (finish === 'stop' && last && isPlainLastLine(text, last)) return { bracket: last };
  const own = outsideCode(
    stated.filter((bracket) => !isQuoted(bracket, context)),
    text,
  );
  const ownLast = own.at(-1);
  if (ownLast) return settle(ownLast, own, context);
  return quotedVerdict(context) ?? bareVerdict(context) ?? { reason: undefined };
}

/** Whether the judge's own last verdict holds against its others, and against how the reply ended. */
function settle(last: Bracket, own: readonly Bracket[], { text, finish }: Context): Chosen {
  if (finish !== 'stop' && !endsText(text, last.end)) return { reason: cutOff(finish) };
  const others = own.filter(({ verdict }) => !sameVerdict(verdict, last.verdict));
  const lineStart = text.lastIndexOf('\n', last.start) + 1;
  const sameLine = others.find(({ start }) => start >= lineStart);
  const name = ({ start, end }: Range) => text.slice(start, end);
  if (sameLine) return { reason: `one line has two verdicts: ${name(sameLine)} and ${name(last)}` };
  const other = others.at(-1);
  if (!other || last.alone) return { bracket: last };
  return {
    reason: `two verdicts, and the last is not on a line of its own: ${name(other)} and ${name(last)}`,
  };
}

function isQuoted(bracket: Bracket, context: Context): boolean {
  const { finish, quotations } = context;
  if (finish !== 'stop' && bracket.start > quotations.unclosed) return true;
  if (quotationAt(quotations, bracket.start)) return true;
  return bracket.alone && introducesQuotation(lineBefore(context, bracket.start));
}

/** Indented lines are code in Markdown, and so quoted, where a verdict stands outside of them; else they may be a list. */
function outsideCode(own: readonly Bracket[], text: string): readonly Bracket[] {
  const isIndented = ({ start }: Range) =>
    /(?:^|\n)(?: {4}|\t)[^\n]*$/.test(text.slice(Math.max(0, start - maxLine), start));
  const outside = own.filter((bracket) => !isIndented(bracket));
  return outside.length > 0 ? outside : own;
}

/** The last line is nothing but the quoted verdict, with its label at most, and the judge says no other. */
function quotedVerdict(context: Context): Chosen | undefined {
  const { text, finish, found, quotations } = context;
  const last = found.at(-1);
  const quoted = last && quotationAt(quotations, last.start);
  if (!quoted || isStruck(text, quoted) || last.form === 'bare') return undefined;
  if (!endsText(text, quoted.end) || !isOnly(text, quoted, last)) return undefined;
  const before = text.slice(text.lastIndexOf('\n', quoted.start - 1) + 1, quoted.start);
  const label = before.length > maxLine ? 'other' : labelOf(before);
  const introduction = lineBefore(context, quoted.start);
  if (label === 'other' || introducesQuotation(introduction)) return undefined;
  const labelled = [label, labelOf(introduction)].some((each) => each === 'verdict' || each === 'outcome');
  if (finish !== 'stop' && !(quoted.closed && (labelled || isWhole(text, quoted)))) return undefined;
  return { bracket: last, place: quoted };
}

function isOnly(text: string, quoted: Quoted, { start, end }: Range): boolean {
  if (quoted.end - quoted.start > maxLine) return false;
  const inside = withoutMarks(text, quoted);
  return labelOf(inside.slice(quoted.start, start)) !== 'other' && mayFollow(inside.slice(end, quoted.end));
}

/** A bare `[7]` alone on the last line, unless the line before shows that it is one of a list or an example. */
function bareVerdict(context: Context): Chosen | undefined {
  const { text, finish, found, quotations } = context;
  const last = found.at(-1);
  if (last?.form !== 'bare' || finish !== 'stop' || !endsText(text, last.end)) return undefined;
  const before = lineBefore(context, last.start);
  const listed = /^[\s>*_-]*\[/.test(before) || (/:[\s*_]*$/.test(before) && labelOf(before) === 'other');
  return listed || quotationAt(quotations, last.start) ? undefined : { bracket: last };
}

/** How long a line may be whose words are looked at. */
const maxLine = 200;

/** The judge's last line above a place that is not blank; empty where it is quoted, or longer than any introduction. */
function lineBefore({ text, quotations }: Context, place: number): string {
  const end = text.lastIndexOf('\n', place - 1) + 1;
  const near = text.slice(Math.max(0, end - maxLine), end);
  const lines = near.trimEnd();
  if (quotationAt(quotations, end - near.length + lines.length - 1)) return '';
  const start = lines.lastIndexOf('\n') + 1;
  return start > 0 || end <= maxLine ? lines.slice(start) : '';
}

const quotingMarks =
  /~~|[`"“”„〝〞〟«»‹›‘‚「」｢｣『』]|^\s*(?:(?:[-*+]|\d{1,3}[.)])\s+)?>|(?<!\p{L})['’]|['’](?!\p{L})|<\/?(?:q|pre|code|blockquote)\b/iu;

/** True for a verdict alone on the last line without any mark of a quotation: it is read whatever stands before it. */
function isPlainLastLine(text: string, { start, end, alone }: Bracket): boolean {
  if (!alone) return false;
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const lineEnd = text.indexOf('\n', end);
  const after = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  const below = lineEnd < 0 ? '' : text.slice(lineEnd);
  if ([text.slice(lineStart, start), after, below].some((part) => quotingMarks.test(part))) return false;
  return !/[^\s*_.。!#|=-]/.test(withoutTags(below));
}

/** True where nothing but punctuation, units and closing marks comes after. */
function endsText(text: string, end: number): boolean {
  const after = text.slice(end);
  return !/[[\]]/.test(after.replace(/^[\s\])*_]*/, '')) && mayFollow(after);
}
