/** Functions in SymPy's LaTeX grammar. */

import { call, constant, type Expression, power, quotient, whole } from '../expression/expression.ts';
import { braced, name, script } from './atoms.ts';
import { type Reader, Unreadable } from './reader.ts';

/** A function with its argument, or undefined where none begins. */
export function func(reader: Reader): Expression | undefined {
  const { type } = reader.peek();
  switch (type) {
    case 'function':
      return reader.once('function', () => namedFunction(reader));
    case 'letter':
    case 'symbol':
      return reader.once('call', () => otherFunction(reader));
    case '\\sqrt':
      return reader.once('root', () => root(reader));
    case '\\overline':
      return reader.once('overline', () => {
        reader.next();
        const value = braced(reader);
        return value && call('conjugate', value);
      });
    default:
      return undefined;
  }
}

function root(reader: Reader): Expression | undefined {
  reader.next();
  let degree: Expression | undefined = whole(2);
  if (reader.take('[')) {
    degree = reader.rules.additive(reader);
    if (!degree || !reader.take(']')) return undefined;
  }
  const base = braced(reader);
  return base && power(base, quotient(whole(1), degree));
}

/** `f(x)`, `x(x+1)`: any letter or command with an opening bracket after it. Nothing but a call has commas. */
function otherFunction(reader: Reader): Expression | undefined {
  const called = name(reader);
  if (called === undefined || !reader.take('(')) return undefined;
  const args: Expression[] = [];
  do {
    const arg = reader.rules.additive(reader);
    if (!arg && args.length > 0) throw new Unreadable('An argument is missing.');
    if (!arg) return undefined;
    args.push(arg);
  } while (reader.take(','));
  return reader.take(')') && call(`${called}()`, ...args);
}

function namedFunction(reader: Reader): Expression | undefined {
  const called = reader.next().text.slice(1);
  const start = reader.position();
  const digits = () => /^\s*_\s*([0-9]+)/.exec(reader.text(start, start + 100))?.[1]?.length ?? 0;
  // Digits of an index that leave no argument give their last one: \log_23 is the logarithm of 3 to base 2.
  return (
    reader.attempt(() => functionOf(reader, called, Number.POSITIVE_INFINITY)) ??
    (digits() > 1 ? functionOf(reader, called, digits() - 1) : undefined)
  );
}

function functionOf(reader: Reader, called: string, maxDigits: number): Expression | undefined {
  let base: Expression | undefined;
  let exponent: Expression | undefined;
  for (let type = reader.peek().type; type === '_' || type === '^'; type = reader.peek().type) {
    if (type === '_' ? base : exponent) return undefined;
    reader.next();
    const value = script(reader, maxDigits);
    if (!value) return undefined;
    if (type === '_') base = value;
    else exponent = value;
  }
  const argument =
    reader.attempt(() => parenthesized(reader)) ?? reader.rules.multiplicative(reader, 'first only');
  return argument && applied({ called, argument, base, exponent });
}

/** Of several arguments the first counts. */
function parenthesized(reader: Reader): Expression | undefined {
  if (!reader.take('(')) return undefined;
  const first = reader.rules.additive(reader);
  while (first && reader.take(',')) if (!reader.rules.additive(reader)) return undefined;
  return first && reader.take(')') ? first : undefined;
}

interface Application {
  called: string;
  argument: Expression;
  base: Expression | undefined;
  exponent: Expression | undefined;
}

function applied({ called, argument, base, exponent }: Application): Expression {
  if (called === 'log' || called === 'ln' || called === 'lg') {
    const to = base ?? (called === 'lg' ? whole(10) : constant('e'));
    return raised(call('log', argument, to), exponent);
  }
  const minusOne =
    exponent?.kind === 'number' && exponent.value.numerator === -1n && exponent.value.denominator === 1n;
  const invertible = /^(?:sin|cos|tan|csc|sec|cot|sinh|cosh|tanh)$/.test(called);
  if (minusOne && invertible) return call(`${called.endsWith('h') ? 'ar' : 'arc'}${called}`, argument);
  return raised(call(called, argument), exponent);
}

function raised(value: Expression, exponent: Expression | undefined): Expression {
  return exponent ? power(value, exponent) : value;
}
