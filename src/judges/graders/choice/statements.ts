/** The statements of a reply that say which option is right. */

import { answerPhrases } from '../answer-phrases.ts';
import { findBoxes } from '../boxes.ts';
import type { Label, LabelReader } from './labels.ts';
import type { TextReader } from './option-text.ts';

export type Source = 'whole response' | 'boxed' | 'phrase' | 'verdict' | 'line' | 'conclusion' | 'last line';

export interface Statement {
  source: Source;
  /** Of the option; `several` for alternatives and for a text that two options have, `none` for a letter of no option. */
  option: number | 'several' | 'none';
  start: number;
  end: number;
}

export interface Readers {
  label: LabelReader;
  text: TextReader;
}

/** Boxes, announced answers, and lines of nothing but a letter; in order. */
export function finalStatements(text: string, readers: Readers): Statement[] {
  const found = [...boxed(text, readers), ...announced(text, readers), ...aloneOnLine(text, readers)];
  return found.sort((a, b) => a.start - b.start);
}

/** What is said at a place, up to the end of its sentence or line: an option's whole text, a label, a text it begins with. */
export function statementAt(
  text: string,
  place: number,
  { label, text: option }: Readers,
): Omit<Statement, 'source'> | undefined {
  const line = lineFrom(text.slice(place, place + option.reach));
  const sentence = sentenceOf(line);
  const read = label(text, place);
  for (const part of [line, sentence]) {
    // What can be read as a label is one, even where an option has it as its text.
    const whole = isLabel(text.slice(0, place + part.length), read) ? undefined : option(part);
    if (whole !== undefined) return { option: whole, start: place, end: place + part.length };
  }
  if (read) return fromLabel(text, read, label);
  const begun = option(sentence, 'beginning');
  return begun === undefined ? undefined : { option: begun, start: place, end: place + sentence.length };
}

/** Whether a text ends with a label that was read in it, but for signs. */
export function isLabel(text: string, read: Label | undefined): boolean {
  return read?.index !== undefined && !/[\p{L}\p{N}]/u.test(text.slice(read.end));
}

function fromLabel(text: string, read: Label, label: LabelReader): Omit<Statement, 'source'> {
  const { start, end } = read;
  const joint =
    /^[\s*_\x60"'’”)\].]{0,4}(?:\b(?:or|and|and\/or|oder|o|ou|y|et)\b|[/&,;]\s?(?:or|and)?\b)/i.exec(
      text.slice(end, end + 20),
    );
  const other = joint ? label(text, end + joint[0].length) : undefined;
  // "B, A is wrong" gives one answer, "B, A" and "B or A" give two.
  const listed = joint && /[,;]/.test(joint[0]) ? other?.closed : other !== undefined;
  if (other && listed && other.index !== read.index) return { option: 'several', start, end: other.end };
  return { option: read.index ?? 'none', start, end };
}

/** The rest of the line, or the next line that is not blank. */
function lineFrom(rest: string): string {
  return /^[\s*_:$>-]{0,20}[^\n]*/.exec(rest)?.[0] ?? '';
}

function sentenceOf(line: string): string {
  const end = /[.!?](?=\s|["'”’)*_]{1,3}(?:\s|$)|$)|[。！？]/.exec(line);
  return end ? line.slice(0, end.index) : line;
}

function boxed(text: string, readers: Readers): Statement[] {
  return findBoxes(text).flatMap(({ from, to }) => {
    const wrapper =
      /^\s?(?:\\(?:text|textbf|mathbf|mathrm|bf|rm)\s?\{\s?){0,2}/.exec(text.slice(from, from + 40))?.[0] ??
      '';
    const open = wrapper.split('{').length - 1;
    const content = text.slice(from + wrapper.length, Math.max(from + wrapper.length, to - open));
    const said = statementAt(`${content} `, 0, readers);
    if (!said) return [];
    const start = from + wrapper.length;
    return [{ ...said, source: 'boxed' as const, start: start + said.start, end: start + said.end }];
  });
}

function announced(text: string, readers: Readers): Statement[] {
  const places = [...answerPhrases(text, { choices: true }), ...choosing(text)];
  return places.flatMap(({ end }) => {
    // A box speaks for itself.
    if (/^[^\p{L}\p{N}]{0,20}\\f?box(?:ed)?\s?\{/u.test(text.slice(end, end + 40))) return [];
    const said = statementAt(text, end, readers);
    return said && !beginsList(text, { from: end, said, readers })
      ? [{ ...said, source: 'phrase' as const }]
      : [];
  });
}

/** "Answer:", then a line for every option: the announcement of a list. */
function beginsList(
  text: string,
  { from, said, readers }: { from: number; said: Omit<Statement, 'source'>; readers: Readers },
): boolean {
  if (!text.slice(from, said.end).includes('\n')) return false;
  const next = text.indexOf('\n', said.end);
  const other = next === -1 ? undefined : readers.label(text, next);
  return other?.closed === true && other.index !== undefined && other.index !== said.option;
}

/** "I choose B", "I would go with (C)". */
function choosing(text: string): { end: number }[] {
  const pattern =
    /\bI(?:['’]d|['’]ll| would| will| have to| must)?\s(?:choose|chose|pick|select|go with|say|answer with|am going with)\b/g;
  return Array.from(text.matchAll(pattern), (match) => ({ end: match.index + match[0].length }));
}

/** Lines of one letter. Where they differ only that on the last line counts: the others are headings. */
function aloneOnLine(text: string, readers: Readers): Statement[] {
  const found: Statement[] = [];
  for (const match of text.matchAll(/[^\n]+/g)) {
    const [line] = match;
    if (line.length > 80) continue;
    const read = readers.label(line, 0);
    if (!read || !isLabel(line, read)) continue;
    if (/\p{Ll}/u.test(line.slice(0, read.start).replace(/option|choice|letter/i, ''))) continue;
    const [start, end] = [match.index + read.start, match.index + read.end];
    found.push({ source: 'line', option: read.index ?? 'none', start, end });
  }
  const last = found.at(-1);
  if (!last || found.every(({ option }) => option === last.option)) return found;
  return /[\p{L}\p{N}]/u.test(text.slice(last.end)) ? [] : [last];
}
