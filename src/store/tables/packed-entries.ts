/** Entries of an index whose values are kept in columns, outside the heap of objects, and made when they are asked for. */

import type { Entries, Span } from '../jsonl/record-index.ts';
import { numberColumn, wholeColumn } from './column.ts';
import { createNames } from './names.ts';

/** Where values are kept, by row. A row that is kept again is replaced. */
export interface Packing<Value> {
  keep: (row: number, value: Value) => void;
  at: (row: number) => Value;
}

/** As a Map of objects; only the keys are objects here. */
export function packedEntries<Value>({ keep, at }: Packing<Value>): Entries<Value> {
  const rows = new Map<string, number>();
  const made = function* () {
    for (const [key, row] of rows) yield [key, at(row)] as [string, Value];
  };
  return {
    get size() {
      return rows.size;
    },
    has: (key) => rows.has(key),
    get: (key) => {
      const row = rows.get(key);
      return row === undefined ? undefined : at(row);
    },
    set: (key, value) => {
      const row = rows.get(key) ?? rows.size;
      keep(row, value);
      rows.set(key, row);
    },
    values: function* () {
      for (const row of rows.values()) yield at(row);
    },
    [Symbol.iterator]: made,
  };
}

/** Where lines stand in their file, in bytes. */
export function placePacking(): Packing<Pick<Span, 'offset' | 'length'>> {
  const [offsets, lengths] = [numberColumn(), wholeColumn()];
  return {
    keep: (row, { offset, length }) => {
      offsets.set(row, offset);
      lengths.set(row, length);
    },
    at: (row) => ({ offset: offsets.at(row), length: lengths.at(row) }),
  };
}

/** Where records stand in their file. */
export function spanPacking(): Packing<Span> {
  const [places, numbers] = [placePacking(), wholeColumn()];
  return {
    keep: (row, span) => {
      places.keep(row, span);
      numbers.set(row, span.number);
    },
    at: (row) => ({ ...places.at(row), number: numbers.at(row) }),
  };
}

/** Names that many records bear, or none. */
export function namePacking(): Packing<string | undefined> {
  const names = createNames();
  const numbers = wholeColumn();
  return {
    keep: (row, name) => numbers.set(row, name === undefined ? 0 : names.numberOf(name) + 1),
    at: (row) => (numbers.at(row) === 0 ? undefined : names.nameOf(numbers.at(row) - 1)),
  };
}
