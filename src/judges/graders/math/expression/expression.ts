/** A formula as a tree. */

import { integer, type Rational } from './rational.ts';

export type Expression =
  /** `decimal`: written with a decimal point, so possibly rounded. */
  | { kind: 'number'; value: Rational; decimal: boolean }
  | { kind: 'symbol'; name: string }
  | { kind: 'constant'; name: 'pi' | 'e' | 'i' | 'infinity' }
  | { kind: 'sum'; terms: readonly Expression[] }
  | { kind: 'product'; factors: readonly Expression[] }
  | { kind: 'power'; base: Expression; exponent: Expression }
  /** A known function (`sin`, `log` with argument and base, `root` with argument and degree, …) or one of any other name. */
  | { kind: 'call'; name: string; args: readonly Expression[] };

export function whole(value: bigint | number): Expression {
  return { kind: 'number', value: integer(value), decimal: false };
}

export function symbol(name: string): Expression {
  return { kind: 'symbol', name };
}

export function constant(name: 'pi' | 'e' | 'i' | 'infinity'): Expression {
  return { kind: 'constant', name };
}

export function call(name: string, ...args: readonly Expression[]): Expression {
  return { kind: 'call', name, args };
}

export function sum(...terms: readonly Expression[]): Expression {
  return { kind: 'sum', terms };
}

export function product(...factors: readonly Expression[]): Expression {
  return { kind: 'product', factors };
}

export function power(base: Expression, exponent: Expression): Expression {
  return { kind: 'power', base, exponent };
}

export function negative(value: Expression): Expression {
  if (value.kind !== 'number') return product(whole(-1), value);
  const { numerator, denominator } = value.value;
  return { ...value, value: { numerator: -numerator, denominator } };
}

export function quotient(top: Expression, bottom: Expression): Expression {
  return product(top, power(bottom, whole(-1)));
}

function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'sum':
      return expression.terms;
    case 'product':
      return expression.factors;
    case 'power':
      return [expression.base, expression.exponent];
    case 'call':
      return expression.args;
    default:
      return [];
  }
}

/** Whether the test holds for the expression or for a part of it. */
export function some(expression: Expression, test: (part: Expression) => boolean): boolean {
  return test(expression) || children(expression).some((child) => some(child, test));
}

export function symbolsOf(expression: Expression): ReadonlySet<string> {
  if (expression.kind === 'symbol') return new Set([expression.name]);
  return new Set(children(expression).flatMap((child) => [...symbolsOf(child)]));
}

/** A text that two expressions share only when they are built alike. */
export function print(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return `${expression.value.numerator}/${expression.value.denominator}${expression.decimal ? '.' : ''}`;
    case 'symbol':
      return JSON.stringify(expression.name);
    case 'constant':
      return expression.name;
    default: {
      const name = expression.kind === 'call' ? expression.name : expression.kind;
      return `${name}(${children(expression).map(print).join(' ')})`;
    }
  }
}
