/** A place in the text that can be gone back to, and what was already tried there. */

import type { Expression } from '../expression/expression.ts';
import { type Token, tokenAt } from './tokens.ts';

/** The reader gives up on the whole text: SymPy raises an error, or the text is too deep to go on. */
export class Unreadable extends Error {}

/** SymPy reads what follows, but as no kind of answer (a sum, an integral, a derivative). */
export class Unsupported extends Error {}

/** The rules that the inside of brackets is read by; handed in, because they in turn need what stands in brackets. */
interface Rules {
  additive: (reader: Reader) => Expression | undefined;
  multiplicative: (reader: Reader, functions: Functions) => Expression | undefined;
}

/** Whether functions may follow one another: the argument of `\sin` without brackets ends before the next function. */
export type Functions = 'any' | 'first only';

export interface Reader {
  rules: Rules;
  peek: () => Token;
  next: () => Token;
  /** Takes the token if it is of this type. */
  take: (type: string) => Token | undefined;
  position: () => number;
  text: (start: number, end: number) => string;
  /** Runs the rule; where it fails, goes back to where it began. */
  attempt: <Result>(rule: () => Result | undefined) => Result | undefined;
  /** The same for a rule whose outcome at a place is remembered: nothing is read twice however brackets nest. */
  once: (rule: string, parse: () => Expression | undefined) => Expression | undefined;
  /** Whether the next bar closes a pair, rather than opening one inside it. */
  barCloses: boolean;
}

/** Some hundred brackets in one another, where SymPy's own recursion ends. */
const maxDepth = 400;

export function createReader(text: string, rules: Rules): Reader {
  let index = 0;
  let depth = 0;
  const seen = new Map<string, { value: Expression | undefined; end: number }>();
  const tokens = new Map<number, Token>();

  const peek = () => {
    const token = tokens.get(index) ?? tokenAt(text, index);
    tokens.set(index, token);
    return token;
  };
  const attempt = <Result>(rule: () => Result | undefined) => {
    const start = index;
    const value = rule();
    if (value === undefined) index = start;
    return value;
  };
  const once = (rule: string, parse: () => Expression | undefined) => {
    const key = `${rule} ${index} ${reader.barCloses}`;
    const known = seen.get(key);
    if (known) index = known.end;
    if (known) return known.value;
    if (depth === maxDepth) throw new Unreadable('Nested too deep.');
    depth += 1;
    const value = attempt(parse);
    depth -= 1;
    seen.set(key, { value, end: index });
    return value;
  };
  const next = () => {
    const token = peek();
    index = token.end;
    return token;
  };
  const reader: Reader = {
    rules,
    peek,
    next,
    take: (type) => (peek().type === type ? next() : undefined),
    attempt,
    once,
    position: () => index,
    text: (start, end) => text.slice(start, end),
    barCloses: false,
  };
  return reader;
}
