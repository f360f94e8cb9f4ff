import { at, fixed, groups, maybe, need, proof, supplied } from './supplied-text.ts';

interface Weighing {
  grams: number;
  balance: string;
}

interface Notebook {
  tares: Map<string, Weighing>;
  wet: Map<string, Weighing>;
  tins: Map<string, string>;
  /** By the tin really weighed, the mix-up already undone. */
  dry: Map<string, Weighing>;
}

interface Sample {
  sample: string;
  tin: string;
  wet: number;
  dry: number;
  moisture: string;
  kind: string;
}

function weighing(text: string): Weighing {
  const [number, unit, balance] = groups(text, /([\d.,]+) (g|mg)(?: on ([AB]))?$/) as [
    string,
    string,
    string,
  ];
  const value = Number(number.replace(',', '.'));
  return { grams: unit === 'mg' ? value / 1000 : value, balance };
}

function readWet(line: string, book: Notebook): void {
  const [sample, tin] = groups(line, /^(S-\d+)(?: into|,) (t\d)/) as [string, string];
  book.tins.set(sample, tin);
  book.wet.set(sample, weighing(line));
}

function undoMixUp(line: string, book: Notebook): void {
  const [a, b] = groups(line, /^N\.B\. on this page I wrote (t\d) for (t\d) and \2 for \1\.$/) as [
    string,
    string,
  ];
  const [first, second] = [need(book.dry.get(a), a), need(book.dry.get(b), b)];
  book.dry.set(a, second).set(b, first);
}

function read(first: string): Notebook {
  const book: Notebook = { tares: new Map(), wet: new Map(), tins: new Map(), dry: new Map() };
  let page = '';
  for (const line of supplied(first)) {
    const heading = maybe(line, /^p\. (\d+)/);
    if (heading) page = at(heading, 0);
    else if (line.startsWith('N.B.')) undoMixUp(line, book);
    else if (page === '41') readWet(line, book);
    else (page === '40' ? book.tares : book.dry).set(at(groups(line, /^(t\d)/), 0), weighing(line));
  }
  return book;
}

/** How much balance B read too high on the two pages. */
interface Drift {
  wet: number;
  dry: number;
}

function classOf(moisture: string, first: string): string {
  const [low, from, high] = groups(
    first,
    /low below ([\d.]+); mid from ([\d.]+) to [\d.]+; high from ([\d.]+)\./,
  );
  if (low !== from) throw new Error('the classes leave a gap');
  if (Number(moisture) < Number(low)) return 'low';
  return Number(moisture) < Number(high) ? 'mid' : 'high';
}

function samples(first: string, drift: Drift): Sample[] {
  const book = read(first);
  const minus = (w: Weighing, d: number): number => (w.balance === 'B' ? w.grams - d : w.grams);
  return [...book.tins].map(([sample, tin]) => {
    const tare = need(book.tares.get(tin), tin).grams;
    const wet = minus(need(book.wet.get(sample), sample), drift.wet);
    const dry = minus(need(book.dry.get(tin), tin), drift.dry);
    const moisture = fixed((100 * (wet - dry)) / (dry - tare), 1);
    return { sample, tin, wet, dry, moisture, kind: classOf(moisture, first) };
  });
}

function table(first: string): string {
  const list = samples(first, { wet: 0, dry: 0 }).sort((a, b) => Number(b.moisture) - Number(a.moisture));
  if (new Set(list.map((s) => s.moisture)).size !== list.length) throw new Error('the order is not unique');
  const header = at(groups(first, /^Columns: (.+)$/m), 0).split(' | ');
  const cells = list.map((s) => [s.sample, s.tin, fixed(s.wet, 2), fixed(s.dry, 2), s.moisture, s.kind]);
  return [header, header.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function mean(list: Sample[]): string {
  return fixed(list.reduce((sum, s) => sum + Number(s.moisture), 0) / list.length, 2);
}

function recalibrated(first: string, second: string): string {
  const [wet, dry] = groups(
    second,
    /([\d.]+) g too high on the day of page 41 and ([\d.]+) g too high on the day of page 42/,
  );
  const order = (a: Sample, b: Sample): number => (a.sample < b.sample ? -1 : 1);
  const before = samples(first, { wet: 0, dry: 0 }).sort(order);
  const after = samples(first, { wet: Number(wet), dry: Number(dry) }).sort(order);
  const changed = after.flatMap((s, i) => {
    const old = at(before, i);
    if (old.kind === s.kind) return [];
    const [a, b] = [old.moisture, s.moisture];
    return [
      {
        sample: s.sample,
        moisture_before: a,
        moisture_after: b,
        class_before: old.kind,
        class_after: s.kind,
      },
    ];
  });
  return JSON.stringify({ changed, mean_before: mean(before), mean_after: mean(after) }, null, 2);
}

export const notebookProofs = [proof('extraction-03', 1, table), proof('extraction-03', 2, recalibrated)];
