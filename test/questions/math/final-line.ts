import { deepStrictEqual } from 'node:assert';

/** The typographic minus is used in the texts; numbers can only be read with the ASCII one. */
export const plain = (text: string): string => text.replaceAll('−', '-');

/** Groups of a pattern in a question's text, so that the numbers of a proof are those the reader sees. */
export function read(text: string, pattern: RegExp): string[] {
  const match = pattern.exec(plain(text));
  if (!match) throw new Error(`${pattern} not found in: ${text.slice(0, 200)}`);
  return match.slice(1);
}

export function readInt(text: string, pattern: RegExp): number {
  const value = Number(read(text, pattern)[0]);
  if (!Number.isInteger(value)) throw new Error(`${pattern} gives no integer`);
  return value;
}

const lastLine = (reference: string): string => reference.split('\n').at(-1) ?? '';

/** The final line must match as a whole: a stray or changed symbol is an error, not a detail. */
export function final(reference: string, pattern: string): string[] {
  return read(lastLine(reference), new RegExp(`^Final answer: ${pattern}$`));
}

export const same = (actual: unknown, expected: unknown): void => deepStrictEqual(actual, expected);

export function close(actual: number, expected: number, tolerance = 1e-9): void {
  if (!(Math.abs(actual - expected) < tolerance))
    throw new Error(`computed ${expected}, reference ${actual}`);
}

/** "−3/4" as a number; denominators are small, so a tolerance of 1e-9 tells any two of them apart. */
export function value(text: string): number {
  const [, num, den] = /^(-?\d+)(?:\/(\d+))?$/.exec(text) ?? [];
  if (num === undefined) throw new Error(`not a fraction: ${text}`);
  return Number(num) / Number(den ?? 1);
}

/**
 * Every number of the final line one larger, and every sign turned, each in a version of its own.
 * Zero gets no sign: −0 would be no wrong value.
 */
export function alterFinal(reference: string): string[] {
  const line = lastLine(reference);
  const head = reference.slice(0, reference.length - line.length);
  const changed: string[] = [];
  const put = (at: number, length: number, text: string) =>
    changed.push(head + line.slice(0, at) + text + line.slice(at + length));
  for (const m of line.matchAll(/\d+/g)) put(m.index, m[0].length, String(BigInt(m[0]) + 1n));
  for (const m of line.matchAll(/[−+]/g)) put(m.index, 1, m[0] === '+' ? '−' : '+');
  for (const m of line.matchAll(/(?<=[=:,{] ?|value |excess |area )[1-9]/g)) put(m.index, 0, '−');
  return changed;
}
