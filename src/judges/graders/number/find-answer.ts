/** The number that a reply gives as its answer: the last that it marks, else the last that it says. */

import { type Choice, chooseNumber, sameValue } from './choose.ts';
import { findMarks, type Mark } from './marks.ts';
import { readRun } from './notation.ts';
import { scanNumberWords } from './number-words.ts';
import { fromDecimal, negated } from './rational.ts';
import { type NumberToken, scanNumbers } from './scan.ts';

export type Source = Mark['kind'] | 'last line' | 'whole response';

export interface FoundNumber {
  source: Source;
  choice: Choice;
}

interface Scanned {
  text: string;
  tokens: readonly NumberToken[];
  /** Where the text ends but for blanks, closing signs and full stops. */
  end: number;
}

/** Undefined where the text has no number. `text` is a response after `plainDigits`. */
export function findAnswer(text: string): FoundNumber | undefined {
  const scanned = { text, tokens: scanNumbers(text), end: contentEnd(text) };
  const marks = findMarks(text);
  const answer = until(scanned, nextQuestion(scanned, marks));
  return marked(answer, marks) ?? written(answer) ?? lastLine(answer);
}

function until(scanned: Scanned, end: number): Scanned {
  if (end === scanned.text.length) return scanned;
  const text = scanned.text.slice(0, end);
  return { text, tokens: scanned.tokens.filter((token) => token.end <= end), end: contentEnd(text) };
}

function contentEnd(text: string): number {
  let end = text.length;
  while (end > 0 && /[\s*_`$\\)\]}."']/.test(text.charAt(end - 1))) end -= 1;
  return end;
}

/** Where a reply that has answered goes on with a question of its own, as base models do; else its end. */
function nextQuestion(scanned: Scanned, marks: readonly Mark[]): number {
  const answered = marks.find((mark) => direct(scanned, mark) !== undefined);
  if (!answered) return scanned.text.length;
  const next = /\n[ \t]*[*_#]{0,4}(?:Question|Q|Problem|Exercise)[ \t]?\d{0,3}[*_]{0,2}[:.]/gi;
  next.lastIndex = answered.to;
  return next.exec(scanned.text)?.index ?? scanned.text.length;
}

/** The last mark that says a number counts: replies correct themselves. */
function marked(scanned: Scanned, marks: readonly Mark[]): FoundNumber | undefined {
  const own = marks.filter(({ to }) => to <= scanned.text.length);
  for (let index = own.length - 1; index >= 0; index -= 1) {
    const mark = own[index];
    const choice = mark && readMark(scanned, mark);
    if (!choice) continue;
    const other = own[index - 1];
    const pair = other && mark.kind === 'boxed' && together(scanned.text, other, mark);
    const before = pair ? readMark(scanned, other) : undefined;
    if (choice.kind === 'one' && before?.kind === 'one' && !sameValue(choice.token, before.token)) {
      return { source: mark.kind, choice: { kind: 'several', tokens: [before.token, choice.token] } };
    }
    return { source: mark.kind, choice };
  }
  return undefined;
}

/** `\boxed{3} or \boxed{5}` on one line are two answers. */
function together(text: string, left: Mark, right: Mark): boolean {
  const between = text.slice(left.to, right.start);
  return (
    left.kind === 'boxed' &&
    /^\}?[\s$]{0,4}(?:,|;|&|\bor\b|\band\b|\\text\s?\{\s?(?:or|and)\s?\}|,\s?and)[\s$]{0,4}$/.test(between)
  );
}

/**
 * A number right behind the mark counts, and any number of a box. Elsewhere the rest of the sentence may be reasoning
 * ("Answer: Janet has 16 eggs ..."), so it counts only where the reply ends with it.
 */
function readMark(scanned: Scanned, mark: Mark): Choice | undefined {
  const near = direct(scanned, mark);
  if (near) return near;
  const tokens = within(scanned, mark);
  const last = mark.kind === 'boxed' || mark.to >= scanned.end;
  return last ? chooseNumber(scanned.text, { tokens, mode: 'last' }) : undefined;
}

const filler =
  'that|just|simply|exactly|about|approximately|approx|around|roughly|equal to|a total of|only|therefore|thus|still|now';
const dress = new RegExp(
  String.raw`^(?:[\s*_\x60"'“”«:=≈~$€£¥₹₩(\[{|>]|\\[$!,;: (\[]|\\(?:text|textbf|mathbf|mathrm|boxed|fbox|approx|quad|displaystyle)\b|\b(?:${filler})\b|\b(?:USD|US|EUR|GBP|Rs)\b\.?|\b[a-z]\s?=)*$`,
  'iu',
);

function direct(scanned: Scanned, mark: Mark): Choice | undefined {
  const tokens = within(scanned, mark);
  const [first] = tokens;
  if (!first) return inWords(scanned.text, mark);
  const before = scanned.text.slice(mark.from, first.start);
  if (before.length > 80 || !dress.test(before)) return undefined;
  const rest = scanned.text.slice(first.end, mark.to);
  // "Answer: 16 eggs are laid each day. She eats ...": reasoning again.
  const reasoning = /^[^=]{0,40}\b(?:are|is|were|was|has|have|had)\b/i.test(rest);
  if (reasoning && mark.kind === 'phrase' && mark.to < scanned.end) return undefined;
  return list(scanned.text, tokens, mark) ?? chooseNumber(scanned.text, { tokens, mode: 'first' });
}

/** By bisection: a reply may have as many marks as numbers. */
function within(
  { tokens }: Pick<Scanned, 'tokens'>,
  { from, to }: { from: number; to: number },
): NumberToken[] {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? from) < from) low = middle + 1;
    else high = middle;
  }
  const found: NumberToken[] = [];
  for (let index = low; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token || token.end > to) break;
    found.push(token);
  }
  return found;
}

/** Nothing but numbers: "2 125" is one with a blank for the thousands, "5, 3" and "1 8" are several. */
function list(
  text: string,
  tokens: readonly NumberToken[],
  { from, to }: { from: number; to: number },
): Choice | undefined {
  const [first, second] = tokens;
  const last = tokens.at(-1);
  if (!first || !second || !last) return undefined;
  const gaps = tokens.map((token, index) => text.slice(token.end, tokens[index + 1]?.start ?? token.end));
  const rest = text.slice(last.end, to).replace(/\\[()[\]$]/g, '');
  if (!gaps.every((gap) => /^[\s,;&$*\\{}]*$/.test(gap)) || text.slice(from, first.start).includes('='))
    return undefined;
  const run = text.slice(first.start, last.end);
  if (/^-?\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/.test(run)) {
    const value = readRun(run.replace('-', '').replaceAll(' ', '\u00a0'));
    const values = value ? [run.startsWith('-') ? negated(value) : value] : [];
    return { kind: 'one', token: { start: first.start, end: last.end, values } };
  }
  const other = tokens.find((token) => !sameValue(token, first));
  const alone = /^[\s*_$.,;!)\]}]*(?:[\p{L}]{1,20}[\s*_$.!)\]}]*)?$/u.test(rest);
  return other && alone ? { kind: 'several', tokens: [first, other] } : undefined;
}

function inWords(text: string, { from, to }: { from: number; to: number }): Choice | undefined {
  const [word, next] = scanNumberWords(text.slice(from, Math.min(to, from + 200)));
  if (!word || next || word.start > 80 || !dress.test(text.slice(from, from + word.start))) return undefined;
  const value = fromDecimal(String(Math.abs(word.value)));
  const token = {
    start: from + word.start,
    end: from + word.end,
    values: [word.value < 0 ? negated(value) : value],
  };
  return { kind: 'one', token };
}

/** A reply that is a number in words and its unit: "Eighteen dollars." */
function written({ text, tokens }: Scanned): FoundNumber | undefined {
  if (tokens.length > 0 || text.trim().length > 60) return undefined;
  const choice = inWords(text, { from: 0, to: text.length });
  return choice && { source: 'whole response', choice };
}

/** "Step 3:" and the number of a list item say nothing about the answer, nor does "not 20". */
const aside =
  /\b(?:step|part|question|problem|example|option|figure|table|equation|case|note)\s$|\bnot\s[$€£¥]?$/i;

function lastLine(scanned: Scanned): FoundNumber | undefined {
  const { text, tokens } = scanned;
  const real = tokens.filter(({ start }) => !aside.test(text.slice(Math.max(0, start - 12), start)));
  const last = real.at(-1);
  if (!last) return undefined;
  const from = text.lastIndexOf('\n', last.start) + 1;
  const newline = text.indexOf('\n', last.end);
  const to = newline === -1 ? text.length : newline;
  const line = real.filter(({ start }) => start >= from);
  const items =
    line.length > 1 && /^\s*(?:[-*•]\s)?\d{1,3}[.)]\s+\S/.test(text.slice(from, to)) ? line.slice(1) : line;
  const bold = inBold(text, { from, to, tokens: items });
  const choice = list(text, items, { from, to }) ?? chooseNumber(text, { tokens: bold, mode: 'last' });
  return choice && { source: 'last line', choice };
}

/** The numbers of the last bold stretch of a line that has one, unless it is a label ("**Day 3:**"). */
function inBold(
  text: string,
  { from, to, tokens }: { from: number; to: number; tokens: readonly NumberToken[] },
): readonly NumberToken[] {
  let found = tokens;
  for (const match of text.slice(from, to).matchAll(/\*\*([^*\n]{1,200})\*\*(?!\s?:)/g)) {
    const [bold, inner = ''] = match;
    const start = from + match.index;
    const own = within({ tokens }, { from: start, to: start + bold.length });
    if (own.length > 0 && !/:\s*$/.test(inner)) found = own;
  }
  return found;
}
