import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { constantRatio, sameValue } from '../../../../../src/judges/graders/math/expression/equal.ts';
import {
  call,
  constant,
  type Expression,
  negative,
  power,
  product,
  quotient,
  sum,
  symbol,
  whole,
} from '../../../../../src/judges/graders/math/expression/expression.ts';

const x = symbol('x');
const half = quotient(whole(1), whole(2));
const sqrt = (value: Expression) => power(value, half);

describe('two expressions have the same value', () => {
  test.each<[string, Expression, Expression]>([
    ['(x+1)^9 in another order', power(sum(x, whole(1)), whole(9)), power(sum(whole(1), x), whole(9))],
    ['x^100 + 1 in another order', sum(power(x, whole(100)), whole(1)), sum(whole(1), power(x, whole(100)))],
    ['sin² + cos²', sum(power(call('sin', x), whole(2)), power(call('cos', x), whole(2))), whole(1)],
    [
      'nested roots',
      sqrt(sum(whole(5), product(whole(2), sqrt(whole(6))))),
      sum(sqrt(whole(2)), sqrt(whole(3))),
    ],
    ['e^(i pi)', power(constant('e'), product(constant('i'), constant('pi'))), whole(-1)],
    ['sin pi', call('sin', constant('pi')), whole(0)],
    ['arctan 1', call('arctan', whole(1)), quotient(constant('pi'), whole(4))],
    ['(n+1)!', call('factorial', sum(x, whole(1))), product(sum(x, whole(1)), call('factorial', x))],
    [
      'a zero among high powers',
      product(power(x, whole(7)), sum(whole(-3), whole(3))),
      product(whole(0), power(x, whole(3))),
    ],
    ['an unknown function', call('f()', sum(x, whole(1))), call('f()', sum(whole(1), x))],
  ])('%s', (_, left, right) => {
    expect(sameValue(left, right, 'complex')).toBe(true);
    expect(sameValue(sum(left, power(whole(10), whole(-9))), right, 'complex')).toBe(false);
  });

  test.each<[string, Expression, Expression]>([
    ['unknown functions of other names', call('f()', x), call('g()', x)],
    ['the root of a square, for values below zero', sqrt(power(x, whole(2))), x],
    ['what divides by zero', quotient(whole(1), whole(0)), quotient(whole(1), whole(0))],
    [
      'neighbours among large numbers',
      sum(power(whole(10), whole(30)), whole(1)),
      power(whole(10), whole(30)),
    ],
  ])('not so: %s', (_, left, right) => {
    expect(sameValue(left, right, 'real')).toBe(false);
  });
});

const leaf = fc.oneof(
  fc.integer({ min: -9, max: 9 }).map((value) => whole(value)),
  fc.constantFrom(x, symbol('y')),
);
const polynomial: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => sum(a, b)),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => product(a, b)),
  ),
})).node;

describe('for random polynomials', () => {
  test('order and distribution never matter', () => {
    fc.assert(
      fc.property(polynomial, polynomial, polynomial, (a, b, c) => {
        const left = product(a, sum(b, c));
        const right = sum(product(c, a), product(b, a));
        expect(sameValue(left, right, 'real')).toBe(true);
      }),
    );
  });

  test('one more is never the same', () => {
    fc.assert(
      fc.property(polynomial, (a) => {
        expect(sameValue(a, sum(a, whole(1)), 'complex')).toBe(false);
      }),
    );
  });

  test('a multiple has a constant ratio, and another polynomial has none', () => {
    fc.assert(
      fc.property(polynomial, fc.integer({ min: 1, max: 9 }), (a, factor) => {
        const line = sum(product(a, a), x, whole(20));
        expect(constantRatio(product(whole(factor), line), line)).toBeCloseTo(factor, 9);
        expect(constantRatio(sum(line, negative(x)), line)).toBeUndefined();
      }),
    );
  });
});
