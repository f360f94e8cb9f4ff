/** A place in the tokens of a formula. */

import { type Expression, whole } from '../../expression/expression.ts';
import { type Token, tokensOf } from './tokens.ts';

/** More brackets in one another than any answer has. */
export class TooDeep extends Error {}

export interface Cursor {
  /** The token here, or the one so many places ahead. */
  peek: (ahead?: number) => Token;
  before: () => Token;
  next: () => Token;
  takeSign: (sign: string) => boolean;
  takeCommand: (name: string) => boolean;
  /** The first digit of the number here: in `\frac12` and `x^23` only that one is meant. */
  digit: () => Expression | undefined;
  /** Runs a rule one level deeper. */
  nested: <Result>(rule: () => Result) => Result;
  /** The rules for what stands inside brackets, and for one operand. */
  inside: () => Expression | undefined;
  operand: () => Expression | undefined;
  /** The signs that close the groups which are open here. */
  open: string[];
}

const maxDepth = 100;

type Rule = (cursor: Cursor) => Expression | undefined;

export function createCursor(text: string, rules: { inside: Rule; operand: Rule }): Cursor | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  const end: Token = { kind: 'end', text: '' };
  let index = 0;
  let depth = 0;
  const peek = (ahead = 0) => tokens[index + ahead] ?? end;
  const takeKind = (kind: Token['kind'], text: string) => {
    const found = peek().kind === kind && peek().text === text;
    if (found) index += 1;
    return found;
  };
  const cursor: Cursor = {
    peek,
    before: () => tokens[index - 1] ?? end,
    next: () => {
      const token = peek();
      index += 1;
      return token;
    },
    takeSign: (sign) => takeKind('sign', sign),
    takeCommand: (name) => takeKind('command', name),
    digit: () => {
      const { kind, text: number } = peek();
      if (kind !== 'number' || !/^[0-9]/.test(number)) return undefined;
      if (number.length === 1) index += 1;
      else tokens[index] = { kind, text: number.slice(1) };
      return whole(Number(number[0]));
    },
    nested: (rule) => {
      if (depth === maxDepth) throw new TooDeep();
      depth += 1;
      const result = rule();
      depth -= 1;
      return result;
    },
    inside: () => rules.inside(cursor),
    operand: () => rules.operand(cursor),
    open: [],
  };
  return cursor;
}
