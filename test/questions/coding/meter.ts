import { deepStrictEqual, ok, throws } from 'node:assert/strict';
import type { Proof } from '../proof.ts';
import { block, evaluateTs, mutations, type Random, random, times } from './harness.ts';

interface Reading {
  t: number;
  key: string;
  v: number;
  undo?: true;
}
type Row = Record<string, number | string | null>;
interface Meter {
  dropped: number;
  unmatched?: number;
  push(reading: Reading): Row[];
  close(): Row[];
}
type MeterClass = new (width: number, lateness: number, grace?: number) => Meter;

/** Keeps the whole history and works every answer out afresh; `grace` is null for the first version. */
class Ledger {
  dropped = 0;
  unmatched = 0;
  private newest = -Infinity;
  private kept: Reading[] = [];
  private readonly returned: Row[] = [];

  private readonly width: number;
  private readonly lateness: number;
  private readonly grace: number | null;

  constructor(width: number, lateness: number, grace: number | null) {
    this.width = width;
    this.lateness = lateness;
    this.grace = grace;
  }

  push(reading: Reading): Row[] {
    const start = this.startOf(reading.t);
    const before = this.newest - this.lateness;
    if (before >= start + this.width + (this.grace ?? 0)) {
      this.dropped += 1;
      return [];
    }
    if (reading.undo && !this.strike(reading)) return [];
    if (!reading.undo) {
      this.kept.push(reading);
      this.newest = Math.max(this.newest, reading.t);
    }
    if (before >= start + this.width) return this.give([this.row(start, reading.key)]);
    return this.give(this.rowsOf((end) => end > before && end <= this.newest - this.lateness));
  }

  close(): Row[] {
    return this.give(this.rowsOf((end) => end > this.newest - this.lateness));
  }

  private startOf(t: number): number {
    return t - (((t % this.width) + this.width) % this.width);
  }

  private strike({ t, key, v }: Reading): boolean {
    const at = this.kept.map((one) => one.t === t && one.key === key && one.v === v).lastIndexOf(true);
    this.kept = this.kept.filter((_, index) => index !== at);
    this.unmatched += at < 0 ? 1 : 0;
    return at >= 0;
  }

  private rowsOf(isDue: (end: number) => boolean): Row[] {
    const cells = new Map(
      this.kept.map(({ t, key }) => [
        JSON.stringify([this.startOf(t), key]),
        { start: this.startOf(t), key },
      ]),
    );
    return [...cells.values()]
      .filter(({ start }) => isDue(start + this.width))
      .sort((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1))
      .map(({ start, key }) => this.row(start, key));
  }

  private row(start: number, key: string): Row {
    const mine = this.kept.filter((one) => one.key === key && this.startOf(one.t) === start);
    const values = mine.map(({ v }) => v);
    const byTime = mine.toSorted((a, b) => a.t - b.t).map(({ v }) => v);
    const sum = values.reduce((total, v) => total + v, 0);
    const row = {
      start,
      key,
      count: mine.length,
      sum,
      first: byTime[0] ?? null,
      last: byTime.at(-1) ?? null,
    };
    if (this.grace === null) return row;
    return { ...row, revision: this.returned.filter((one) => one.start === start && one.key === key).length };
  }

  private give(rows: Row[]): Row[] {
    this.returned.push(...rows);
    return rows;
  }
}

function randomStream(r: Random, withUndo: boolean): Reading[] {
  const pushed: Reading[] = [];
  let clock = r.int(-30, 0);
  const paces = r.pick([
    [0, 0, 0, 0, 1],
    [0, 0, 1, 1, 2, 9],
  ]);
  const values = r.pick([
    [1, 2],
    [-3, -1, 0, 2, 3],
  ]);
  const keys = r.pick([['b'], ['b', 'B', '', '__proto__', 'é']]);
  return times(60, () => {
    clock += r.pick(paces);
    if (withUndo && pushed.length > 0 && r.chance(0.3)) {
      const old = r.pick(pushed.slice(-9));
      return { ...old, ...(r.chance(0.1) ? { v: 77 } : {}), undo: true };
    }
    const reading = {
      t: clock - r.pick([0, 0, 0, 1, 3, 6, 12]),
      key: r.pick(keys),
      v: r.pick(values),
    };
    pushed.push(reading);
    return reading;
  });
}

function prove(reference: string, revising: boolean): void {
  const MeterUnderTest = evaluateTs<MeterClass>(block(reference, 'ts'), 'Meter');
  const r = random(revising ? 72 : 71);
  const seen = { dropped: 0, unmatched: 0, emptied: 0, revised: 0 };
  for (let round = 0; round < 120; round += 1) {
    const [width, lateness] = [r.pick([1, 3, 5, 10]), r.pick([0, 1, 4])];
    const grace = revising ? r.pick([0, 2, 5, 15]) : null;
    const meter =
      grace === null ? new MeterUnderTest(width, lateness) : new MeterUnderTest(width, lateness, grace);
    const ledger = new Ledger(width, lateness, grace);
    for (const reading of randomStream(r, revising)) {
      const rows = ledger.push(reading);
      seen.emptied += rows.filter((row) => row.count === 0).length;
      seen.revised += rows.filter((row) => Number(row.revision) > 1).length;
      deepStrictEqual(meter.push(reading), rows);
      deepStrictEqual([meter.dropped, meter.unmatched ?? 0], [ledger.dropped, ledger.unmatched]);
    }
    seen.dropped += ledger.dropped;
    seen.unmatched += ledger.unmatched;
    deepStrictEqual(meter.close(), ledger.close());
    deepStrictEqual(meter.close(), []);
    throws(() => meter.push({ t: 10 ** 6, key: 'b', v: 1 }), { name: 'Error', message: 'closed' });
  }
  // The streams must reach the cases that matter.
  ok(seen.dropped > 50 && (!revising || (seen.unmatched > 10 && seen.emptied > 10 && seen.revised > 10)));
}

export const meter: Proof[] = [
  {
    question_id: 'coding-07',
    turn: 1,
    prove: (reference) => prove(reference, false),
    alter: (reference) =>
      mutations(
        reference,
        ['Math.floor(t / this.width)', 'Math.trunc(t / this.width)'],
        ['this.newest - this.lateness >=', 'this.newest - this.lateness >'],
        ['this.newest - this.lateness', 'this.newest + this.lateness'],
        ['this.dropped += 1', 'this.dropped += 2'],
        ['t < cell.firstT', 't <= cell.firstT'],
        ['t >= cell.lastT', 't > cell.lastT'],
        ['cell.row.count += 1', 'cell.row.count += 2'],
        ['cell.row.sum += v', 'cell.row.sum -= v'],
        ['.sort((a, b) => a - b)', '.sort((a, b) => b - a)'],
        ['a.key < b.key ? -1 : 1', 'a.key < b.key ? 1 : -1'],
        ['this.open.delete(start);', ''],
        ["new Error('closed')", "new Error('ended')"],
        ['this.ended = true;', ''],
      ),
  },
  {
    question_id: 'coding-07',
    turn: 2,
    prove: (reference) => prove(reference, true),
    alter: (reference) =>
      mutations(
        reference,
        ['Math.floor(t / this.width)', 'Math.trunc(t / this.width)'],
        [
          'this.watermark() >= start + this.width + this.grace',
          'this.watermark() > start + this.width + this.grace',
        ],
        ['const late = this.watermark() >= start', 'const late = this.watermark() > start'],
        ['this.closed.add(start); // it may', '// it may'],
        ['findLastIndex', 'findIndex'],
        ['reading.t < first.t', 'reading.t <= first.t'],
        ['reading.t >= last.t', 'reading.t > last.t'],
        ['cell.returned += 1', 'cell.returned += 2'],
        ['this.unmatched += 1', 'this.unmatched += 2'],
        ['cell.readings.length > 0', 'cell.readings.length >= 0'],
        ['first?.v ?? null', 'first?.v ?? 0'],
        ['!this.closed.has(start) && due(start)', 'due(start)'],
        ['(a < b ? -1 : 1)', '(a < b ? 1 : -1)'],
      ),
  },
];
