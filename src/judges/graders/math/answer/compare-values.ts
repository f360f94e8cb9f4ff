/** Whether two values are the same number or formula. */

import { complex } from '../expression/complex.ts';
import { sameValue } from '../expression/equal.ts';
import { exactValue } from '../expression/exact.ts';
import { type Expression, product, some, symbol } from '../expression/expression.ts';
import { numericValue } from '../expression/numeric.ts';
import { isInteger } from '../expression/rational.ts';
import type { Answer } from './answer.ts';

type Value = Answer & { kind: 'value' };

export function sameNumber(gold: Value, given: Value): boolean {
  if (!sameBase(gold.written, given.written)) return false;
  const [left, right] = [lowerCase(gold.value), lowerCase(given.value)];
  if (sameValue(left, right, 'real') || sameRounded(left, right)) return true;
  return samePercentage(left, right);
}

/** `2112_6` and `2112` are the same, `2112_6` and `2112_5` aren't. */
function sameBase(gold: string, given: string): boolean {
  const [left, right] = [gold, given].map((text) => /^[0-9]+_\{?([0-9]+)\}?$/.exec(text)?.[1]);
  return left === undefined || right === undefined || left === right;
}

/** Names count without regard to case, unless one formula uses both cases of a letter. */
function lowerCase(expression: Expression): Expression {
  const seen = new Map<string, string>();
  const clash = some(expression, (part) => {
    if (part.kind !== 'symbol') return false;
    const lower = part.name.toLowerCase();
    const other = seen.get(lower);
    seen.set(lower, part.name);
    return other !== undefined && other !== part.name;
  });
  return clash ? expression : withLowerNames(expression);
}

function withLowerNames(expression: Expression): Expression {
  switch (expression.kind) {
    case 'symbol':
      return symbol(expression.name.toLowerCase());
    case 'sum':
      return { ...expression, terms: expression.terms.map(withLowerNames) };
    case 'product':
      return { ...expression, factors: expression.factors.map(withLowerNames) };
    case 'power':
      return {
        kind: 'power',
        base: withLowerNames(expression.base),
        exponent: withLowerNames(expression.exponent),
      };
    case 'call':
      return { ...expression, args: expression.args.map(withLowerNames) };
    default:
      return expression;
  }
}

/**
 * A decimal stands for what it is rounded from: to six decimals, as Math-Verify has it (`float_rounding=6`), and
 * here also to five significant digits, so that no small number is another.
 */
function sameRounded(gold: Expression, given: Expression): boolean {
  if (![gold, given].some((side) => some(side, isDecimal))) return false;
  if ([gold, given].some((side) => some(side, (part) => part.kind === 'symbol'))) return false;
  const [left, right] = [gold, given].map((side) => numericValue(side, () => complex(Number.NaN)));
  if (!left || !right) return false;
  const distance = Math.hypot(left.re - right.re, left.im - right.im);
  return distance <= 5.000001e-7 && distance <= 1e-5 * Math.hypot(left.re, left.im);
}

function isDecimal(part: Expression): boolean {
  return part.kind === 'number' && part.decimal;
}

/**
 * A target of 44 per cent was asked for in per cent, and 44 answers it; a whole number may have been. 0.44 per cent
 * for 0.44 is wrong.
 */
function samePercentage(gold: Expression, given: Expression): boolean {
  const [left, right] = [percentage(gold), percentage(given)];
  if (left && !right) return sameValue(left, given, 'real');
  const asked = exactValue(gold);
  return (
    !left && right !== undefined && asked !== undefined && isInteger(asked) && sameValue(gold, right, 'real')
  );
}

/** The number before a percent sign. */
function percentage(expression: Expression): Expression | undefined {
  if (expression.kind === 'call' && expression.name === 'percent') return expression.args[0];
  if (expression.kind !== 'product' || expression.factors.length !== 2) return undefined;
  const [sign, value] = expression.factors;
  const found = sign?.kind === 'number' && value ? percentage(value) : undefined;
  return sign && found && product(sign, found);
}
