import { Rational } from './rational.ts';

export type Vector = Rational[];
export type Matrix = Vector[];

export const ZERO = Rational.of(0);
export const ONE = Rational.of(1);

const at = (v: Vector, i: number): Rational => v[i] ?? ZERO;
export const entry = (m: Matrix, i: number, j: number): Rational => at(m[i] ?? [], j);
const build = (size: number, f: (i: number, j: number) => Rational): Matrix =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => f(i, j)));

export const apply = (m: Matrix, v: Vector): Vector =>
  m.map((row) => row.reduce((sum, x, j) => sum.plus(x.times(at(v, j))), ZERO));

const multiply = (m: Matrix, n: Matrix): Matrix =>
  build(m.length, (i, j) => m.reduce((sum, _, k) => sum.plus(entry(m, i, k).times(entry(n, k, j))), ZERO));

export const shift = (m: Matrix, by: Rational): Matrix =>
  build(m.length, (i, j) => (i === j ? entry(m, i, j).minus(by) : entry(m, i, j)));

/** Row reduction; returns the reduced rows, the pivot columns and the determinant of a square matrix. */
function reduce(m: Matrix): { rows: Matrix; pivots: number[]; determinant: Rational } {
  const rows = m.map((r) => [...r]);
  const pivots: number[] = [];
  let determinant = ONE;
  for (let col = 0; col < (m[0]?.length ?? 0); col++) {
    const rank = pivots.length;
    const found = rows.findIndex((r, i) => i >= rank && !at(r, col).isZero());
    if (found < 0) {
      determinant = ZERO;
      continue;
    }
    const pivot = rows[found] ?? [];
    if (found !== rank) {
      rows[found] = rows[rank] ?? [];
      determinant = ZERO.minus(determinant);
    }
    determinant = determinant.times(at(pivot, col));
    const scaled = pivot.map((x) => x.over(at(pivot, col)));
    rows[rank] = scaled;
    rows.forEach((r, i) => {
      if (i !== rank) rows[i] = r.map((x, j) => x.minus(at(r, col).times(at(scaled, j))));
    });
    pivots.push(col);
  }
  return { rows, pivots, determinant };
}

const determinant = (m: Matrix): Rational => reduce(m).determinant;

/** The one vector that spans the kernel, scaled so that its last non-zero entry is 1. */
export function kernelVector(m: Matrix): Vector {
  const { rows, pivots } = reduce(m);
  const free = m.map((_, j) => j).filter((j) => !pivots.includes(j));
  if (free.length !== 1) throw new Error(`kernel of dimension ${free.length}`);
  const v = m.map((_, j) => (j === free[0] ? ONE : ZERO));
  pivots.forEach((col, i) => {
    v[col] = ZERO.minus(entry(rows, i, free[0] ?? 0));
  });
  const lead = v.findLast((x) => !x.isZero()) ?? ONE;
  return v.map((x) => x.over(lead));
}

/** Value of a polynomial (constant term first). */
const evaluate = (p: Vector, x: Rational): Rational => p.reduceRight((sum, c) => sum.times(x).plus(c), ZERO);

export const product = (p: Vector, q: Vector): Vector =>
  Array.from({ length: p.length + q.length - 1 }, (_, n) =>
    p.reduce((sum, c, i) => sum.plus(c.times(at(q, n - i))), ZERO),
  );

/** The polynomial through the points (0, y_0), (1, y_1), …, trailing zeros removed. */
export function interpolate(ys: Vector): Vector {
  let total: Vector = ys.map(() => ZERO);
  ys.forEach((y, i) => {
    let basis: Vector = [y];
    ys.forEach((_, j) => {
      if (j === i) return;
      const gap = Rational.of(i - j);
      basis = product(basis, [Rational.of(-j).over(gap), ONE.over(gap)]);
    });
    total = total.map((c, n) => c.plus(at(basis, n)));
  });
  while (total.length && total.at(-1)?.isZero()) total.pop();
  return total;
}

/** det(x − m), from its values: no use is made of a triangular form. */
export const characteristic = (m: Matrix): Vector =>
  interpolate(
    Array.from({ length: m.length + 1 }, (_, x) =>
      determinant(build(m.length, (i, j) => (i === j ? Rational.of(x) : ZERO).minus(entry(m, i, j)))),
    ),
  );

/** Integer roots with multiplicity, taken out one after the other; throws if other roots are left. */
export function integerRoots(p: Vector, bound: number): number[] {
  const roots: number[] = [];
  let rest = p;
  for (let r = -bound; r <= bound; r++)
    while (rest.length > 1 && evaluate(rest, Rational.of(r)).isZero()) {
      roots.push(r);
      rest = divideByRoot(rest, Rational.of(r));
    }
  if (rest.length !== 1) throw new Error('a polynomial has roots that are not small integers');
  return roots;
}

function divideByRoot(p: Vector, root: Rational): Vector {
  const quotient: Vector = [];
  let carry = ZERO;
  for (const c of [...p.slice(1)].reverse()) {
    carry = carry.times(root).plus(c);
    quotient.unshift(carry);
  }
  return quotient;
}

/** Resultant of p and p′ (the discriminant up to a factor): zero exactly when p has a repeated root. */
export function repeatedRootTest(p: Vector): Rational {
  const derivative = p.slice(1).map((c, i) => c.times(Rational.of(i + 1)));
  const [n, size] = [p.length - 1, 2 * p.length - 3];
  const rowOf = (coefficients: Vector, by: number): Vector =>
    Array.from({ length: size }, (_, j) => at([...coefficients].reverse(), j - by));
  const rows = Array.from({ length: size }, (_, i) =>
    i < n - 1 ? rowOf(p, i) : rowOf(derivative, i - n + 1),
  );
  return determinant(rows);
}

/** A matrix is diagonalisable exactly when the product of (m − λ) over its different eigenvalues is 0. */
export function isDiagonalisable(m: Matrix): boolean {
  const different = [...new Set(integerRoots(characteristic(m), 50))];
  const zero = different
    .map((root) => shift(m, Rational.of(root)))
    .reduce((total, factor) => multiply(total, factor));
  return zero.every((row) => row.every((x) => x.isZero()));
}
