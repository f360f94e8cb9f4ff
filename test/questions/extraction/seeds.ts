import { at, groups, need, proof, supplied } from './supplied-text.ts';

type Cell = string | null;

interface Seed {
  acc: string;
  name: Cell;
  origin: Cell;
  grams: number | null;
  updated: string;
  remark: Cell;
}

/** A quoted field from its opening mark on: its text, and where the field after it would begin. */
function quoted(text: string, start: number): { cell: Cell; end: number } {
  let cell = '';
  let i = start + 1;
  for (;;) {
    const here = text[i];
    const next = text[i + 1];
    if (here === undefined) throw new Error('a quoted field is never closed');
    if (here === '"' && next === '"') {
      cell += '"';
      i += 2;
      continue;
    }
    if (here === '"' && (next === ';' || next === '\n')) return { cell, end: i + 1 };
    cell += here === '\n' ? ' ' : here;
    i += 1;
  }
}

function unquoted(text: string, start: number): { cell: Cell; end: number } {
  const length = text.slice(start).search(/[;\n]/);
  const raw = text.slice(start, start + length).trim();
  return { cell: raw === '' || raw === 'NULL' ? null : raw, end: start + length };
}

function scan(text: string): Cell[][] {
  const records: Cell[][] = [];
  let record: Cell[] = [];
  for (let i = 0; i < text.length; ) {
    const { cell, end } = text[i] === '"' ? quoted(text, i) : unquoted(text, i);
    record.push(cell);
    if (text[end] === '\n') {
      records.push(record);
      record = [];
    }
    i = end + 1;
  }
  if (records.some((r) => r.length !== 6)) throw new Error('a record has not six fields');
  return records;
}

function grams(cell: Cell): number | null {
  if (cell === null) return null;
  const [number, kilo] = groups(cell, /^([\d.,]+)( kg)?$/) as [string, string];
  const [whole, decimals] = number.replaceAll('.', '').split(',');
  // Thousandths as a whole number, because 0.75 * 1000 must not depend on binary fractions.
  const thousandths = Number(whole) * 1000 + Number((decimals ?? '').padEnd(3, '0'));
  return kilo ? thousandths : thousandths / 1000;
}

function date(cell: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(cell)) return cell;
  const [d, m, y] = groups(cell, /^(\d{2})\.(\d{2})\.(\d{4})$/);
  return `${y}-${m}-${d}`;
}

function read(first: string): Seed[] {
  const [header, ...records] = scan(`${supplied(first).join('\n')}\n`);
  if (need(header, 'header').join() !== 'acc,name,origin,grams,updated,remark')
    throw new Error('other columns');
  return records.map((r) => {
    const [acc, name, origin, weight, updated, remark] = r as [Cell, Cell, Cell, Cell, Cell, Cell];
    return {
      acc: need(acc, 'acc'),
      name,
      origin,
      grams: grams(weight),
      updated: date(need(updated, 'updated')),
      remark,
    };
  });
}

const byAcc = (a: Seed, b: Seed): number => (a.acc < b.acc ? -1 : 1);

function latest(rows: Seed[]): Seed[] {
  const kept = new Map<string, Seed>();
  for (const row of rows) {
    const rival = kept.get(row.acc);
    if (!rival || row.updated >= rival.updated) kept.set(row.acc, row);
  }
  return [...kept.values()].sort(byAcc);
}

function jsonLines(first: string): string {
  return latest(read(first))
    .map((s) => JSON.stringify(s))
    .join('\n');
}

function cell(text: Cell): string {
  if (text === null) return '';
  return text === '' || text === 'NULL' || /[,"]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csv(first: string, second: string): string {
  const [from, to] = groups(second, /the one for (KA-\d+) is an accession of its own, (KA-\d+),/) as [
    string,
    string,
  ];
  const rows = read(first);
  const kept = latest(rows);
  const left = rows.filter((r) => !kept.includes(r) && r.acc === from);
  if (left.length !== 1) throw new Error('not exactly one row was left out');
  const all = [...kept, { ...at(left, 0), acc: to }];
  const weight = (s: Seed): number => s.grams ?? -1;
  all.sort((a, b) => weight(b) - weight(a));
  if (new Set(all.map(weight)).size !== all.length) throw new Error('the order is not unique');
  const lines = all.map((s) => {
    const kg = s.grams === null ? '' : (s.grams / 1000).toFixed(4);
    return [cell(s.acc), cell(s.name), cell(s.origin), kg, cell(s.remark)].join(',');
  });
  return ['acc,name,origin,kg,remark', ...lines].join('\n');
}

export const seedProofs = [proof('extraction-09', 1, jsonLines), proof('extraction-09', 2, csv)];
