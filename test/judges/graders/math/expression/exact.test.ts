import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactValue } from '../../../../../src/judges/graders/math/expression/exact.ts';
import {
  call,
  power,
  quotient,
  sum,
  whole,
} from '../../../../../src/judges/graders/math/expression/expression.ts';
import {
  add,
  exactRoot,
  floor,
  integer,
  parseDecimal,
  rational,
  power as rationalPower,
  toNumber,
} from '../../../../../src/judges/graders/math/expression/rational.ts';

const fraction = fc
  .tuple(fc.bigInt({ min: -999n, max: 999n }), fc.bigInt({ min: 1n, max: 999n }))
  .map(([numerator, denominator]) => rational(numerator, denominator) ?? integer(0));

describe('exact fractions', () => {
  test('are in lowest terms and add up', () => {
    expect(rational(6n, -8n)).toEqual({ numerator: -3n, denominator: 4n });
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        expect(toNumber(add(a, b) ?? integer(0))).toBeCloseTo(toNumber(a) + toNumber(b), 9);
      }),
    );
  });

  test('have the root of what was raised to a power', () => {
    fc.assert(
      fc.property(fraction, fc.bigInt({ min: 1n, max: 9n }), (base, degree) => {
        const raised = rationalPower(base, degree) ?? integer(0);
        const expected =
          degree % 2n === 0n && base.numerator < 0n ? { ...base, numerator: -base.numerator } : base;
        expect(exactRoot(raised, degree)).toEqual(expected);
      }),
    );
  });

  test('have a floor, also below zero', () => {
    expect(floor({ numerator: -7n, denominator: 2n })).toBe(-4n);
    expect(floor({ numerator: 7n, denominator: 2n })).toBe(3n);
  });

  test.each([
    ['3.50', 3.5],
    ['.5', 0.5],
    ['7.', 7],
  ])('are read from %s', (text, expected) => {
    expect(toNumber(parseDecimal(text) ?? integer(0))).toBe(expected);
  });

  test.each(['', '.', '1.2.3', '-1', '1'.repeat(1001)])('are not read from "%s"', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  test('become doubles however long they are', () => {
    const long = rationalPower(rational(3n, 2n) ?? integer(0), 1000n) ?? integer(0);
    expect(toNumber(long) / 1.5 ** 1000).toBeCloseTo(1, 9);
  });
});

describe('exact values', () => {
  test('know roots, factorials and binomials', () => {
    expect(exactValue(power(whole(27), quotient(whole(2), whole(3))))).toEqual(integer(9));
    expect(exactValue(call('factorial', whole(5)))).toEqual(integer(120));
    expect(exactValue(call('binomial', whole(10), whole(3)))).toEqual(integer(120));
  });

  test('give up on what is too long, and never compute it', () => {
    expect(exactValue(power(whole(2), whole(4000)))).toBeDefined();
    expect(exactValue(power(whole(2), whole(10n ** 50n)))).toBeUndefined();
    expect(exactValue(call('factorial', whole(10n ** 50n)))).toBeUndefined();
    expect(exactValue(sum(power(whole(10), whole(1200)), power(whole(7), whole(-1200))))).toBeUndefined();
  });
});
