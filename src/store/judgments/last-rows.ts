/** Which rows are the last of their key: earlier ones are superseded. */

import type { NameColumn } from '../tables/column.ts';

/** One part of a key. */
export type KeyPart = Pick<NameColumn<unknown>, 'numberAt' | 'values'>;

export interface LastRows {
  /** In the order of the first row of each key. */
  last: Uint32Array;
  /** The others, and the next row of their key. */
  superseded: ReadonlyMap<number, number>;
}

/** Looks through the first `length` rows; rows whose parts are all equal have the same key. */
export function lastRows(length: number, parts: readonly KeyPart[]): LastRows {
  const keys = new Map<number | string, number>();
  const keyAt = keyOf(parts);
  const last = new Uint32Array(length);
  const superseded = new Map<number, number>();
  for (let row = 0; row < length; row += 1) {
    const key = keyAt(row);
    const place = keys.get(key);
    if (place === undefined) {
      last[keys.size] = row;
      keys.set(key, keys.size);
    } else {
      superseded.set(last[place] ?? 0, row);
      last[place] = row;
    }
  }
  return { last: last.subarray(0, keys.size), superseded };
}

/** The same of some rows. */
export function lastAmong(rows: Uint32Array, parts: readonly KeyPart[]): LastRows {
  const keyAt = keyOf(parts);
  const last = new Map<number | string, number>();
  const superseded = new Map<number, number>();
  for (const row of rows) {
    const key = keyAt(row);
    const earlier = last.get(key);
    if (earlier !== undefined) superseded.set(earlier, row);
    last.set(key, row);
  }
  return { last: Uint32Array.from(last.values()), superseded };
}

/** The parts as one number, or as a text where that exceeds the whole numbers that are exact. */
function keyOf(parts: readonly KeyPart[]): (row: number) => number | string {
  const all = parts.reduce((product, { values }) => product * values.length, 1);
  if (all > Number.MAX_SAFE_INTEGER) return (row) => parts.map(({ numberAt }) => numberAt(row)).join(' ');
  return (row) => {
    let key = 0;
    for (const { numberAt, values } of parts) key = key * values.length + numberAt(row);
    return key;
  };
}
