/** Whether SymPy would find that two formulas differ by zero. */

import { isInfinity, sameValue } from '../expression/equal.ts';
import { exactValue } from '../expression/exact.ts';
import { type Expression, print, some } from '../expression/expression.ts';
import { toNumber } from '../expression/rational.ts';
import { parseLatex } from './parse.ts';

/** Longer answers aren't compared: upstream's parser takes more than its five seconds for them. */
const maxLength = 2000;

/**
 * `simplify(parse_latex(a) - parse_latex(b)) == 0` of sympy 1.14.0. False where either can't be read, as upstream
 * has it, even for two equal texts; so too for what holds infinity, as the difference isn't a number.
 */
export function differsByZero(a: string, b: string): boolean {
  if (a.length > maxLength || b.length > maxLength) return false;
  const [left, right] = [parseLatex(a), parseLatex(b)];
  if (!left || !right || some(left, isInfinity) || some(right, isInfinity)) return false;
  if ([left, right].some((side) => some(side, isDecimal))) {
    const [leftDouble, rightDouble] = [doubleValue(left), doubleValue(right)];
    if (leftDouble !== undefined && rightDouble !== undefined) return leftDouble === rightDouble;
    // What became a decimal isn't turned back into the root or logarithm that it is.
    if ([left, right].some((side) => some(side, becomesDecimal))) return print(left) === print(right);
  }
  return sameValue(left, right, 'complex');
}

/** A root with a decimal in it, or a function of a decimal and no letters, that isn't rational. */
function becomesDecimal(part: Expression): boolean {
  if (exactValue(part) || !some(part, isDecimal)) return false;
  if (part.kind === 'call') return !some(part, ({ kind }) => kind === 'symbol');
  return part.kind === 'power' && exactValue(part.exponent)?.denominator !== 1n;
}

function isDecimal(expression: Expression): boolean {
  return expression.kind === 'number' && expression.decimal;
}

/** Of a number with decimals, and of one that it is compared with: SymPy computes them in doubles, roundings included. */
function doubleValue(expression: Expression): number | undefined {
  const exact = exactValue(expression);
  if (!exact) return undefined;
  if (!some(expression, isDecimal)) return toNumber(exact);
  // With more digits than a double holds, SymPy computes more precisely.
  if (expression.kind === 'number' && exact.numerator.toString().length > 15) return undefined;
  switch (expression.kind) {
    case 'sum':
      return fold(expression.terms, (x, y) => x + y);
    case 'product':
      return fold(expression.factors, (x, y) => x * y);
    case 'power':
      return fold([expression.base, expression.exponent], (x, y) => x ** y);
    default:
      return toNumber(exact);
  }
}

function fold(parts: readonly Expression[], operation: (x: number, y: number) => number): number | undefined {
  const values = parts.map(doubleValue);
  return values.every((value) => value !== undefined) ? values.reduce(operation) : undefined;
}
