/** Which of the numbers in a statement is the answer, and when there is no telling. */

import { equal } from './rational.ts';
import type { NumberToken } from './scan.ts';

export type Choice =
  | { kind: 'one'; token: NumberToken }
  /** A range or alternatives: 18-20, "18 or 20". */
  | { kind: 'several'; tokens: readonly [NumberToken, NumberToken] }
  /** 16 - 3 - 4, without its result. */
  | { kind: 'calculation'; token: NumberToken }
  /** A date, a time, a list without blanks. */
  | { kind: 'unreadable'; token: NumberToken };

/** One or two words of a unit. */
const unit = String.raw`(?:\s?[\p{L}%°/²³]{1,20}[.,]?(?=\s|\\|$)|\\text\s?\{[^{}]{0,30}\}|\^\s?\{?\\circ\}?){0,2}`;
const opening = String.raw`[\s*_$€£¥₹({\[\\]{0,6}`;
const closing = String.raw`[\s*_$)}\]\\,!;]{0,6}`;

const equals = new RegExp(
  `^${closing}${unit}${closing}(?:=|≈|\\\\approx|\\\\simeq|equals)[^.,;!?\\n=]{0,30}$`,
  'iu',
);
const operator = new RegExp(
  String.raw`^${closing}${unit}${closing}(?:[-−+×÷·⋅/]|(?<!\*)\*(?!\*)|\bx\b|\\times|\\cdot|\\div|\b(?:plus|minus|times|divided by|multiplied by)\b)${opening}$`,
  'iu',
);
const alternative = new RegExp(
  String.raw`^${closing}${unit}${closing}\(?(?:-|–|—|~|\.{2,3}|…|\b(?:or|and|and\/or|to|through|until|oder|o|ou|und|bis)\b)(?:${opening}\b(?:else|maybe|perhaps|possibly|about|even|approximately))?${opening}$`,
  'iu',
);

/**
 * `first`: the tokens follow an announcement, so the first counts, or the result of the calculation that it begins.
 * `last`: the end of a text, so the last counts, but for what only explains it: a remark in brackets, a reason,
 * "per 2 weeks", "in 1 day". Undefined for no tokens.
 */
export function chooseNumber(
  text: string,
  { tokens, mode }: { tokens: readonly NumberToken[]; mode: 'first' | 'last' },
): Choice | undefined {
  const outside = withoutRemarks(text, tokens);
  const [first] = outside;
  if (!first) return undefined;
  const candidates = mode === 'first' ? outside : beforeReason(text, outside);
  const chain = mode === 'first' ? chainFrom(text, candidates) : chainTo(text, candidates);
  const result = resultOf(text, chain);
  if (!result) return { kind: 'calculation', token: chain[0] ?? first };
  return judged(text, { tokens, token: result });
}

function judged(
  text: string,
  { tokens, token }: { tokens: readonly NumberToken[]; token: NumberToken },
): Choice {
  const index = tokens.indexOf(token);
  for (const other of [tokens[index - 1], tokens[index + 1]]) {
    if (!other || sameValue(other, token)) continue;
    const [left, right] = other.start < token.start ? [other, token] : [token, other];
    if (alternative.test(text.slice(left.end, right.start)))
      return { kind: 'several', tokens: [left, right] };
  }
  return token.values.length === 0 ? { kind: 'unreadable', token } : { kind: 'one', token };
}

export function sameValue(a: NumberToken, b: NumberToken): boolean {
  return a.values.some((left) => b.values.some((right) => equal(left, right)));
}

/** What stands in brackets is a remark wherever a number stands outside; "(or 20)" and `\(18\)` are none. */
function withoutRemarks(text: string, tokens: readonly NumberToken[]): readonly NumberToken[] {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (!first || !last) return tokens;
  const outside = new Set<NumberToken>(tokens);
  let depth = 0;
  let next = 0;
  for (let place = first.start; place < last.start; place += 1) {
    const token = tokens[next];
    if (token && place >= token.start) {
      if (depth > 0) outside.delete(token);
      next += 1;
    }
    const sign = text[place - 1] === '\\' ? '' : text[place];
    if (sign === '(' && !/^\s?(?:or|and)\b/i.test(text.slice(place + 1, place + 6))) depth += 1;
    if (sign === ')' && depth > 0) depth -= 1;
  }
  if (depth > 0) outside.delete(last);
  return outside.size === 0 ? tokens : tokens.filter((token) => outside.has(token));
}

/** Numbers before "because", if there are any; and the last of them not a rate. */
function beforeReason(text: string, tokens: readonly NumberToken[]): readonly NumberToken[] {
  const [first] = tokens;
  if (!first) return tokens;
  const reason = /\b(?:because|since|given that)\b/i.exec(text.slice(first.end, tokens.at(-1)?.start));
  const kept = reason ? tokens.filter(({ start }) => start < first.end + reason.index) : [...tokens];
  while (kept.length > 1 && isRate(text, kept.at(-1))) kept.pop();
  return kept;
}

function isRate(text: string, token: NumberToken | undefined): boolean {
  if (!token) return false;
  const before = text.slice(Math.max(0, token.start - 12), token.start);
  if (/\b(?:per|every|each)\s$/i.test(before)) return true;
  return /\b(?:in|for|within|over|after)\s$/i.test(before) && text.slice(token.start, token.end) === '1';
}

/** The tokens from the first on that equals signs and operators join. */
function chainFrom(text: string, tokens: readonly NumberToken[]): NumberToken[] {
  const end = tokens.findIndex((token, index) => index > 0 && !joined(text, tokens[index - 1], token));
  return end === -1 ? [...tokens] : tokens.slice(0, end);
}

function chainTo(text: string, tokens: readonly NumberToken[]): NumberToken[] {
  const chain = tokens.slice(-1);
  for (let index = tokens.length - 2; index >= 0; index -= 1) {
    const token = tokens[index];
    if (!token || !joined(text, token, chain[0])) break;
    chain.unshift(token);
  }
  return chain;
}

function joined(text: string, left: NumberToken | undefined, right: NumberToken | undefined): boolean {
  if (!left || !right) return false;
  const between = text.slice(left.end, right.start);
  return equals.test(between) || operator.test(between);
}

/** The last part between equals signs that is one number; undefined for a calculation alone. */
function resultOf(text: string, chain: readonly NumberToken[]): NumberToken | undefined {
  const parts: NumberToken[][] = [];
  for (const [index, token] of chain.entries()) {
    const previous = chain[index - 1];
    const part = parts.at(-1);
    if (part && previous && !equals.test(text.slice(previous.end, token.start))) part.push(token);
    else parts.push([token]);
  }
  return parts.filter((part) => part.length === 1).at(-1)?.[0];
}
