/** What an answer is: a value, words, a list, a union, a relation, a matrix. */

import { constant, type Expression, negative, some } from '../expression/expression.ts';
import { cleanAnswer, withoutBraces } from './clean.ts';
import { readFormula } from './formula/read.ts';
import { relationSign } from './relation-sign.ts';
import { closingIndex, type Piece, splitList, splitTop } from './split.ts';

export type Answer =
  | { kind: 'value'; value: Expression; written: string }
  /** Words, and all that couldn't be read. */
  | { kind: 'words'; written: string }
  /** Brackets are `(`, `[`, `{` or empty; a pair with brackets of two kinds is an interval. */
  | { kind: 'list'; items: readonly Answer[]; open: string; close: string; written: string }
  | { kind: 'union'; parts: readonly Answer[]; written: string }
  /** All real numbers but these. */
  | { kind: 'complement'; removed: Answer; written: string }
  /** One sign fewer than sides: `1 < x < 2` has three sides. */
  | { kind: 'relation'; sides: readonly Answer[]; signs: readonly string[]; written: string }
  | { kind: 'matrix'; rows: readonly (readonly Answer[])[]; written: string };

/** Longer answers, those of more parts and deeper ones are compared as text alone: comparing takes the square of the parts. */
const maxLength = 2000;
const maxParts = 100;
const maxDepth = 12;

export function readAnswer(text: string): Answer {
  if (text.length > maxLength) return words(text);
  const answer = read(cleanAnswer(text), 0);
  return partsOf(answer) > maxParts ? words(text) : answer;
}

function partsOf(answer: Answer): number {
  switch (answer.kind) {
    case 'list':
      return total(answer.items);
    case 'union':
      return total(answer.parts);
    case 'relation':
      return total(answer.sides);
    case 'matrix':
      return total(answer.rows.flat());
    default:
      return 1;
  }
}

function total(answers: readonly Answer[]): number {
  return answers.reduce((count, answer) => count + partsOf(answer), 0);
}

function words(text: string): Answer {
  return { kind: 'words', written: text };
}

function read(given: string, depth: number): Answer {
  const text = withoutBraces(given);
  if (depth > maxDepth) return words(text);
  const inner = (part: string) => read(part, depth + 1);
  return (
    wordsInText(text, inner) ??
    named(text) ??
    list({ text, open: '', close: '', written: text }, inner) ??
    relation(text, inner) ??
    union(text, inner) ??
    complement(text, inner) ??
    matrix(text, inner) ??
    bracketed(text, inner) ??
    plusMinus(text, inner) ??
    value(text) ??
    words(text)
  );
}

type Inner = (part: string) => Answer;

/** An answer that is `\text{…}` as a whole is what stands in it. */
function wordsInText(text: string, inner: Inner): Answer | undefined {
  const [, content] = /^\\text\{([^{}]*)\}$/.exec(text) ?? [];
  if (content === undefined) return undefined;
  return /[a-zA-Z]{2}/.test(content) ? words(content.trim()) : inner(content.trim());
}

function named(text: string): Answer | undefined {
  if (reals.exec(text)?.[0] === text) {
    const end: Answer = { kind: 'value', value: constant('infinity'), written: '\\infty' };
    const start: Answer = { kind: 'value', value: negative(constant('infinity')), written: '-\\infty' };
    return { kind: 'list', items: [start, end], open: '(', close: ')', written: text };
  }
  if (/^\\emptyset$|^\\\{\s*\\\}$/.test(text))
    return { kind: 'list', items: [], open: '{', close: '}', written: text };
  return undefined;
}

interface ListText {
  text: string;
  open: string;
  close: string;
  written: string;
}

function list({ text, open, close, written }: ListText, inner: Inner): Answer | undefined {
  const parts = splitList(text, { bracketed: open !== '' }).filter(
    (part, index, all) => part !== '' || index < all.length - 1,
  );
  if (parts.length < (open === '' ? 2 : 1) || parts.length > maxParts || parts.includes('')) return undefined;
  const items = parts.map(inner);
  // Two signs in one item are a list of their own.
  const flat = items.flatMap((item) => (item.kind === 'list' && item.open === '' ? item.items : [item]));
  return { kind: 'list', items: flat, open, close, written };
}

function relation(text: string, inner: Inner): Answer | undefined {
  const pieces = splitTop(text, relationSign.at);
  if (pieces.length < 2 || pieces.length > 5) return undefined;
  const rounded = pieces[0]?.text === '' ? -1 : pieces.findIndex(({ sign }) => sign === '\\approx');
  const exact = rounded < 0 ? undefined : inner(beforeSign(pieces, rounded));
  // In `\sqrt{2} \approx 1.414` the exact value is the answer; in `x \approx 1.414` there is none.
  if (exact && (rounded > 0 || (exact.kind === 'value' && isClosed(exact.value)))) return exact;
  const signs = pieces.slice(0, -1).map(({ sign }) => relationSign.name(sign));
  const [first, ...rest] = pieces.map(({ text: side }) => side);
  // A sign in front, as in `\approx 3.5`, says nothing about the answer.
  if (first === '') return rest.length === 1 && signs[0] === '=' ? inner(rest[0] ?? '') : undefined;
  if (rest.includes('')) return undefined;
  return { kind: 'relation', sides: pieces.map((piece: Piece) => inner(piece.text)), signs, written: text };
}

function isClosed(value: Expression): boolean {
  return !some(value, (part) => part.kind === 'symbol' || (part.kind === 'call' && part.name.endsWith('()')));
}

function beforeSign(pieces: readonly Piece[], index: number): string {
  return pieces
    .slice(0, index + 1)
    .map(({ text, sign }, place) => (place === index ? text : `${text} ${sign} `))
    .join('');
}

function union(text: string, inner: Inner): Answer | undefined {
  const pieces = splitTop(text, (whole, index) =>
    /^\\cup(?![a-zA-Z])/.test(whole.slice(index, index + 5)) ? '\\cup' : undefined,
  );
  if (pieces.length < 2 || pieces.length > maxParts) return undefined;
  return { kind: 'union', parts: pieces.map((piece) => inner(piece.text)), written: text };
}

const reals = /^(?:\\(?:mathbb|Bbb|mathds)\s*\{?\s*R\s*\}?|\\R|ℝ)/;

function complement(text: string, inner: Inner): Answer | undefined {
  const before = reals.exec(text)?.[0];
  const sign =
    before === undefined ? undefined : /^\s*\\(?:setminus|backslash)\s*/.exec(text.slice(before.length))?.[0];
  if (before === undefined || sign === undefined) return undefined;
  return { kind: 'complement', removed: inner(text.slice(before.length + sign.length)), written: text };
}

const environment = /^[([|]?\s*\\begin\{([a-zA-Z]*matrix|array|cases|aligned)\}(?:\{[^{}]*\})?/;

function matrix(text: string, inner: Inner): Answer | undefined {
  const begin = environment.exec(text);
  const [start = '', name = ''] = begin ?? [];
  const end = text.lastIndexOf(`\\end{${name}}`);
  if (!begin || end < 0 || !/^\s*[)\]|]?$/.test(text.slice(end + name.length + 6))) return undefined;
  const body = text.slice(start.length, end);
  const lines = body.split('\\\\').map((line) => line.trim());
  const rows = lines
    .filter((line) => line !== '')
    .map((line) => line.split('&').map((cell) => inner(cell.trim())));
  if (rows.flat().length > maxParts || body.includes('\\begin')) return undefined;
  if (name !== 'cases' && name !== 'aligned') return { kind: 'matrix', rows, written: text };
  return {
    kind: 'list',
    items: lines.filter((line) => line !== '').map((line) => inner(line.replaceAll('&', ' '))),
    open: '',
    close: '',
    written: text,
  };
}

const brackets: Readonly<Record<string, string>> = { '(': '(', '[': '[', '\\{': '{' };
const closings: Readonly<Record<string, string>> = { ')': ')', ']': ']', '\\}': '}' };

function bracketed(text: string, inner: Inner): Answer | undefined {
  const start = text.startsWith('\\{') ? '\\{' : text.slice(0, 1);
  const end = text.endsWith('\\}') ? '\\}' : text.slice(-1);
  const [open, close] = [brackets[start], closings[end]];
  if (open === undefined || close === undefined || closingIndex(text) !== text.length - end.length)
    return undefined;
  const content = text.slice(start.length, text.length - end.length).trim();
  if (open === '{')
    return setOf(content, inner) ?? list({ text: content, open, close, written: text }, inner);
  // Brackets around one thing only group.
  if (splitList(content, { bracketed: true }).length === 1) return inner(content);
  return list({ text: content, open, close, written: text }, inner);
}

/** `\{x \mid x > 3\}` is its condition. */
function setOf(content: string, inner: Inner): Answer | undefined {
  const [, condition] = /^[a-zA-Z](?:\s*\\in\s*[^|:]{1,20})?\s*(?:\\mid|\||:)\s*(.+)$/.exec(content) ?? [];
  return condition === undefined ? undefined : inner(condition);
}

function plusMinus(text: string, inner: Inner): Answer | undefined {
  if (!/\\(?:pm|mp)(?![a-zA-Z])/.test(text)) return undefined;
  const [upper, lower] = ['+', '-'].map((sign) => {
    const other = sign === '+' ? '-' : '+';
    return inner(text.replace(/\\pm(?![a-zA-Z])/g, sign).replace(/\\mp(?![a-zA-Z])/g, other));
  });
  if (upper?.kind !== 'value' || lower?.kind !== 'value') return undefined;
  return { kind: 'list', items: [upper, lower], open: '', close: '', written: text };
}

function value(text: string): Answer | undefined {
  const found = readFormula(text);
  return found && { kind: 'value', value: found, written: text };
}
