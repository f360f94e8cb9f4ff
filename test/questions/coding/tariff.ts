import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { Proof, Question } from '../proof.ts';
import { block, evaluate, mutations, type Random, random, times, turn } from './harness.ts';

interface Band {
  upTo: number | null;
  rate: number;
  fixed: number;
}
type Charge = (bands: readonly Band[], units: number) => number;

/** Unit by unit, each in the band with the lowest end that still reaches it. */
function tenths(bands: readonly Band[], units: number): bigint {
  const reached = new Set<Band>();
  let total = 0n;
  for (let unit = 1; unit <= units; unit += 1) {
    const covering = bands
      .filter((band) => band.upTo === null || band.upTo >= unit)
      .reduce((best, band) => ((band.upTo ?? Infinity) < (best.upTo ?? Infinity) ? band : best));
    reached.add(covering);
    total += BigInt(covering.rate);
  }
  return [...reached].reduce((sum, band) => sum + BigInt(band.fixed), total);
}

function cents(amount: bigint): number {
  const size = amount < 0n ? -amount : amount;
  const rounded = size / 10n + (size % 10n >= 5n ? 1n : 0n);
  return Number(amount < 0n ? -rounded : rounded);
}

function randomBands(r: Random, lowest: number): readonly Band[] {
  const ends = new Set<number | null>(times(r.int(0, 4), () => r.pick([0, r.int(0, 12), r.int(0, 40)])));
  ends.add(null);
  const money = (): number => r.pick([0, 1, 2, 5, lowest, r.int(lowest, 30)]);
  const bands = [...ends].map((upTo) => Object.freeze({ upTo, rate: money(), fixed: money() }));
  return Object.freeze(
    bands
      .map((band) => ({ band, rank: r.int(0, 999) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ band }) => band),
  );
}

/** Written so that −0 and a thrown error can be told from other outcomes. */
function outcome(run: () => number): string {
  try {
    const value = run();
    return Object.is(value, -0) ? '-0' : String(value);
  } catch (error) {
    return `throws ${(error as Error).name}`;
  }
}

/** Each listed call is replayed on the question's code and on the corrected one. */
function proveFaults(reference: string, faulty: Charge, correct: Charge): void {
  const lines = reference.split('\n').filter((line) => /^\d+\. /.test(line));
  ok(lines.length >= 6);
  for (const line of lines) {
    const match = /`charge\((.*)\)` → (.+) → (.+)$/.exec(line);
    const calls = (): [readonly Band[], number] => evaluate('', `[${match?.[1] ?? ''}]`);
    strictEqual(
      outcome(() => faulty(...calls())),
      match?.[2],
    );
    strictEqual(
      outcome(() => correct(...calls())),
      match?.[3],
    );
    strictEqual(String(cents(tenths(...calls()))), match?.[3]);
  }
}

function proveFirst(reference: string, question: Question): void {
  const charge = evaluate<Charge>(block(reference, 'js'), 'charge');
  const faulty = evaluate<Charge>(block(turn(question, 1), 'js'), 'charge');
  proveFaults(reference, faulty, charge);
  const r = random(81);
  for (let round = 0; round < 600; round += 1) {
    const bands = randomBands(r, -30);
    const units = r.pick([0, 1, r.int(0, 15), r.int(0, 60), ...bands.map((band) => band.upTo ?? 3)]);
    const value = charge(bands, units);
    ok(Object.is(value, cents(tenths(bands, units))), JSON.stringify([bands, units, value]));
  }
}

type MostUnits = (bands: readonly Band[], budget: number) => number;

/** Counts upwards; beyond the last finite end a free open band never costs more. */
function mostBySearch(bands: readonly Band[], budget: number): number {
  const last = Math.max(0, ...bands.map((band) => band.upTo ?? 0));
  const open = bands.find((band) => band.upTo === null);
  const affordable = (units: number): boolean => cents(tenths(bands, units)) <= budget;
  let units = -1;
  while (affordable(units + 1)) {
    units += 1;
    if (units > last && open?.rate === 0) return Infinity;
  }
  return units;
}

function proveSecond(reference: string, question: Question): void {
  const mostUnits = evaluate<MostUnits>(block(reference, 'js'), 'mostUnits');
  const text = turn(question, 2);
  const stated =
    /bands `(\[.*?\])` with budget (\d+) give (\d+); with `(fixed: \d+)` instead they give (\d+)/.exec(text);
  const [, source = '', budget, first, fixed = '', second] = stated ?? [];
  const plain = evaluate<Band[]>('', source);
  const dearer = evaluate<Band[]>('', source.replace(/fixed: \d+/, fixed));
  for (const solve of [mostUnits, mostBySearch]) {
    deepStrictEqual(
      [solve(plain, Number(budget)), solve(dearer, Number(budget))],
      [Number(first), Number(second)],
    );
  }
  const r = random(82);
  for (let round = 0; round < 600; round += 1) {
    const bands = randomBands(r, 0);
    const limit = r.pick([-1, 0, 1, r.int(0, 8), r.int(0, 40)]);
    strictEqual(mostUnits(bands, limit), mostBySearch(bands, limit), JSON.stringify([bands, limit]));
  }
  const budgetOfMillions = 10 ** 14;
  const expected = Number((BigInt(budgetOfMillions) * 10n + 4n) / 3n);
  strictEqual(mostUnits([{ upTo: null, rate: 3, fixed: 0 }], budgetOfMillions), expected);
}

/** One wrong version for each stated result of each listed fault. */
function alteredFaults(reference: string): string[] {
  return reference
    .split('\n')
    .filter((line) => /^\d+\. /.test(line))
    .flatMap((line) => [
      reference.replace(line, () => line.replace(/→ [^→]+ → ([^→]+)$/, '→ 999 → $1')),
      reference.replace(line, () => line.replace(/→ [^→]+$/, '→ 998')),
    ]);
}

export const tariff: Proof[] = [
  {
    question_id: 'coding-08',
    turn: 1,
    prove: proveFirst,
    alter: (reference) => [
      ...alteredFaults(reference),
      ...mutations(
        reference,
        ['[...bands].sort', 'bands.sort'],
        ['end(a) < end(b) ? -1 : 1', 'end(a) < end(b) ? 1 : -1'],
        ['inBand > 0', 'inBand >= 0'],
        ['band.upTo === null ? Infinity', 'band.upTo === 0 ? Infinity'],
        ['Math.sign(total) * Math.round(Math.abs(total) / 10)', 'Math.round(total / 10)'],
        ['cents === 0 ? 0 : cents', 'cents'],
        ['done = Math.min(units, end(band))', 'done = units'],
      ),
    ],
  },
  {
    question_id: 'coding-08',
    turn: 2,
    prove: proveSecond,
    alter: (reference) =>
      mutations(
        reference,
        ['budget * 10 + 4', 'budget * 10 + 5'],
        ['budget * 10 + 4', 'budget * 10'],
        ['if (budget < 0) return -1;', ''],
        ['affordable < band.rate', 'affordable <= band.rate'],
        ['wanted < room', 'wanted <= room + 1'],
        ['if (room === 0) continue;', ''],
        ['Math.floor(affordable', 'Math.ceil(affordable'],
        ['end(a) < end(b) ? -1 : 1', 'end(a) < end(b) ? 1 : -1'],
        ['left = affordable - room * band.rate', 'left = affordable'],
        ['band.rate === 0 ? Infinity', 'band.rate === 0 ? 0'],
      ),
  },
];
