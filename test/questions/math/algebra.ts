import type { Proof, Question } from '../proof.ts';
import { alterFinal, close, final, read, readInt, same, value } from './final-line.ts';
import {
  apply,
  characteristic,
  entry,
  integerRoots,
  interpolate,
  isDiagonalisable,
  kernelVector,
  type Matrix,
  ONE,
  product,
  repeatedRootTest,
  shift,
  type Vector,
  ZERO,
} from './linear.ts';
import { Rational } from './rational.ts';

const FRACTION = '(-?\\d+(?:/\\d+)?)';

/** Expected X from the urn itself, state by state; `leave` is the chance that a drawn black ball goes. */
function expectedBlack(white: number, black: number, leave: Rational): Rational {
  if (white === 0) return Rational.of(black);
  const paint = Rational.of(white);
  const lose = Rational.of(black).times(leave);
  const painted = paint.times(expectedBlack(white - 1, black + 1, leave));
  const lost = black ? lose.times(expectedBlack(white, black - 1, leave)) : ZERO;
  // Draws that change nothing only delay the chain, so dividing by the chance of a change removes them.
  return painted.plus(lost).over(paint.plus(lose));
}

function urn(question: Question, leave: Rational): Rational {
  const [white, black] = read(question.turns[0] ?? '', /holds (\d+) white and (\d+) black/).map(Number);
  return expectedBlack(white ?? 0, black ?? 0, leave);
}

const painting: Proof[] = [
  {
    question_id: 'math-03',
    turn: 1,
    prove: (reference, question) => same(final(reference, FRACTION)[0], urn(question, ONE).toString()),
    alter: alterFinal,
  },
  {
    question_id: 'math-03',
    turn: 2,
    prove(reference, question) {
      const now = urn(question, new Rational(1n, 2n));
      const stated = final(reference, `new expected value ${FRACTION}; excess ${FRACTION}`);
      same(stated, [now.toString(), now.minus(urn(question, ONE)).toString()]);
    },
    alter: alterFinal,
  },
];

/** x·p′(x) + p(1 − x) on the powers of x, each computed from the definition. */
function operator(degree: number): Matrix {
  let power: Vector = [ONE];
  const columns: Vector[] = [];
  for (let k = 0; k <= degree; k++) {
    columns.push(
      Array.from({ length: degree + 1 }, (_, i) => (power[i] ?? ZERO).plus(Rational.of(i === k ? k : 0))),
    );
    power = product(power, [ONE, Rational.of(-1)]);
  }
  return columns.map((_, i) => columns.map((c) => c[i] ?? ZERO));
}

const operatorOf = (question: Question): Matrix =>
  operator(readInt(question.turns[0] ?? '', /degree at most (\d+)/));

const eigenvectorOf = (question: Question, t: Matrix): Vector =>
  kernelVector(shift(t, Rational.of(readInt(question.turns[0] ?? '', /for the eigenvalue (\d+)/))));

/** T + c·φ(·)q, where φ takes the value at 1, that is the sum of the coefficients. */
const perturbed = (t: Matrix, q: Vector, c: number): Matrix =>
  t.map((row, i) => row.map((_, j) => entry(t, i, j).plus(Rational.of(c).times(q[i] ?? ZERO))));

/**
 * All c for which an eigenvalue is repeated: the discriminant of the characteristic polynomial has degree
 * at most 10 in c (its coefficients are linear in c), so 11 values determine it and all its roots.
 */
function criticalValues(t: Matrix, q: Vector): number[] {
  const values = Array.from({ length: 11 }, (_, c) => repeatedRootTest(characteristic(perturbed(t, q, c))));
  return [...new Set(integerRoots(interpolate(values), 50))];
}

const eigen: Proof[] = [
  {
    question_id: 'math-04',
    turn: 1,
    prove(reference, question) {
      const pattern = `eigenvalues ((?:\\d+, )*\\d+); q\\(x\\) = x\\^3 - (\\d+)x\\^2 \\+ \\((\\d+/\\d+)\\)x - (\\d+/\\d+)`;
      const [list = '', c2 = '', c1 = '', c0 = ''] = final(reference, pattern);
      const t = operatorOf(question);
      same(list, integerRoots(characteristic(t), 50).join(', '));
      const stated = [`-${c0}`, c1, `-${c2}`, '1', '0', '0'];
      same(stated, eigenvectorOf(question, t).map(String));
      const image = apply(t, stated.map(Rational.parse));
      same(
        image.map(String),
        stated.map((x) => Rational.parse(x).times(Rational.of(2)).toString()),
      );
    },
    alter: alterFinal,
  },
  {
    question_id: 'math-04',
    turn: 2,
    prove(reference, question) {
      const [list = ''] = final(reference, 'c ∈ \\{((?:-?\\d+, )*-?\\d+)\\}');
      const t = operatorOf(question);
      const q = eigenvectorOf(question, t);
      const bad = criticalValues(t, q).filter((c) => !isDiagonalisable(perturbed(t, q, c)));
      same(list, bad.join(', '));
    },
    alter(reference) {
      const dropped = reference.replace(/, \d+\}$/, '}');
      const added = reference.replace(/\}$/, ', 2}');
      return [...alterFinal(reference), dropped, added];
    },
  },
];

/** Roots by bisection between sign changes, largest first. */
function realRoots(p: (x: number) => number): number[] {
  const roots: number[] = [];
  for (let x = -20; x < 20; x += 1 / 16) {
    let [low, high] = [x, x + 1 / 16];
    if (p(low) * p(high) >= 0) continue;
    for (let i = 0; i < 80; i++) {
      const middle = (low + high) / 2;
      if (p(low) * p(middle) <= 0) high = middle;
      else low = middle;
    }
    roots.unshift(low);
  }
  return roots;
}

function rootsOf(question: Question): [number, number, number] {
  const [linear, constant] = read(question.turns[0] ?? '', /polynomial x\^3 - (\d+)x - (\d+) has/).map(
    Number,
  );
  const [alpha, beta, gamma, ...more] = realRoots((x) => x ** 3 - (linear ?? 0) * x - (constant ?? 0));
  if (alpha === undefined || beta === undefined || gamma === undefined || more.length)
    throw new Error('three real roots expected');
  return [alpha, beta, gamma];
}

/** A rational triple is unique only if no rational number is a root: integers are tried, as the cubic is monic. */
function hasNoRationalRoot(question: Question): boolean {
  return rootsOf(question).every((r) => Math.abs(r - Math.round(r)) > 1e-6);
}

const cubic: Proof[] = [
  {
    question_id: 'math-10',
    turn: 1,
    prove(reference, question) {
      const pattern = `a = ${FRACTION}, b = ${FRACTION}, c = ${FRACTION}`;
      const [a = 0, b = 0, c = 0] = final(reference, pattern).map(value);
      const roots = rootsOf(question);
      // A relation with rational coefficients holds for all conjugates at once, hence the three equations.
      roots.forEach((r, i) => {
        close(a * r * r + b * r + c, roots[(i + 1) % 3] ?? 0);
      });
      same(hasNoRationalRoot(question), true);
    },
    alter: alterFinal,
  },
  {
    question_id: 'math-10',
    turn: 2,
    prove(reference, question) {
      const pattern = `x\\^3 ([+-]) \\((\\d+/\\d+)\\)x\\^2 ([+-]) \\((\\d+/\\d+)\\)x ([+-]) (\\d+)`;
      const [s2, c2 = '', s1, c1 = '', s0, c0 = ''] = final(reference, pattern);
      const signed = (s: string | undefined, c: string): number => (s === '-' ? -1 : 1) * value(c);
      const [x, y, z] = rootsOf(question);
      const [u, v, w] = [x / y, y / z, z / x];
      close(signed(s2, c2), -(u + v + w));
      close(signed(s1, c1), u * v + v * w + w * u);
      close(signed(s0, c0), -u * v * w);
    },
    alter: alterFinal,
  },
];

export const algebra: Proof[] = [...painting, ...eigen, ...cubic];
