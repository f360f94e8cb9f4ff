import type { Proof, Question } from '../proof.ts';
import { alterFinal, final, read, readInt, same } from './final-line.ts';

const first = (question: Question): string => question.turns[0] ?? '';
const second = (question: Question): string => question.turns[1] ?? '';

/** Residues of base^n + n^power for n = 1, 2, …, straight from the definition and without any period. */
function* residues(base: number, power: number, modulus: number): Generator<[number, number]> {
  let exponential = 1 % modulus;
  for (let n = 1; ; n++) {
    exponential = (exponential * base) % modulus;
    let p = 1;
    for (let i = 0; i < power; i++) p = (p * (n % modulus)) % modulus;
    yield [n, (exponential + p) % modulus];
  }
}

function solutions(base: number, power: number, modulus: number, limit: number): number[] {
  const found: number[] = [];
  for (const [n, r] of residues(base, power, modulus)) {
    if (n > limit) return found;
    if (r === 0) found.push(n);
  }
  return found;
}

const CONDITION = /(\d+)\^n \+ n\^(\d+) is (?:also )?divisible by (\d+)/;

function satisfying(text: string, limit: number): number[] {
  const [base, power, modulus] = read(text, CONDITION).map(Number);
  return solutions(base ?? 0, power ?? 0, modulus ?? 1, limit);
}

const congruences: Proof[] = [
  {
    question_id: 'math-01',
    turn: 1,
    prove(reference, question) {
      const limit = readInt(first(question), /1 ≤ n ≤ (\d+)/);
      same(Number(final(reference, '(\\d+)')[0]), satisfying(first(question), limit).length);
    },
    alter: alterFinal,
  },
  {
    question_id: 'math-01',
    turn: 2,
    prove(reference, question) {
      const limit = readInt(second(question), /from 1 to (\d+)/);
      const other = new Set(satisfying(second(question), limit));
      const both = satisfying(first(question), limit).filter((n) => other.has(n));
      const stated = final(reference, '(\\d+) integers survive; the smallest is (\\d+)').map(Number);
      same(stated, [both.length, both[0]]);
    },
    alter: alterFinal,
  },
];

const rotate = (x: number, by: number, size: number): number =>
  ((x << by) | (x >>> (size - by))) & (2 ** size - 1);

/** All settings tried one by one: no lamp lit together with the next one or with the opposite one. */
function calmSettings(size: number): number[] {
  const calm: number[] = [];
  for (let x = 0; x < 2 ** size; x++)
    if ((x & rotate(x, 1, size)) === 0 && (x & rotate(x, size / 2, size)) === 0) calm.push(x);
  return calm;
}

/** Classes are counted by their least member, so no use is made of Burnside's lemma. */
function upToRotation(settings: number[], size: number): number {
  const least = (x: number): boolean => {
    for (let by = 1; by < size; by++) if (rotate(x, by, size) < x) return false;
    return true;
  };
  return settings.filter(least).length;
}

const lamps: Proof[] = [1, 2].map((turn) => ({
  question_id: 'math-02',
  turn,
  prove(reference, question) {
    const size = readInt(first(question), /has (\d+) lamps/);
    const calm = calmSettings(size);
    same(Number(final(reference, '(\\d+)')[0]), turn === 1 ? calm.length : upToRotation(calm, size));
  },
  alter: alterFinal,
}));

/** f read from the definition for each argument below the limit of the question. */
function binaryValues(question: Question): number[] {
  const limit = 2 ** readInt(first(question), /0 ≤ n < 2\^(\d+)/);
  const f = [0];
  for (let n = 1; n < limit; n++) {
    const half = f[n >> 1] ?? 0;
    f.push(n % 2 ? half + 1 : -half);
  }
  return f;
}

const binary: Proof[] = [
  {
    question_id: 'math-07',
    turn: 1,
    prove(reference, question) {
      const total = binaryValues(question).reduce((sum, v) => sum + v * v, 0);
      same(Number(final(reference, '(-?\\d+)')[0]), total);
    },
    alter: alterFinal,
  },
  {
    question_id: 'math-07',
    turn: 2,
    prove(reference, question) {
      const f = binaryValues(question);
      const total = f.slice(1).reduce((sum, v, i) => sum + v * (f[i] ?? 0), 0);
      same(Number(final(reference, '(-?\\d+)')[0]), total);
    },
    alter: alterFinal,
  },
];

const divisorsOf = (n: number): number[] =>
  Array.from({ length: n }, (_, i) => i + 1).filter((d) => n % d === 0);

/** Each divisor in increasing order is taken or left; it may be taken only if all its divisors were. */
function closedSets(divisors: number[]): Set<number>[] {
  let partial: Set<number>[] = [new Set()];
  for (const d of divisors) {
    const below = divisors.filter((e) => e < d && d % e === 0);
    const grown = partial.filter((s) => below.every((e) => s.has(e))).map((s) => new Set([...s, d]));
    partial = [...partial, ...grown];
  }
  return partial;
}

const divisorSets: Proof[] = [1, 2].map((turn) => ({
  question_id: 'math-09',
  turn,
  prove(reference, question) {
    const n = readInt(first(question), /divisors of (\d+) closed/);
    const divisors = divisorsOf(n);
    const sets = closedSets(divisors);
    const halves = sets.filter((s) => divisors.every((d) => s.has(d) !== s.has(n / d)));
    same(Number(final(reference, '(\\d+)')[0]), (turn === 1 ? sets : halves).length);
  },
  alter: alterFinal,
}));

export const counting: Proof[] = [...congruences, ...lamps, ...binary, ...divisorSets];
