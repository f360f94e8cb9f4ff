/** Finds the brackets of a reply that state a verdict, by what is in them and what stands around them in their line. */

import type { OutputFormat } from '../../records/judge-prompt.ts';
import { labelOf, lastSentenceOf, mayFollow, withoutTags } from './label.ts';
import { kindOfUnreadable, readVerdict, type Verdict } from './read-verdict.ts';

export interface Bracket {
  start: number;
  /** Behind the last character. */
  end: number;
  /** What it says; `unparsed` where a verdict is stated that can't be read. */
  verdict: Verdict;
  /** `bare` is a `[8]` without a label, which stands alone on its line. */
  form: 'stated' | 'bare';
  /** True where it stands alone on its line, with its label at most. */
  alone: boolean;
}

export interface Brackets {
  /** In their order. */
  found: Bracket[];
  /** Why the last double bracket that states no verdict is none, if there is one. */
  dropped: Verdict | undefined;
}

/** How far to both sides a line is looked at, so that a huge reply takes linear time. */
const reach = 120;

const doubleBrackets =
  /(?:\\{0,2}\[[ \t*_]{0,4}\\{0,2}\[|⟦|〚)([^[\]⟦⟧〚〛]{1,80}?)(?:\\{0,2}\][ \t*_]{0,4}\\{0,2}\]|⟧|〛)/g;
const singleBrackets = /\\{0,2}\[([^[\]\n]{1,40}?)\\{0,2}\]/g;

/** All that states a verdict: no index (`xs[[1]]`), link, page of a wiki, name of the format, or footnote. */
export function findBrackets(text: string, format: OutputFormat): Brackets {
  const doubles = [...text.matchAll(doubleBrackets)];
  const singles = [...text.matchAll(singleBrackets)];
  const found: Bracket[] = [];
  let dropped: Verdict | undefined;
  for (const match of doubles) {
    const bracket = readDouble(match, text, format);
    if (bracket) found.push(bracket);
    else dropped = readVerdict(match[1] ?? '', format);
  }
  let next = 0;
  for (const match of singles) {
    while (endOf(doubles[next]) <= match.index) next += 1;
    const within = (doubles[next]?.index ?? text.length) < match.index + match[0].length;
    const bracket = within ? undefined : readSingle(match, text, format);
    if (bracket) found.push(bracket);
  }
  return { found: found.sort((a, b) => a.start - b.start), dropped };
}

function endOf(match: RegExpExecArray | undefined): number {
  return match ? match.index + match[0].length : Number.POSITIVE_INFINITY;
}

/** The parts of a bracket's line at its sides, as far as it is looked at; `whole` where that is all of the line. */
function aroundOf(match: RegExpExecArray, text: string): { before: string; after: string; whole: boolean } {
  const end = endOf(match);
  const before = text.slice(Math.max(0, match.index - reach), match.index);
  const after = text.slice(end, end + reach);
  const lineStart = before.lastIndexOf('\n');
  const lineEnd = after.indexOf('\n');
  return {
    before: before.slice(lineStart + 1),
    after: lineEnd < 0 ? after : after.slice(0, lineEnd),
    whole: (lineStart >= 0 || match.index <= reach) && (lineEnd >= 0 || end + reach >= text.length),
  };
}

function readDouble(match: RegExpExecArray, text: string, format: OutputFormat): Bracket | undefined {
  const content = match[1] ?? '';
  const { before, after, whole } = aroundOf(match, text);
  if (isIndex(before) || isLink(after) || /\S\s*\n\s*\S/.test(content)) return undefined;
  const read = readVerdict(content, format);
  const verdict = contradiction(read, { content, before, after, format }) ?? read;
  const label = labelOf(before);
  const alone = whole && label !== 'other' && (mayFollow(after) || repeats(read, after, format));
  if (read.kind === 'unparsed') {
    const kind = kindOfUnreadable(content, format);
    const stated = alone || isLabel(labelOf(lastSentenceOf(before)));
    if (kind === 'format' || (kind === 'text' && !stated)) return undefined;
  }
  return { start: match.index, end: endOf(match), verdict, form: 'stated', alone };
}

/** A single bracket states a verdict with its label ("Rating: [7]"); alone on its line it may be a verdict or a footnote. */
function readSingle(match: RegExpExecArray, text: string, format: OutputFormat): Bracket | undefined {
  const content = match[1] ?? '';
  const verdict = readVerdict(content, format);
  if (verdict.kind === 'unparsed' && kindOfUnreadable(content, format) !== 'attempt') return undefined;
  const { before, after, whole } = aroundOf(match, text);
  if (isIndex(before) || isLink(after)) return undefined;
  const label = labelOf(before);
  const alone = whole && label !== 'other' && mayFollow(after);
  const sentence = lastSentenceOf(before);
  const sign = /(?:[:=]|\b(?:is|ist|lautet|est|es)|[为為是はが은는이가])[\s*_~|\\[]*$/u;
  const ends = mayFollow(after) || /^[\s*_~\])]*[.。!](?:\s|$)/.test(after);
  const labelled = labelOf(sentence) === 'verdict' && ends && (sign.test(sentence) || alone);
  const place = { start: match.index, end: endOf(match), verdict };
  if (labelled && (sentence !== before || whole)) return { ...place, form: 'stated', alone };
  return alone && label === 'none' ? { ...place, form: 'bare', alone } : undefined;
}

function isLabel(label: ReturnType<typeof labelOf>): boolean {
  return label === 'verdict' || label === 'outcome';
}

/** `xs[[1]]` and `array([[8]])` are code; "Rating[[8]]" is not. */
function isIndex(before: string): boolean {
  const name = /[\p{Script=Latin}\p{N}_]+\(?$/u.exec(before)?.[0];
  return name !== undefined && !isLabel(labelOf(name));
}

/** A reference as search engines cite: `[[1]](https://…)`. */
function isLink(after: string): boolean {
  return /^\((?:https?:|www\.|[#/.])/.test(after);
}

/** The top of another scale: "Score (1-5): [[4]]", "[[4]]/5", "[[80]] (out of 100)", "[[80]]点（100点満点）". */
const scaleBefore =
  /\((?:out of|\/|von|sur|sobre|满分|滿分|[01]\s*(?:[-–~至到]|to|bis))\s*(\d+)[^()\d]{0,3}\)[\s:=*_]*$/i;
const scaleAfter =
  /^[\s*_~()点點分점]*(?:(?:\/|(?:out )?of|von|sur|sobre|满分|滿分)\s*(\d+)|(\d+)\s?[点點分점]\s?(?:満点|만점))/i;

/** What stands right next to a verdict and makes it another one: another scale, digits, the other assistant's name. */
function contradiction(
  verdict: Verdict,
  {
    content,
    before,
    after,
    format,
  }: { content: string; before: string; after: string; format: OutputFormat },
): Verdict | undefined {
  if (verdict.kind === 'rating') {
    const scale = scaleBefore.exec(before)?.[1] ?? scaleAfter.exec(after)?.slice(1).find(Boolean);
    if ((scale === undefined || scale === '10') && !/^\.?\d/.test(after)) return undefined;
  } else {
    const other = glossOf(after, format);
    if (verdict.kind === 'unparsed' || other === undefined || other === verdict.winner) return undefined;
  }
  const line = `${before.slice(-30)}[[${content}]]${after.slice(0, 30)}`.trim();
  return { kind: 'unparsed', reason: `what stands next to the verdict contradicts it: "${line}"` };
}

function repeats(verdict: Verdict, after: string, format: OutputFormat): boolean {
  return verdict.kind === 'winner' && glossOf(after, format) === verdict.winner;
}

/** The winner that the rest of a line names, as in "[[C]] for a tie" or "[[A]] (Assistant A is better)". */
function glossOf(after: string, format: OutputFormat): 'A' | 'B' | 'tie' | undefined {
  if (format === '[[rating]]' || !/\p{L}/u.test(after)) return undefined;
  const gloss = readVerdict(withoutTags(after).replace(/^[^\p{L}]*(?:for (?:an? )?)?/u, ''), '[[A]]');
  return gloss.kind === 'winner' ? gloss.winner : undefined;
}
