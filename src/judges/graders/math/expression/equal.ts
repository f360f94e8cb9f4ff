/**
 * Whether two expressions have the same value for every value of their symbols.
 *
 * Fractions are compared exactly, and so are quotients of polynomials, at fixed whole numbers. All else is evaluated at
 * fixed points: two different formulas of school algebra agree at one point by chance with probability about zero
 * (Schwartz, J. ACM 27 (1980), for polynomials), and the rounding error is bounded, so nothing is decided by a guessed
 * tolerance. No search, no rewriting: the work grows with the length of the text alone.
 */

import { type Complex, complex, indistinguishable, isKnown } from './complex.ts';
import { type ExactPoint, exactValue } from './exact.ts';
import { type Expression, print, some, symbolsOf } from './expression.ts';
import { numericValue, type Point, seed } from './numeric.ts';
import { equal, integer, type Rational } from './rational.ts';

/** Which values the symbols take. */
type Domain = 'real' | 'complex';

export function sameValue(a: Expression, b: Expression, domain: Domain): boolean {
  if ([a, b].some((side) => some(side, dividesByZero))) return false;
  if ([a, b].some((side) => some(side, isInfinity))) return print(a) === print(b);
  const [left, right] = [exactValue(a), exactValue(b)];
  if (left && right) return equal(left, right);
  if (isRationalFunction(a) && isRationalFunction(b)) {
    const same = sameAtWholeNumbers(a, b);
    if (same !== undefined) return same;
  }
  return sameAtPoints(a, b, domain) || print(a) === print(b);
}

/** The quotient of the two, where it is the same finite number at every point. */
export function constantRatio(a: Expression, b: Expression): number | undefined {
  const ratio: Expression = { kind: 'product', factors: [a, { kind: 'power', base: b, exponent: minusOne }] };
  const first = points('real')
    .map((point) => numericValue(ratio, point))
    .find(isKnown);
  if (first === undefined || Math.abs(first.im) > 1e-9) return undefined;
  const values = points('real').map((point) => numericValue(ratio, point));
  return values.every((value) => indistinguishable(value, first)) ? first.re : undefined;
}

const minusOne: Expression = {
  kind: 'number',
  value: { numerator: -1n, denominator: 1n },
  decimal: false,
};

export function isInfinity(expression: Expression): boolean {
  return expression.kind === 'constant' && expression.name === 'infinity';
}

function dividesByZero(part: Expression): boolean {
  if (part.kind !== 'power') return false;
  const [base, exponent] = [exactValue(part.base), exactValue(part.exponent)];
  return base?.numerator === 0n && exponent !== undefined && exponent.numerator < 0n;
}

/** Sums, products and whole powers of numbers and symbols: equal for real values is equal for complex ones, too. */
function isRationalFunction(expression: Expression): boolean {
  return !some(expression, (part) => {
    if (part.kind === 'power') return exactValue(part.exponent)?.denominator !== 1n;
    return part.kind === 'call' || part.kind === 'constant';
  });
}

/** Undefined where a value is too long or isn't defined; doubles can't tell a zero that is left of large terms. */
function sameAtWholeNumbers(a: Expression, b: Expression): boolean | undefined {
  for (const index of largest.keys()) {
    const point: ExactPoint = (name) => wholeNumber(name, index);
    const [left, right] = [exactValue(a, point), exactValue(b, point)];
    if (!left || !right) return undefined;
    if (!equal(left, right)) return false;
  }
  return true;
}

function wholeNumber(name: string, index: number): Rational {
  const sign = seed(`${index} sign ${name}`) > 0.4 ? -1 : 1;
  return integer(sign * (1 + Math.floor(997 * seed(`${index} size ${name}`))));
}

function sameAtPoints(a: Expression, b: Expression, domain: Domain): boolean {
  const free = symbolsOf(a).size + symbolsOf(b).size;
  let compared = 0;
  for (const point of free === 0 ? points(domain).slice(0, 1) : points(domain)) {
    const [left, right] = [numericValue(a, point), numericValue(b, point)];
    if (!isKnown(left) && !isKnown(right)) continue;
    if (!indistinguishable(left, right)) return false;
    compared += 1;
  }
  return compared >= (free === 0 ? 1 : 2);
}

/**
 * Each symbol has a value of its own in each point, of either sign in all but the first. There all are small, so that
 * no high power hides the terms next to it.
 */
function points(domain: Domain): readonly Point[] {
  return largest.map((size, index) => (name) => value(name, { index, size, domain }));
}

const largest = [0.9, 1.5, 4, 4, 4, 4];

function value(name: string, point: { index: number; size: number; domain: Domain }): Complex {
  const { index, size, domain } = point;
  const re = 0.3 + (size - 0.3) * seed(`${index} size ${name}`);
  const sign = index > 0 && seed(`${index} sign ${name}`) > 0.4 ? -1 : 1;
  const im = (size - 0.3) * (2 * seed(`${index} imaginary ${name}`) - 1);
  return complex(sign * re, domain === 'real' ? 0 : im);
}
