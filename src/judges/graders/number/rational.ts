/** Exact numbers: quotients of whole numbers, so that 18.00, 36/2 and 1.8e1 are equal and nothing is rounded. */

/** Not reduced; `d` is positive. */
export interface Rational {
  n: bigint;
  d: bigint;
}

/** Digits with at most one point, `.5` and `18.` included; no sign, no exponent. */
export function fromDecimal(digits: string): Rational {
  const [whole = '', fraction = ''] = digits.split('.');
  return { n: BigInt(`0${whole}${fraction}`), d: 10n ** BigInt(fraction.length) };
}

export const sum = (a: Rational, b: Rational): Rational => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });

export const negated = ({ n, d }: Rational): Rational => ({ n: -n, d });

export const equal = (a: Rational, b: Rational): boolean => a.n * b.d === b.n * a.d;

/** a/b, undefined for b = 0. */
export function quotient(a: Rational, b: Rational): Rational | undefined {
  if (b.n === 0n) return undefined;
  const [n, d] = [a.n * b.d, a.d * b.n];
  return d < 0n ? { n: -n, d: -d } : { n, d };
}

/** a · 10^exponent. The caller bounds the exponent. */
export function scaled({ n, d }: Rational, exponent: number): Rational {
  const factor = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? { n, d: d * factor } : { n: n * factor, d };
}

/** a^exponent; undefined for 0 to a negative power. The caller bounds the exponent. */
export function power({ n, d }: Rational, exponent: number): Rational | undefined {
  const times = BigInt(Math.abs(exponent));
  const raised = { n: n ** times, d: d ** times };
  return exponent < 0 ? quotient({ n: 1n, d: 1n }, raised) : raised;
}

/** `18`, `-7.5`, or `1/3` where no finite decimal is equal: the same text for equal numbers. */
export function written({ n, d }: Rational): string {
  const divisor = greatestCommonDivisor(n < 0n ? -n : n, d);
  const [top, bottom] = [n / divisor, d / divisor];
  const places = decimalPlaces(bottom);
  if (places === undefined) return `${top}/${bottom}`;
  const digits = ((top < 0n ? -top : top) * 10n ** BigInt(places)) / bottom;
  const padded = digits.toString().padStart(places + 1, '0');
  const point = padded.length - places;
  return `${top < 0n ? '-' : ''}${padded.slice(0, point)}${places > 0 ? `.${padded.slice(point)}` : ''}`;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** How many decimals 1/d has; undefined unless d is made of twos and fives. */
function decimalPlaces(d: bigint): number | undefined {
  let [rest, twos, fives] = [d, 0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  return rest === 1n ? Math.max(twos, fives) : undefined;
}
