/** The exact value of an expression that is a fraction, within bounds of size. */

import type { Expression } from './expression.ts';
import {
  add,
  exactRoot,
  floor,
  integer,
  isInteger,
  multiply,
  one,
  power,
  type Rational,
  rational,
  zero,
} from './rational.ts';

/** The value of each symbol, where it has one. */
export type ExactPoint = (symbol: string) => Rational | undefined;

/** Undefined where the value isn't rational, isn't defined, or is too long to compute with. */
export function exactValue(
  expression: Expression,
  point: ExactPoint = () => undefined,
): Rational | undefined {
  const evaluate = (part: Expression) => exactValue(part, point);
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'symbol':
      return point(expression.name);
    case 'sum':
      return fold(expression.terms, { start: zero, evaluate, operation: add });
    case 'product':
      return fold(expression.factors, { start: one, evaluate, operation: multiply });
    case 'power':
      return exactPower(evaluate(expression.base), evaluate(expression.exponent));
    case 'call':
      return exactCall(expression.name, expression.args.map(evaluate));
    default:
      return undefined;
  }
}

interface Fold {
  start: Rational;
  evaluate: (part: Expression) => Rational | undefined;
  operation: (a: Rational, b: Rational) => Rational | undefined;
}

function fold(parts: readonly Expression[], { start, evaluate, operation }: Fold): Rational | undefined {
  let result: Rational | undefined = start;
  for (const part of parts) {
    const value: Rational | undefined = result && evaluate(part);
    result = result && value && operation(result, value);
  }
  return result;
}

function exactPower(base: Rational | undefined, exponent: Rational | undefined): Rational | undefined {
  if (base === undefined || exponent === undefined) return undefined;
  // The principal root of a negative number isn't real.
  if (base.numerator < 0n && !isInteger(exponent)) return undefined;
  const root = exactRoot(base, exponent.denominator);
  return root && power(root, exponent.numerator);
}

function exactCall(name: string, args: readonly (Rational | undefined)[]): Rational | undefined {
  const [first, second] = args;
  if (first === undefined) return undefined;
  switch (name) {
    case 'abs':
      return first.numerator < 0n ? rational(-first.numerator, first.denominator) : first;
    case 'percent':
      return multiply(first, { numerator: 1n, denominator: 100n });
    case 'floor':
      return integer(floor(first));
    case 'ceil':
      return integer(-floor({ numerator: -first.numerator, denominator: first.denominator }));
    case 'factorial':
      return isInteger(first) ? factorial(first.numerator) : undefined;
    case 'binomial':
      return second && isInteger(first) && isInteger(second)
        ? binomial(first.numerator, second.numerator)
        : undefined;
    case 'root':
      return second && isInteger(second) && second.numerator !== 0n
        ? exactRoot(first, second.numerator)
        : undefined;
    default:
      return undefined;
  }
}

/** Past this the factorial is longer than a `Rational` may be. */
const largestFactorial = 550n;

function factorial(n: bigint): Rational | undefined {
  if (n < 0n || n > largestFactorial) return undefined;
  let result = 1n;
  for (let factor = 2n; factor <= n; factor += 1n) result *= factor;
  return integer(result);
}

function binomial(n: bigint, k: bigint): Rational | undefined {
  if (n < 0n || n > 4000n) return undefined;
  if (k < 0n || k > n) return zero;
  const smaller = k > n - k ? n - k : k;
  let result = 1n;
  for (let index = 1n; index <= smaller; index += 1n) result = (result * (n - smaller + index)) / index;
  return rational(result, 1n);
}
