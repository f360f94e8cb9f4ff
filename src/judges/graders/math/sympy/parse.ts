/**
 * Reads LaTeX as SymPy's `parse_latex` does (sympy 1.14.0, parsing/latex, ANTLR back end, not strict): with its
 * grammar and with what its parser makes of texts that don't fit. The longest readable beginning counts and the rest
 * is ignored (`4,6` is 4, `5.2.3` is 5.2, `6+` is 6), unless a character that has no token comes next.
 *
 * Quirks of the original kept here: `x(x+1)` calls a function x; `137\frac{1}{2}` is a product; `2x3` is 6;
 * `\pi`, `e` and `i` are mere symbols; "dollars" is do·l·l·a·r·s; `2^-1` is 2.
 */

import {
  type Expression,
  negative,
  power,
  product,
  quotient,
  some,
  sum,
  symbol,
} from '../expression/expression.ts';
import { atom, group, script } from './atoms.ts';
import { func } from './functions.ts';
import { createReader, type Functions, type Reader, Unreadable, Unsupported } from './reader.ts';
import { UnknownToken } from './tokens.ts';

/** Undefined where SymPy raises an error or finds a relation, which can't be subtracted. */
export function parseLatex(text: string): Expression | undefined {
  const reader = createReader(text.trim(), { additive, multiplicative });
  try {
    const value = additive(reader);
    const type = reader.peek().type;
    return type === 'relation' ? undefined : value;
  } catch (error) {
    // Equal to itself and to nothing else.
    if (error instanceof Unsupported) return symbol(text.trim());
    if (error instanceof Unreadable || error instanceof UnknownToken) return undefined;
    throw error;
  }
}

/** Sums and differences. */
function additive(reader: Reader): Expression | undefined {
  return reader.once('additive', () => {
    const first = multiplicative(reader, 'any');
    if (!first) return undefined;
    const terms = [first];
    for (let term = signed(reader); term; term = signed(reader)) terms.push(term);
    return terms.length === 1 ? first : sum(...terms);
  });
}

function signed(reader: Reader): Expression | undefined {
  return reader.attempt(() => {
    const minus = reader.take('-');
    if (!minus && !reader.take('+')) return undefined;
    const term = multiplicative(reader, 'any');
    return term && minus ? negative(term) : term;
  });
}

/** Products and quotients written with a sign; `:` divides. */
function multiplicative(reader: Reader, functions: Functions): Expression | undefined {
  return reader.once(`multiplicative ${functions}`, () => {
    let value = unary(reader, functions);
    for (let last = value; value && last; ) {
      const left: Expression = value;
      last = reader.attempt(() => operation(reader, left, functions));
      value = last ?? value;
    }
    return value;
  });
}

function operation(reader: Reader, left: Expression, functions: Functions): Expression | undefined {
  const times = reader.take('*');
  if (!times && !reader.take('/') && !reader.take(':')) return undefined;
  const right = unary(reader, functions);
  if (!right) return undefined;
  return times ? product(left, right) : quotient(left, right);
}

function unary(reader: Reader, functions: Functions): Expression | undefined {
  return reader.once(`unary ${functions}`, () => {
    if (reader.take('+')) return unary(reader, functions);
    if (reader.take('-')) {
      const value = unary(reader, functions);
      return value && negative(value);
    }
    return juxtaposed(reader, functions);
  });
}

function juxtaposed(reader: Reader, functions: Functions): Expression | undefined {
  const parts: Expression[] = [];
  for (;;) {
    const allowed = functions === 'any' || parts.length === 0;
    const part = reader.attempt(() => postfix(reader, allowed));
    if (!part) break;
    parts.push(part);
  }
  if (parts.length <= 1) return parts[0];
  return product(...parts.filter((_, index) => !isTimes(parts, index)));
}

/** An x between two things without symbols is taken for a multiplication sign. */
function isTimes(parts: readonly Expression[], index: number): boolean {
  const [before, part, after] = [parts[index - 1], parts[index], parts[index + 1]];
  if (part?.kind !== 'symbol' || part.name !== 'x' || !before || !after) return false;
  return ![before, after].some((side) => some(side, ({ kind }) => kind === 'symbol'));
}

function postfix(reader: Reader, functionsAllowed: boolean): Expression | undefined {
  let value = operand(reader, functionsAllowed);
  while (value && reader.peek().type === '^') {
    const base: Expression = value;
    const raised = reader.attempt(() => {
      reader.next();
      const exponent = script(reader);
      if (!exponent) return undefined;
      subscript(reader);
      return power(base, exponent);
    });
    if (!raised) break;
    value = raised;
  }
  return value && factorials(reader, value);
}

/** So many that SymPy's recursion would end as well. */
const maxFactorials = 200;

function factorials(reader: Reader, operand: Expression): Expression {
  let value = operand;
  for (let count = 0; reader.take('!'); count += 1) {
    if (count === maxFactorials) throw new Unreadable('Nested too deep.');
    value = { kind: 'call', name: 'factorial', args: [value] };
  }
  return value;
}

function operand(reader: Reader, functionsAllowed: boolean): Expression | undefined {
  if (beginsUnsupported(reader)) throw new Unsupported();
  return group(reader) ?? (functionsAllowed ? func(reader) : undefined) ?? atom(reader);
}

/** Integrals, sums and limits. */
function beginsUnsupported(reader: Reader): boolean {
  if (reader.peek().type === '\\int') return true;
  const begins = reader.attempt(() => {
    const { type } = reader.next();
    return /^\\(?:sum|prod|lim)$/.test(type) && reader.take('_') ? reader.position() : undefined;
  });
  return begins !== undefined;
}

/** Of an exponent: read, and ignored. */
function subscript(reader: Reader): void {
  if (reader.take('_') && !script(reader)) throw new Unreadable('An index is missing.');
}
