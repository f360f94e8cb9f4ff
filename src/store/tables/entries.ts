/** Values by key, kept in columns: only the keys are objects. */

import type { Entries, Span } from '../jsonl/record-index.ts';
import { type Cells, numberColumn } from './column.ts';
import { type RowOf, rowAt } from './table.ts';

/** As a Map of objects with these fields, which are made when they are asked for. */
export function columnEntries<Cols extends Readonly<Record<string, Cells<unknown>>>>(
  columns: Cols,
): Entries<RowOf<Cols>> {
  const fields = Object.entries(columns) as [keyof Cols & string, Cells<unknown>][];
  const rows = new Map<string, number>();
  const at = (row: number) => rowAt(fields, row) as RowOf<Cols>;
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
      for (const [name, column] of fields) column.set(row, value[name]);
      rows.set(key, row);
    },
    values: function* () {
      for (const row of rows.values()) yield at(row);
    },
    *[Symbol.iterator]() {
      for (const [key, row] of rows) yield [key, at(row)];
    },
  };
}

/** Where records stand in their file. */
export function spanColumns(): { [Field in keyof Span]: ReturnType<typeof numberColumn> } {
  return { offset: numberColumn(), length: numberColumn(), number: numberColumn() };
}
