/** The numeric value of an expression, its symbols given. */

import {
  add,
  type Complex,
  complex,
  cos,
  divide,
  exp,
  isReal,
  log,
  multiply,
  negate,
  pow,
  sin,
  size,
  sqrt,
} from './complex.ts';
import { exactValue } from './exact.ts';
import type { Expression } from './expression.ts';
import { toNumber } from './rational.ts';

/** The value of each symbol. */
export type Point = (symbol: string) => Complex;

/** Not finite where the expression has no value there, or one out of range. */
export function numericValue(expression: Expression, point: Point): Complex {
  switch (expression.kind) {
    case 'number':
      return complex(toNumber(expression.value));
    case 'symbol':
      return point(expression.name);
    case 'constant':
      return constants[expression.name];
    case 'sum':
      return expression.terms.map((term) => numericValue(term, point)).reduce(add, complex(0));
    case 'product':
      return expression.factors.map((factor) => numericValue(factor, point)).reduce(multiply, complex(1));
    case 'power':
      return numericPower(expression.base, expression.exponent, point);
    case 'call':
      return numericCall(expression, point);
  }
}

const constants = {
  pi: complex(Math.PI),
  e: complex(Math.E),
  i: complex(0, 1),
  infinity: complex(Number.POSITIVE_INFINITY),
};

function numericPower(base: Expression, exponent: Expression, point: Point): Complex {
  const value = numericValue(base, point);
  const power = exactValue(exponent);
  // A whole exponent keeps its exactness, a double that was computed need not.
  return pow(value, power ? complex(toNumber(power)) : numericValue(exponent, point));
}

function numericCall(expression: Expression & { kind: 'call' }, point: Point): Complex {
  const exact = exactValue(expression);
  if (exact) return complex(toNumber(exact));
  const [first = complex(Number.NaN), ...rest] = expression.args.map((arg) => numericValue(arg, point));
  const known = Object.hasOwn(functions, expression.name) ? functions[expression.name] : undefined;
  return known ? known(first, rest[0]) : stranger(expression.name, [first, ...rest]);
}

type Numeric = (a: Complex, b: Complex | undefined) => Complex;

const i = complex(0, 1);
const nan = complex(Number.NaN);
const reciprocal =
  (f: (a: Complex) => Complex): Numeric =>
  (a) =>
    divide(complex(1), f(a));
const tan = (a: Complex) => divide(sin(a), cos(a));
const sinh = (a: Complex) => negate(multiply(i, sin(multiply(i, a))));
const cosh = (a: Complex) => cos(multiply(i, a));
const arcsin = (a: Complex) => {
  const root = sqrt(add(complex(1), negate(multiply(a, a))));
  return negate(multiply(i, log(add(multiply(i, a), root))));
};
const arctan = (a: Complex) => {
  const [up, down] = [add(complex(1), multiply(i, a)), add(complex(1), negate(multiply(i, a)))];
  return divide(add(log(up), negate(log(down))), complex(0, 2));
};

const functions: Readonly<Record<string, Numeric>> = {
  exp,
  sin,
  cos,
  tan,
  sec: reciprocal(cos),
  csc: reciprocal(sin),
  cot: (a) => divide(cos(a), sin(a)),
  sinh,
  cosh,
  tanh: (a) => divide(sinh(a), cosh(a)),
  arcsin,
  arccos: (a) => add(complex(Math.PI / 2), negate(arcsin(a))),
  arctan,
  arccot: (a) => arctan(divide(complex(1), a)),
  arcsec: (a) => functions.arccos?.(divide(complex(1), a), undefined) ?? nan,
  arccsc: (a) => arcsin(divide(complex(1), a)),
  arsinh: (a) => log(add(a, sqrt(add(multiply(a, a), complex(1))))),
  arcosh: (a) => log(add(a, multiply(sqrt(add(a, complex(-1))), sqrt(add(a, complex(1)))))),
  artanh: (a) => divide(add(log(add(complex(1), a)), negate(log(add(complex(1), negate(a))))), complex(2)),
  log: (a, base) => (base ? divide(log(a), log(base)) : log(a)),
  root: (a, degree) => (degree ? root(a, degree) : nan),
  percent: (a) => divide(a, complex(100)),
  abs: (a) => complex(size(a), 0, a.error),
  conjugate: ({ re, im, error }) => ({ re, im: -im, error }),
  factorial: (a) => factorial(a),
  binomial: (n, k) => (k ? binomial(n, k) : nan),
  floor: (a) => stepped(a, Math.floor),
  ceil: (a) => stepped(a, Math.ceil),
};

/** Odd roots of negative numbers are real, as schoolbooks have it. */
function root(a: Complex, degree: Complex): Complex {
  const inverse = divide(complex(1), degree);
  const odd = Math.abs(degree.re % 2) === 1 && degree.im === 0;
  return odd && isReal(a) && a.re < 0 ? negate(pow(negate(a), inverse)) : pow(a, inverse);
}

/** By Lanczos' approximation, g = 7 with nine terms (Godfrey 2001), good to some 14 digits. */
function factorial(a: Complex): Complex {
  if (a.re < -0.5) {
    const turned = multiply(complex(Math.PI), negate(a));
    return divide(turned, multiply(sin(turned), factorial(negate(a))));
  }
  const [first = 0, ...rest] = lanczos;
  let series = complex(first);
  for (const [index, term] of rest.entries())
    series = add(series, divide(complex(term), add(a, complex(index + 1))));
  const base = add(a, complex(7.5));
  const value = multiply(pow(base, add(a, complex(0.5))), multiply(exp(negate(base)), series));
  const scaled = multiply(value, complex(Math.sqrt(2 * Math.PI)));
  return { ...scaled, error: scaled.error + 1e-13 * size(scaled) };
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

function binomial(n: Complex, k: Complex): Complex {
  return divide(factorial(n), multiply(factorial(k), factorial(add(n, negate(k)))));
}

function stepped(a: Complex, step: (x: number) => number): Complex {
  if (!isReal(a)) return nan;
  const near = Math.round(a.re);
  return complex(Math.abs(a.re - near) <= 4 * a.error ? near : step(a.re));
}

/** A function nobody defined: some smooth value that depends on its name, its arguments and their order. */
function stranger(name: string, args: readonly Complex[]): Complex {
  let result = complex(seed(name));
  for (const [index, arg] of args.entries()) {
    const weight = complex(0.3 + seed(`${name} ${index}`) / 2);
    result = add(sin(add(multiply(weight, arg), result)), multiply(weight, arg));
  }
  return result;
}

/** A number from 0 to 1 that depends on the text alone (FNV-1a, then the last mixing step of MurmurHash3). */
export function seed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
