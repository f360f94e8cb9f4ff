/** Fractions, roots and functions in a formula. */

import {
  call,
  constant,
  type Expression,
  negative,
  power,
  product,
  quotient,
  whole,
} from '../../expression/expression.ts';
import type { Cursor } from './cursor.ts';
import { argument, group } from './parts.ts';

/** Functions that are written without brackets. */
export const functions: ReadonlySet<string> = new Set(
  'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp'.split(' '),
);

export function fraction(cursor: Cursor): Expression | undefined {
  const top = argument(cursor);
  const bottom = top && argument(cursor);
  return top && bottom && quotient(top, bottom);
}

export function binomial(cursor: Cursor): Expression | undefined {
  const n = argument(cursor);
  const k = n && argument(cursor);
  return n && k && call('binomial', n, k);
}

export function root(cursor: Cursor): Expression | undefined {
  const degree = cursor.peek().text === '[' ? group(cursor) : whole(2);
  const base = cursor.peek().text === '(' ? group(cursor) : argument(cursor);
  if (!degree || !base) return undefined;
  const square = degree.kind === 'number' && degree.value.numerator === 2n;
  return square ? power(base, quotient(whole(1), whole(2))) : call('root', base, degree);
}

export function rounding(cursor: Cursor, name: string): Expression | undefined {
  const value = cursor.inside();
  if (!value || !cursor.takeCommand(`r${name}`)) return undefined;
  return call(name, value);
}

/** A function with its exponent, base and argument: `\sin^2 x`, `\log_2 8`, `\cos(x)`. */
export function functionCall(cursor: Cursor, name: string): Expression | undefined {
  let base: Expression | undefined;
  let exponent: Expression | undefined;
  for (;;) {
    if (cursor.takeSign('_')) base = argument(cursor);
    else if (cursor.takeSign('^'))
      exponent = cursor.takeSign('-') ? minus(argument(cursor)) : argument(cursor);
    else break;
  }
  const value = cursor.peek().text === '(' ? group(cursor) : unbracketed(cursor);
  if (!value) return undefined;
  const inverse = exponent?.kind === 'number' && exponent.value.numerator === -1n;
  if (inverse && /^(?:sin|cos|tan|cot|sec|csc)$/.test(name)) return call(`arc${name}`, value);
  const result = applied(name, value, base);
  return exponent ? power(result, exponent) : result;
}

function minus(value: Expression | undefined): Expression | undefined {
  return value && negative(value);
}

function applied(name: string, value: Expression, base: Expression | undefined): Expression {
  if (name === 'log' || name === 'lg') return call('log', value, base ?? whole(10));
  if (name === 'ln') return call('log', value, constant('e'));
  return call(name, value);
}

/** The argument of a function without brackets goes up to a sign or the next function: `\sin 2x`. */
function unbracketed(cursor: Cursor): Expression | undefined {
  const factors: Expression[] = [];
  for (;;) {
    const { kind, text } = cursor.peek();
    const operand =
      kind === 'number' ||
      kind === 'letter' ||
      (kind === 'command' && /^(?:frac|sqrt|pi|[a-z]*(?:lpha|eta|amma|heta|hi))$/.test(text));
    if (
      !operand &&
      !(factors.length === 0 && (text === '{' || text === '|' || kind === 'command' || kind === 'word'))
    )
      break;
    const factor = powered(cursor);
    if (!factor) return undefined;
    factors.push(factor);
  }
  return factors.length > 1 ? product(...factors) : factors[0];
}

function powered(cursor: Cursor): Expression | undefined {
  const value = cursor.operand();
  if (!value || !cursor.takeSign('^')) return value;
  const exponent = argument(cursor);
  return exponent && power(value, exponent);
}
