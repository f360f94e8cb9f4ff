import { at, groups, need, proof, supplied } from './supplied-text.ts';

interface Row {
  code: string;
  check: string;
  item: string;
  quantity: string;
}

interface Restored {
  code: string;
  item: string;
  quantity: number;
  status: string;
}

/** The letters the scanner wrote for digits, out of the question's own rule. */
function letters(first: string): Map<string, string> {
  const [o, z, s, b] = groups(
    first,
    /O is (\d); I and l \(small L\) are 1; Z is (\d); S is (\d); B is (\d)\./,
  ) as [string, string, string, string];
  return new Map([
    ['O', o],
    ['I', '1'],
    ['l', '1'],
    ['Z', z],
    ['S', s],
    ['B', b],
  ]);
}

function read(first: string): { rows: Row[]; total: number } {
  const map = letters(first);
  const digits = (text: string): string => [...text].map((c) => map.get(c) ?? c).join('');
  const lines = supplied(first).map((l) => l.replace(/[|_.]/g, ' ').replace(/ +/g, ' ').trim());
  const rows = lines.slice(0, -1).map((line) => {
    const [code, check, item, quantity] = groups(line, /^(\S{6})-(\S) ([a-z ]+) (\S+)$/) as [
      string,
      string,
      string,
      string,
    ];
    return { code: digits(code), check: digits(check), item, quantity: digits(quantity) };
  });
  if (rows.some((r) => !/^[\d#]{6}$/.test(r.code) || !/^[\dX]$/.test(r.check)))
    throw new Error('unread code');
  return { rows, total: Number(digits(at(groups(at(lines, -1 + lines.length), /^TOTAL (\S+)$/), 0))) };
}

/** Tries all ten digits and keeps the one for which the column adds up. */
function quantities(rows: Row[], total: number): number[] {
  const tries = Array.from({ length: 10 }, (_, d) =>
    rows.map((r) => Number(r.quantity.replace('#', String(d)))),
  );
  const right = tries.filter((column) => column.reduce((a, b) => a + b, 0) === total);
  if (right.length !== 1) throw new Error('the unreadable quantity is not determined');
  return at(right, 0);
}

function passes(code: string, check: string, weights: number[]): boolean {
  const sum = [...code].reduce((total, digit, i) => total + Number(digit) * at(weights, i), 0);
  return sum % 11 === (check === 'X' ? 10 : Number(check));
}

function judge(row: Row, weights: number[]): { code: string; status: string } {
  if (!row.code.includes('#'))
    return { code: row.code, status: passes(row.code, row.check, weights) ? 'ok' : 'bad' };
  const fits = Array.from({ length: 10 }, (_, d) => row.code.replace('#', String(d))).filter((c) =>
    passes(c, row.check, weights),
  );
  if (fits.length > 1) throw new Error('more than one digit fits');
  return fits[0] ? { code: fits[0], status: 'fixed' } : { code: row.code, status: 'bad' };
}

function restore(first: string, weights: number[]): Restored[] {
  const { rows, total } = read(first);
  const column = quantities(rows, total);
  return rows.map((r, i) => ({ ...judge(r, weights), item: r.item, quantity: at(column, i) }));
}

/** Weights in the order of the digits on paper. */
function weights(text: string, end: 'LEFTMOST' | 'RIGHTMOST'): number[] {
  const list = at(
    groups(text, new RegExp(`weights ([\\d, ]+?),? start(?:ing)? with 2 at the ${end} digit`)),
    0,
  );
  const numbers = list.split(', ').map(Number);
  if (numbers.length !== 6 || numbers[0] !== 2) throw new Error('six weights from 2 on are needed');
  return end === 'RIGHTMOST' ? numbers.reverse() : numbers;
}

function sheet(first: string): string {
  const list = restore(first, weights(first, 'RIGHTMOST')).sort((a, b) => b.quantity - a.quantity);
  if (new Set(list.map((r) => r.quantity)).size !== list.length) throw new Error('the order is not unique');
  return list.map((r) => `${r.code};${r.item};${r.quantity};${r.status}`).join('\n');
}

function reweighted(first: string, second: string): string {
  const old = restore(first, weights(first, 'RIGHTMOST'));
  const now = restore(first, weights(second, 'LEFTMOST'));
  const changes = now.flatMap((r, i) => {
    const was = need(old[i], 'row');
    const differs = was.code !== r.code || was.status !== r.status;
    return differs ? [`${was.code} ${was.status} -> ${r.code} ${r.status}`] : [];
  });
  const sums = ['ok', 'fixed', 'bad'].map((status) => {
    const rows = now.filter((r) => r.status === status);
    return `${status}=${rows.reduce((sum, r) => sum + r.quantity, 0)}`;
  });
  return [...changes, ...sums].join('\n');
}

export const scanProofs = [proof('extraction-08', 1, sheet), proof('extraction-08', 2, reweighted)];
