/**
 * Complex arithmetic in doubles that carries a bound of its rounding error, so that "equal" means "equal as far as
 * doubles can tell" and not "closer than a guess".
 */

export interface Complex {
  re: number;
  im: number;
  /** A first-order bound of the absolute error. */
  error: number;
}

const unit = 2 ** -52;

export function complex(re: number, im = 0, error = 0): Complex {
  return { re, im, error: error + unit * Math.hypot(re, im) };
}

export function size({ re, im }: Complex): number {
  return Math.hypot(re, im);
}

/** Neither infinite nor undefined. */
export function isKnown({ re, im, error }: Complex): boolean {
  return Number.isFinite(re) && Number.isFinite(im) && Number.isFinite(error);
}

/** Real as far as the error tells. */
export function isReal(value: Complex): boolean {
  return Math.abs(value.im) <= 4 * value.error;
}

export function add(a: Complex, b: Complex): Complex {
  return complex(a.re + b.re, a.im + b.im, a.error + b.error);
}

export function negate(a: Complex): Complex {
  return { re: -a.re, im: -a.im, error: a.error };
}

export function multiply(a: Complex, b: Complex): Complex {
  const error = size(a) * b.error + size(b) * a.error;
  return complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re, error);
}

/** Not finite where the divisor can't be told from zero. */
export function divide(a: Complex, b: Complex): Complex {
  const norm = size(b);
  if (norm <= 4 * b.error) return complex(Number.NaN);
  const [re, im] = [b.re / norm, -b.im / norm];
  const error = a.error / norm + (size(a) / norm) * (b.error / norm);
  return complex((a.re * re - a.im * im) / norm, (a.re * im + a.im * re) / norm, error);
}

export function exp(a: Complex): Complex {
  const length = Math.exp(a.re);
  return complex(
    length * Math.cos(a.im),
    length * Math.sin(a.im),
    length * (a.error + unit * (1 + Math.abs(a.im))),
  );
}

/** The principal logarithm; a value that is real as far as the error tells has no imaginary part but pi. */
export function log(a: Complex): Complex {
  const length = size(a);
  if (length <= 4 * a.error) return complex(Number.NaN);
  const angle = isReal(a) ? (a.re < 0 ? Math.PI : 0) : Math.atan2(a.im, a.re);
  return complex(Math.log(length), angle, a.error / length);
}

export function pow(base: Complex, exponent: Complex): Complex {
  if (Number.isInteger(exponent.re) && exponent.im === 0 && Math.abs(exponent.re) <= 64) {
    return wholePower(base, exponent.re);
  }
  if (size(base) === 0) return exponent.re > 0 ? complex(0) : complex(Number.NaN);
  return exp(multiply(exponent, log(base)));
}

function wholePower(base: Complex, exponent: number): Complex {
  if (exponent < 0) return divide(complex(1), wholePower(base, -exponent));
  let result = complex(1);
  for (let step = 0; step < exponent; step += 1) result = multiply(result, base);
  return result;
}

export function sqrt(a: Complex): Complex {
  return size(a) === 0 ? a : pow(a, complex(0.5));
}

export function sin(a: Complex): Complex {
  const [down, up] = [exp(complex(-a.im, a.re, a.error)), exp(complex(a.im, -a.re, a.error))];
  return divide(add(down, negate(up)), complex(0, 2));
}

export function cos(a: Complex): Complex {
  const [down, up] = [exp(complex(-a.im, a.re, a.error)), exp(complex(a.im, -a.re, a.error))];
  return divide(add(down, up), complex(2));
}

/** Whether the two are the same within rounding, and are known well enough for that to mean something. */
export function indistinguishable(a: Complex, b: Complex): boolean {
  const error = a.error + b.error;
  if (!isKnown(a) || !isKnown(b)) return false;
  const known = error <= 1e-7 * Math.max(size(a), size(b)) || error <= 1e-11;
  return known && Math.hypot(a.re - b.re, a.im - b.im) <= 8 * error;
}
