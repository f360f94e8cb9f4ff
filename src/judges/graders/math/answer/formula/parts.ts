/** What the operands of a formula are made of: groups, arguments, names. */

import { call, type Expression } from '../../expression/expression.ts';
import type { Cursor } from './cursor.ts';

const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '|': '|' };

/** Whether this sign closes a group that is open: a bar may open or close. */
export function closesGroup(cursor: Cursor, sign: string): boolean {
  return cursor.open.at(-1) === sign;
}

export function group(cursor: Cursor): Expression | undefined {
  const { kind, text } = cursor.peek();
  const close = kind === 'sign' ? pairs[text] : undefined;
  if (close === undefined) return undefined;
  cursor.next();
  cursor.open.push(close);
  const value = cursor.inside();
  cursor.open.pop();
  if (!value || !cursor.takeSign(close)) return undefined;
  return close === '|' ? call('abs', value) : value;
}

function braced(cursor: Cursor): Expression | undefined {
  return cursor.peek().text === '{' ? group(cursor) : undefined;
}

/** An argument without braces is one digit, one letter or one command. */
export function argument(cursor: Cursor): Expression | undefined {
  return braced(cursor) ?? cursor.digit() ?? (cursor.peek().kind === 'sign' ? undefined : cursor.operand());
}

/** A name with its index and primes: `x_{12}`, `f'`. */
export function named(cursor: Cursor, start: string): string | undefined {
  let name = start;
  for (;;) {
    if (cursor.takeSign("'")) name += "'";
    else if (cursor.takeSign('_')) {
      const index = subscript(cursor);
      if (index === undefined) return undefined;
      name += `_${index}`;
    } else return name;
  }
}

export function subscript(cursor: Cursor): string | undefined {
  if (!cursor.takeSign('{')) return cursor.next().text;
  let text = '';
  while (cursor.peek().kind !== 'end') {
    if (cursor.takeSign('}')) return text;
    text += cursor.next().text;
  }
  return undefined;
}
