/** Exact fractions of bounded size: an operation whose result would be too long gives undefined, never a wrong value. */

/** In lowest terms, denominator above zero. */
export interface Rational {
  numerator: bigint;
  denominator: bigint;
}

/** Some 1,200 decimal digits; what is longer is work that an attacker chose. */
const maxBits = 4096;

export const zero: Rational = { numerator: 0n, denominator: 1n };
export const one: Rational = { numerator: 1n, denominator: 1n };

export function integer(value: bigint | number): Rational {
  return { numerator: BigInt(value), denominator: 1n };
}

export function rational(numerator: bigint, denominator: bigint): Rational | undefined {
  if (denominator === 0n) return undefined;
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = gcd(numerator, denominator) * sign;
  const value = { numerator: numerator / divisor, denominator: denominator / divisor };
  return bitLength(value.numerator) > maxBits || bitLength(value.denominator) > maxBits ? undefined : value;
}

/** The value of `12`, `3.50`, `.5`, `7.`; undefined for other texts and for more than 1,000 digits. */
export function parseDecimal(text: string): Rational | undefined {
  if (text.length > 1000) return undefined;
  const [, whole = '', fraction = ''] = /^([0-9]*)(?:\.([0-9]*))?$/.exec(text) ?? [];
  if (whole === '' && fraction === '') return undefined;
  return rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

export function add(a: Rational, b: Rational): Rational | undefined {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function multiply(a: Rational, b: Rational): Rational | undefined {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** `base` to a whole exponent. 0 to the power 0 is 1. */
export function power(base: Rational, exponent: bigint): Rational | undefined {
  if (exponent < 0n) {
    const inverse = rational(base.denominator, base.numerator);
    return inverse && power(inverse, -exponent);
  }
  if (base.denominator === 1n && (base.numerator === 0n || base.numerator === 1n)) {
    return exponent === 0n ? one : base;
  }
  const bits = BigInt(Math.max(bitLength(base.numerator), bitLength(base.denominator)) - 1);
  if (bits * exponent > maxBits || exponent > maxBits) return undefined;
  return rational(base.numerator ** exponent, base.denominator ** exponent);
}

/** The exact root where there is one: 3 for the third root of 27. Negative values have odd roots. */
export function exactRoot(value: Rational, degree: bigint): Rational | undefined {
  if (degree < 1n || degree > 64n) return undefined;
  const numerator = integerRoot(value.numerator, degree);
  const denominator = integerRoot(value.denominator, degree);
  return numerator === undefined || denominator === undefined ? undefined : { numerator, denominator };
}

function integerRoot(value: bigint, degree: bigint): bigint | undefined {
  if (value < 0n) {
    if (degree % 2n === 0n) return undefined;
    const root = integerRoot(-value, degree);
    return root === undefined ? undefined : -root;
  }
  if (value === 0n) return 0n;
  // Newton's method from above, on whole numbers.
  let root = 1n << (BigInt(bitLength(value)) / degree + 1n);
  while (true) {
    const next = ((degree - 1n) * root + value / root ** (degree - 1n)) / degree;
    if (next >= root) return root ** degree === value ? root : undefined;
    root = next;
  }
}

export function equal(a: Rational, b: Rational): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator;
}

export function isInteger(value: Rational): boolean {
  return value.denominator === 1n;
}

export function floor({ numerator, denominator }: Rational): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}

/** The nearest double, to within two roundings; infinite where it is out of range. */
export function toNumber({ numerator, denominator }: Rational): number {
  const shift = Math.max(bitLength(numerator), bitLength(denominator)) - 1000;
  if (shift <= 0) return Number(numerator) / Number(denominator);
  const [top, bottom] = [bitLength(numerator) - 64, bitLength(denominator) - 64].map((bits) =>
    Math.max(bits, 0),
  );
  const scaled = Number(numerator >> BigInt(top ?? 0)) / Number(denominator >> BigInt(bottom ?? 0));
  return scaled * 2 ** ((top ?? 0) - (bottom ?? 0));
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function bitLength(value: bigint): number {
  const digits = (value < 0n ? -value : value).toString(16);
  return digits.length * 4 - Math.clz32(Number.parseInt(digits[0] ?? '0', 16)) + 28;
}
