import { deepStrictEqual, ok, throws } from 'node:assert/strict';
import type { Proof, Question } from '../proof.ts';
import { block, evaluate, evaluateTs, mutations, type Random, random, times, turn } from './harness.ts';

const FLAT = {
  1: /^ *(?:(?:[a-z][0-9]*|#) *(?:(?:\* *(?:0|[1-9][0-9]*)|~) *)*)*$/,
  2: /^ *(?:(?:[a-z][0-9]*|#) *(?:(?:\* *(?:0|[1-9][0-9]*)|[~!]) *)*)*$/,
};
type Version = keyof typeof FLAT;

/** Validity by rewriting innermost groups, which needs no parser and so shares nothing with the reference. */
function isValid(text: string, version: Version): boolean {
  if (!/^[a-z0-9()*~! ]*$/.test(text)) return false;
  const group = /\(([^()]*)\)/;
  let rest = text;
  for (let found = group.exec(rest); found !== null; found = group.exec(rest)) {
    if (!FLAT[version].test(found[1] ?? '')) return false;
    rest = rest.replace(group, '#');
  }
  return FLAT[version].test(rest);
}

function isViable(prefix: string, version: Version): boolean {
  const depth = prefix.split('(').length - prefix.split(')').length;
  if (depth < 0) return false;
  return ['', '0'].some((digit) => isValid(prefix + digit + ')'.repeat(depth), version));
}

/** The N of the error rule, or null for a valid text. */
function errorAt(text: string, version: Version): number | null {
  if (isValid(text, version)) return null;
  let n = 0;
  while (n < text.length && isViable(text.slice(0, n + 1), version)) n += 1;
  return n;
}

const BEADS = `
class Beads {
  constructor(list) { this.list = list; }
  rep(n) { return new Beads(Array(this.list.length ? n : 0).fill(this.list).flat()); }
  mir() { return new Beads([...this.list, ...this.list.toReversed()]); }
  drop() { return new Beads(this.list.slice(1)); }
}
const cat = (...parts) => new Beads(parts.flatMap((part) => part.list));
const B = (name) => new Beads([name]);
`;

/** A valid pattern is translated token by token into method calls. */
function expand(text: string): string[] {
  const calls: Record<string, string> = { '(': 'cat(', ')': '),', '~': '.mir(),', '!': '.drop(),' };
  const code = text
    .replaceAll(' ', '')
    .replace(/[a-z][0-9]*|\*[0-9]+|[()~!]/g, (token) =>
      token.startsWith('*') ? `.rep(${token.slice(1)}),` : (calls[token] ?? `B('${token}'),`),
    )
    .replace(/,(?=\.)/g, '');
  return evaluate<string[]>(BEADS, `cat(${code}).list`);
}

function randomPattern(r: Random, depth: number, suffixes: string[]): string {
  const space = (): string => (r.chance(0.15) ? ' '.repeat(r.int(1, 2)) : '');
  const item = (): string => {
    const bead = `${r.pick(['a', 'b', 'm', 'z'])}${r.pick(['', '', '0', '07', '9'])}`;
    const body = depth > 0 && r.chance(0.5) ? `(${randomPattern(r, depth - 1, suffixes)})` : bead;
    return `${body}${times(r.pick([0, 0, 1, 2]), () => space() + r.pick(suffixes)).join('')}`;
  };
  return times(r.int(0, 3), () => space() + item() + space()).join('');
}

function corrupt(r: Random, text: string): string {
  const at = r.int(0, text.length);
  return (
    text.slice(0, at) +
    r.pick(['', '0', '3', ')', '(', '*', 'A', '\t', '~', '!', '#', 'é']) +
    text.slice(at + r.int(0, 1))
  );
}

function samples(version: Version): string[] {
  const r = random(11 * version);
  const suffixes = ['*0', '*1', '*2', '* 3', '*10', '~', ...(version === 2 ? ['!', '!'] : [])];
  const valid = times(150, () => randomPattern(r, 3, suffixes)).filter((text) => text.length < 60);
  return [
    ...valid,
    ...valid.map((text) => corrupt(r, text)),
    '',
    ' ',
    ')',
    'a)',
    'a*',
    'a*00',
    '(a',
    'k07*12z',
    'a 1',
    'a*1 1',
    'A',
  ];
}

function throwsAt(run: () => unknown, n: number): void {
  throws(run, (error) => error instanceof SyntaxError && error.message === `bad pattern at ${n}`);
}

function statedResults(text: string): { pattern: string; beads: string[] }[] {
  const found = [...text.matchAll(/`([^`]+)` gives? `([a-z ]+)`/g)];
  return found.map((match) => ({ pattern: match[1] ?? '', beads: (match[2] ?? '').split(' ') }));
}

function proveFirst(reference: string, question: Question): void {
  const strand = evaluateTs<(text: string) => string[]>(block(reference, 'ts'), 'strand');
  const text = turn(question, 1);
  const stated = statedResults(text);
  ok(stated.length >= 2);
  for (const { pattern, beads } of stated)
    deepStrictEqual([strand(pattern), expand(pattern)], [beads, beads]);
  const errors = [...text.matchAll(/`([^`]+)` gives N = (\d+)/g)];
  ok(errors.length === 2);
  for (const [, pattern = '', n] of errors) deepStrictEqual(errorAt(pattern, 1), Number(n));
  for (const sample of [...samples(1), ...errors.map((match) => match[1] ?? '')]) {
    const at = errorAt(sample, 1);
    if (at === null) deepStrictEqual(strand(sample), expand(sample));
    else throwsAt(() => strand(sample), at);
  }
  deepStrictEqual(strand(/`(\(\)\*\d+)`/.exec(text)?.[1] ?? 'missing'), []);
}

type BeadAt = (text: string, k: bigint) => string | null;

/** `((abc)*n~)!*m`, worked out by hand as arithmetic on the index. */
function proveHuge(beadAt: BeadAt, n: bigint, m: bigint): void {
  const text = `((abc)*${n}~)!*${m}`;
  const period = 6n * n - 1n;
  const expected = (k: bigint): string => {
    const i = (k % period) + 1n;
    return 'abc'[Number((i < 3n * n ? i : 6n * n - 1n - i) % 3n)] ?? '';
  };
  const total = period * m;
  const spots = [
    0n,
    1n,
    3n * n - 2n,
    3n * n - 1n,
    3n * n,
    period - 1n,
    period,
    total / 2n,
    total / 3n,
    total - 1n,
  ];
  for (const k of spots) deepStrictEqual(beadAt(text, k), expected(k));
  deepStrictEqual([beadAt(text, total), beadAt(text, -1n)], [null, null]);
}

function proveSecond(reference: string, question: Question): void {
  const beadAt = evaluateTs<BeadAt>(block(reference, 'ts'), 'beadAt');
  const stated = statedResults(turn(question, 2));
  ok(stated.length === 1);
  for (const { pattern, beads } of stated) deepStrictEqual(expand(pattern), beads);
  for (const sample of [...samples(2), ...stated.map((one) => one.pattern), 'a!!~', '(a)!b', '(ab)!!!*3c']) {
    const at = errorAt(sample, 2);
    if (at !== null) {
      for (const k of [-1n, 0n, 10n ** 40n]) throwsAt(() => beadAt(sample, k), at);
      continue;
    }
    const beads = expand(sample);
    const indexes = times(Math.min(beads.length, 300), BigInt);
    deepStrictEqual(
      indexes.map((k) => beadAt(sample, k)),
      beads.slice(0, 300),
    );
    deepStrictEqual(
      [-1n, BigInt(beads.length)].map((k) => beadAt(sample, k)),
      [null, null],
    );
  }
  proveHuge(beadAt, 10n ** 31n + 7n, 3n ** 50n);
  const doubled = `a${'~'.repeat(4999)}`;
  deepStrictEqual([beadAt(doubled, 2n ** 4999n - 1n), beadAt(doubled, 2n ** 4999n)], ['a', null]);
}

export const strands: Proof[] = [
  {
    question_id: 'coding-01',
    turn: 1,
    prove: proveFirst,
    alter: (reference) =>
      mutations(
        reference,
        ["text[at] === '0'", "text[at] === '1'"],
        ['item.concat([...item].reverse())', 'item.concat([...item])'],
        ['i < n', 'i <= n'],
        ['/^[a-z]$/', '/^[a-y]$/'],
        ["while (text[at] === ' ')", "while (text[at] === '\\t')"],
        ['if (at < text.length) throw bad();', ''],
        ["if (text[at] !== ')') throw bad();", ''],
        ['while (isDigit()) at += 1;\n        item', 'if (isDigit()) at += 1;\n        item'],
        ['`bad pattern at', '`Bad pattern at'],
      ),
  },
  {
    question_id: 'coding-01',
    turn: 2,
    prove: proveSecond,
    alter: (reference) =>
      mutations(
        reference,
        ['k >= strand.size', 'k > strand.size'],
        ['k < 0n ||', ''],
        ['2n * inner - 1n - k', '2n * inner - k'],
        ['k < inner ? k', 'k <= inner ? k'],
        ['else k += 1n', 'else k += 2n'],
        ['if (item.size > 0n) item', 'if (item.size > 1n) item'],
        ['size: item.size - 1n', 'size: item.size'],
        ['size: item.size * 2n', 'size: item.size * 3n'],
        ["text[at] === '0'", "text[at] === '1'"],
        ['if (at < text.length) throw bad();', ''],
      ),
  },
];
