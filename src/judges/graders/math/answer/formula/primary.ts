/** The operands of a formula: numbers, names, groups, and what a command begins. */

import { call, constant, type Expression, sum, symbol } from '../../expression/expression.ts';
import { parseDecimal, type Rational } from '../../expression/rational.ts';
import type { Cursor } from './cursor.ts';
import { binomial, fraction, functionCall, functions, root, rounding } from './functions.ts';
import { argument, group, named, subscript } from './parts.ts';

export function primary(cursor: Cursor): Expression | undefined {
  const { kind, text } = cursor.peek();
  switch (kind) {
    case 'number':
      return number(cursor);
    case 'letter':
      return letter(cursor);
    case 'word':
      return word(cursor);
    case 'command':
      return command(cursor, text);
    case 'sign':
      return group(cursor);
    default:
      return undefined;
  }
}

function number(cursor: Cursor): Expression | undefined {
  const text = cursor.next().text.replaceAll(',', '');
  const decimal = text.includes('.');
  if (decimal && cursor.takeCommand('overline')) return repeating(text, subscript(cursor) ?? '');
  const value = parseDecimal(text);
  if (!value) return undefined;
  if (cursor.peek().text === '_' && !skipBase(cursor)) return undefined;
  return { kind: 'number', value, decimal };
}

/** The base of `2112_6` is kept by the reader of the answer, which compares it where both sides have one. */
function skipBase(cursor: Cursor): boolean {
  cursor.next();
  return argument(cursor) !== undefined;
}

/** `0.1\overline{6}`: the digits under the bar repeat. */
function repeating(start: string, repeated: string): Expression | undefined {
  const head = parseDecimal(start);
  const decimals = start.length - start.indexOf('.') - 1;
  if (!head || !/^[0-9]{1,50}$/.test(repeated) || decimals > 50) return undefined;
  const denominator = 10n ** BigInt(decimals) * (10n ** BigInt(repeated.length) - 1n);
  const tail: Rational = { numerator: BigInt(repeated), denominator };
  return sum(
    { kind: 'number', value: head, decimal: false },
    { kind: 'number', value: tail, decimal: false },
  );
}

function letter(cursor: Cursor): Expression | undefined {
  const { text } = cursor.next();
  const name = named(cursor, text);
  if (name === undefined) return undefined;
  if (/^[fghFGHP]/.test(name) && cursor.peek().text === '(') return application(cursor, name);
  if (name === 'e' || name === 'i') return constant(name);
  return symbol(name);
}

function application(cursor: Cursor, name: string): Expression | undefined {
  const value = group(cursor);
  return value && call(`${name}()`, value);
}

function word(cursor: Cursor): Expression | undefined {
  const { text } = cursor.next();
  if (text === 'pi') return constant('pi');
  if (text === 'sqrt') return root(cursor);
  return functionCall(cursor, text);
}

function command(cursor: Cursor, name: string): Expression | undefined {
  cursor.next();
  switch (name) {
    case 'pi':
      return constant('pi');
    case 'infty':
      return constant('infinity');
    case 'frac':
      return fraction(cursor);
    case 'sqrt':
      return root(cursor);
    case 'binom':
      return binomial(cursor);
    case 'lfloor':
    case 'lceil':
      return rounding(cursor, name.slice(1));
    case 'text':
      return textSymbol(cursor);
    case 'overline':
    case 'bar':
    case 'vec':
    case 'hat':
    case 'widehat':
    case 'tilde':
      return decorated(cursor, name);
    default:
      return functions.has(name) ? functionCall(cursor, name) : other(cursor, name);
  }
}

/** Greek letters and all else that has a name; layout commands are no part of a formula. */
function other(cursor: Cursor, name: string): Expression | undefined {
  if (/^(?:begin|end|cup|cap|setminus|in|to|mid|pmod|bmod|mod|ldots|dots|cdots|[{}|])$/.test(name))
    return undefined;
  const full = named(cursor, `\\${name}`);
  return full === undefined ? undefined : symbol(full);
}

/** Letters in `\text{…}` are one name; a single one is the letter. */
function textSymbol(cursor: Cursor): Expression | undefined {
  const name = subscript(cursor);
  if (name === undefined || name === '') return undefined;
  if (functions.has(name)) return functionCall(cursor, name);
  return name === 'i' || name === 'e' ? constant(name) : symbol(name);
}

function decorated(cursor: Cursor, name: string): Expression | undefined {
  const value = argument(cursor);
  return value && call(`${name}()`, value);
}
