/**
 * Reads a formula: numbers, fractions, roots, powers, products without a sign, mixed numbers, percentages, functions.
 * What it can't read whole it doesn't read at all.
 */

import { exactValue } from '../../expression/exact.ts';
import {
  call,
  type Expression,
  negative,
  power,
  product,
  quotient,
  sum,
  whole,
} from '../../expression/expression.ts';
import { one } from '../../expression/rational.ts';
import { type Cursor, createCursor, TooDeep } from './cursor.ts';
import { closesGroup, group } from './parts.ts';
import { primary } from './primary.ts';

/** Undefined where the text isn't a formula to its end. */
export function readFormula(text: string): Expression | undefined {
  const cursor = createCursor(text, { inside: additive, operand: primary });
  if (!cursor) return undefined;
  try {
    const value = additive(cursor);
    return value && cursor.peek().kind === 'end' ? value : undefined;
  } catch (error) {
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
}

function additive(cursor: Cursor): Expression | undefined {
  return cursor.nested(() => {
    const terms: Expression[] = [];
    for (;;) {
      const minus = cursor.takeSign('-');
      if (!minus && !cursor.takeSign('+') && terms.length > 0) break;
      const term = multiplicative(cursor);
      if (!term) return undefined;
      terms.push(minus ? negative(term) : term);
    }
    return terms.length === 1 ? terms[0] : sum(...terms);
  });
}

function multiplicative(cursor: Cursor): Expression | undefined {
  let value = signed(cursor);
  while (value) {
    const divides = cursor.takeSign('/') || cursor.takeSign(':') || cursor.takeCommand('div');
    const multiplies =
      divides || cursor.takeSign('*') || cursor.takeCommand('cdot') || cursor.takeCommand('times');
    if (!multiplies) return value;
    const next = signed(cursor);
    value = next && (divides ? quotient(value, next) : product(value, next));
  }
  return undefined;
}

function signed(cursor: Cursor): Expression | undefined {
  if (cursor.takeSign('+')) return cursor.nested(() => signed(cursor));
  if (!cursor.takeSign('-')) return juxtaposed(cursor);
  const value = cursor.nested(() => signed(cursor));
  return value && negative(value);
}

/** Factors side by side bind closer than a slash: `1/2x` is one over 2x. */
function juxtaposed(cursor: Cursor): Expression | undefined {
  const factors: Expression[] = [];
  while (beginsFactor(cursor, factors.length > 0)) {
    const wholeNumber = integerBeforeFraction(cursor);
    const factor = postfix(cursor);
    if (!factor) return undefined;
    const fraction = wholeNumber ? postfix(cursor) : undefined;
    factors.push(fraction ? sum(factor, fraction) : factor);
  }
  return factors.length > 1 ? product(...factors) : factors[0];
}

function beginsFactor(cursor: Cursor, after: boolean): boolean {
  const { kind, text } = cursor.peek();
  // Two numbers side by side are no product.
  if (kind === 'number') return !after || cursor.before().kind !== 'number';
  if (kind === 'letter' || kind === 'word') return true;
  if (kind === 'command') return !/^(?:cdot|times|div|rfloor|rceil|\\[%}|])$/.test(text);
  return (
    kind === 'sign' &&
    (text === '(' || text === '[' || text === '{' || (text === '|' && !closesGroup(cursor, '|')))
  );
}

/** `1\frac{1}{2}` and `1 1/2` are one and a half. */
function integerBeforeFraction(cursor: Cursor): boolean {
  const [first, second, third, fourth] = [0, 1, 2, 3].map((ahead) => cursor.peek(ahead));
  if (first?.kind !== 'number' || !/^[0-9]+$/.test(first.text)) return false;
  if (second?.kind !== 'command' || second.text !== 'frac') return false;
  const braced = third?.text === '{' ? fourth : third;
  return braced?.kind === 'number' && /^[0-9]+$/.test(braced.text);
}

function postfix(cursor: Cursor): Expression | undefined {
  let value = primary(cursor);
  for (let count = 0; value && count < maxPostfixes; count += 1) {
    if (cursor.takeSign('!')) value = call('factorial', value);
    else if (cursor.takeSign('%') || cursor.takeCommand('\\%')) value = call('percent', value);
    else if (cursor.takeSign('^')) {
      const exponent = superscript(cursor);
      value = exponent && raised(value, exponent);
    } else return value;
  }
  return undefined;
}

/** Odd roots are real, below zero too: a third as exponent is the third root. */
function raised(base: Expression, exponent: Expression): Expression {
  const { numerator, denominator } = exactValue(exponent) ?? one;
  if (denominator % 2n === 0n || denominator === 1n) return power(base, exponent);
  return power(call('root', base, whole(denominator)), whole(numerator));
}

/** More signs than this behind one operand are no answer. */
const maxPostfixes = 20;

/** A group, one digit, one letter, one command; a sign before it is allowed, as in `2^-1`. */
function superscript(cursor: Cursor): Expression | undefined {
  const minus = cursor.takeSign('-');
  const value = cursor.peek().text === '(' ? group(cursor) : (cursor.digit() ?? primary(cursor));
  return value && minus ? negative(value) : value;
}
