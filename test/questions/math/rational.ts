/** Exact fractions: the references state exact values, so floating point would prove too little. */
export class Rational {
  readonly num: bigint;
  readonly den: bigint;

  constructor(num: bigint, den = 1n) {
    if (den === 0n) throw new Error('division by zero');
    let [a, b] = [num < 0n ? -num : num, den < 0n ? -den : den];
    while (b) [a, b] = [b, a % b];
    const unit = den < 0n ? -a : a;
    this.num = num / unit;
    this.den = den / unit;
  }

  static of(n: number): Rational {
    return new Rational(BigInt(n));
  }

  static parse(text: string): Rational {
    const [, num, den] = /^(-?\d+)(?:\/(\d+))?$/.exec(text) ?? [];
    if (num === undefined) throw new Error(`not a fraction: ${text}`);
    return new Rational(BigInt(num), BigInt(den ?? '1'));
  }

  plus(o: Rational): Rational {
    return new Rational(this.num * o.den + o.num * this.den, this.den * o.den);
  }

  minus(o: Rational): Rational {
    return new Rational(this.num * o.den - o.num * this.den, this.den * o.den);
  }

  times(o: Rational): Rational {
    return new Rational(this.num * o.num, this.den * o.den);
  }

  over(o: Rational): Rational {
    return new Rational(this.num * o.den, this.den * o.num);
  }

  isZero(): boolean {
    return this.num === 0n;
  }

  toString(): string {
    return this.den === 1n ? `${this.num}` : `${this.num}/${this.den}`;
  }
}
