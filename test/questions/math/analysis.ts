import type { Proof, Question } from '../proof.ts';
import { alterFinal, close, final, readInt, same, value } from './final-line.ts';

/** Means of neighbouring partial sums, taken again and again: an alternating series converges fast so. */
function alternatingSum(term: (n: number) => number, from: number): number {
  let sum = 0;
  let partial: number[] = [];
  for (let n = from; n < from + 60; n++) {
    sum += term(n);
    partial.push(sum);
  }
  while (partial.length > 1) partial = partial.slice(1).map((s, i) => (s + (partial[i] ?? 0)) / 2);
  return partial[0] ?? 0;
}

const SIMPSON_STEPS = 400;

function simpson(f: (x: number) => number, from: number, to: number): number {
  const step = (to - from) / SIMPSON_STEPS;
  let sum = f(from) + f(to);
  for (let i = 1; i < SIMPSON_STEPS; i++) sum += f(from + i * step) * (i % 2 ? 4 : 2);
  return (sum * step) / 3;
}

/** Integral over (0, 2), cut where 1/x is halfway between integers; the rounding is done by the computer. */
function roundedIntegral(question: Question, integrand: (x: number, r: number) => number): number {
  // The pieces n = 1, 2, … fill the interval from 0 to 1/(1 − 1/2) and no other.
  same(readInt(question.turns[0] ?? '', /over 0 < x < (\d+) exactly/), 2);
  const piece = (n: number): number => {
    const [from, to] = [1 / (n + 0.5), 1 / (n - 0.5)];
    const r = Math.round(2 / (from + to));
    return simpson((x) => integrand(x, r), from, to);
  };
  return alternatingSum(piece, 1);
}

const sign = (r: number): number => (r % 2 === 0 ? 1 : -1);

const rounding: Proof[] = [
  {
    question_id: 'math-05',
    turn: 1,
    prove(reference, question) {
      const [whole, times] = final(reference, '(\\d+) - (\\d+)G').map(Number);
      const catalan = alternatingSum((k) => sign(k) / (2 * k + 1) ** 2, 0);
      close(
        (whole ?? 0) - (times ?? 0) * catalan,
        roundedIntegral(question, (x, r) => sign(r) * x),
      );
    },
    alter: alterFinal,
  },
  {
    question_id: 'math-05',
    turn: 2,
    prove(reference, question) {
      const [whole, part] = final(reference, '(\\d+) - π/(\\d+)').map(Number);
      close(
        (whole ?? 0) - Math.PI / (part ?? 1),
        roundedIntegral(question, (x, r) => sign(r) * x * (1 / x - r)),
      );
    },
    alter: alterFinal,
  },
];

/** A rectangle of parameters (a, h), given by its centre and half-widths. */
interface Cell {
  a: number;
  h: number;
  da: number;
  dh: number;
}

/** Points of [−1, 4] at which the error is sampled; a sample can only make the error smaller. */
const SAMPLE = Array.from({ length: 1001 }, (_, i) => -1 + i / 200);

/** The best b puts the differences symmetrically about zero, so it need not be searched for. */
function bestOffset(shape: (x: number) => number): { error: number; b: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of SAMPLE) {
    const difference = Math.sqrt(Math.abs(x)) - shape(x);
    low = Math.min(low, difference);
    high = Math.max(high, difference);
  }
  return { error: (high - low) / 2, b: (high + low) / 2 };
}

/** Room for what the sampling leaves out near a smooth maximum. */
const SLACK = 1e-5;

type Family = (a: number, h: number) => (x: number) => number;

/** A width of 0 is not halved: the line has no h, and twice the same cell would double the work each time. */
const halves = (centre: number, width: number): number[] =>
  width === 0 ? [centre] : [centre - width / 2, centre + width / 2];

const split = ({ a, h, da, dh }: Cell): Cell[] =>
  halves(a, da).flatMap((s) => halves(h, dh).map((t) => ({ a: s, h: t, da: da / 2, dh: dh / 2 })));

/**
 * Cells whose error may come down to the stated one. Within a cell a(x − h) or a|x − h| changes by at most
 * 5·da + |a|·dh, so a cell is dropped only when its centre proves every member of it too bad.
 * A centre that beats the stated error settles the matter at once; to go on would only multiply cells.
 */
function survivors(family: Family, start: Cell, error: number): Cell[] {
  let cells = [start];
  for (let depth = 0; depth < 17; depth++)
    cells = cells.flatMap(split).filter((c) => {
      const change = 5 * c.da + (Math.abs(c.a) + c.da) * c.dh;
      const own = bestOffset(family(c.a, c.h)).error;
      if (own < error - SLACK) throw new Error(`error ${own} at a = ${c.a}, h = ${c.h} beats ${error}`);
      return own - change < error + SLACK;
    });
  return cells;
}

/** Both that nothing is better than the stated fit and that all nearly as good ones lie close to it. */
function proveBest(
  family: Family,
  start: Cell,
  stated: { error: number; a: number; b: number; h: number },
): void {
  const own = bestOffset(family(stated.a, stated.h));
  close(stated.error, own.error);
  close(stated.b, own.b);
  const cells = survivors(family, start, stated.error);
  same(cells.length > 0, true);
  for (const c of cells) {
    close(c.a, stated.a, 1e-3);
    close(c.h, stated.h, 1e-3);
  }
}

function checkInterval(question: Question): void {
  const text = question.turns[0] ?? '';
  same([readInt(text, /interval (-?\d+) ≤ x/), readInt(text, /≤ x ≤ (\d+)/)], [SAMPLE[0], SAMPLE.at(-1)]);
}

const FRACTION = '(-?\\d+(?:/\\d+)?)';

const approximation: Proof[] = [
  {
    question_id: 'math-08',
    turn: 1,
    prove(reference, question) {
      checkInterval(question);
      const pattern = `least error ${FRACTION}, attained only by y = \\(${FRACTION}\\)x \\+ ${FRACTION}`;
      const [error = 0, a = 0, b = 0] = final(reference, pattern).map(value);
      // A slope beyond ±1 makes ax vary by more than 5, so that the error exceeds 3/2.
      proveBest((s) => (x) => s * x, { a: 0, h: 0, da: 1, dh: 0 }, { error, a, b, h: 0 });
    },
    alter(reference) {
      // A fit whose offset and error agree with its slope, but which is not the best one.
      const consistent = reference.replace(
        /Final answer: .*$/,
        'Final answer: least error 5/8, attained only by y = (1/4)x + 5/8',
      );
      return [...alterFinal(reference), consistent];
    },
  },
  {
    question_id: 'math-08',
    turn: 2,
    prove(reference, question) {
      checkInterval(question);
      const pattern = `least error ${FRACTION}, attained only by a = ${FRACTION}, b = ${FRACTION}, h = ${FRACTION}`;
      const [error = 0, a = 0, b = 0, h = 0] = final(reference, pattern).map(value);
      // For h outside [−1, 4] the function is a line, which turn 1 settles; |a| > 1 gives variation over 5/2.
      proveBest((s, v) => (x) => s * Math.abs(x - v), { a: 0, h: 1.5, da: 1, dh: 2.5 }, { error, a, b, h });
    },
    alter(reference) {
      // A fit whose offset and error agree with its slope, but which is not the best one.
      const consistent = reference.replace(
        /Final answer: .*$/,
        'Final answer: least error 9/8, attained only by a = 1, b = −7/8, h = 0',
      );
      return [...alterFinal(reference), consistent];
    },
  },
];

export const analysis: Proof[] = [...rounding, ...approximation];
