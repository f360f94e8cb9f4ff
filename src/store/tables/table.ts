/** Rows in columns: a million of them take a fraction of the memory of objects, which the garbage collector would follow. */

import type { Cells, Column, ColumnDump } from './column.ts';

/** A row of a table with these columns. */
export type RowOf<Cols> = {
  [Name in keyof Cols]: Cols[Name] extends { at: (row: number) => infer Value } ? Value : never;
};

export interface Table<Cols> {
  readonly length: number;
  columns: Cols;
  /** Takes in a row and gives its number; whoever takes it sets every cell. */
  take: () => number;
  /** A row as an object; whoever needs few fields of many rows looks into the columns. */
  at: (row: number) => RowOf<Cols>;
  /** All rows, in a form that another thread can be sent. */
  dump: () => TableDump;
  /** Adds the rows of a table with the same columns. */
  load: (dump: TableDump) => void;
}

export interface TableDump {
  rows: number;
  columns: Readonly<Record<string, ColumnDump>>;
}

export function createTable<Cols extends Readonly<Record<string, Column<unknown>>>>(
  columns: Cols,
): Table<Cols> {
  const entries = Object.entries(columns) as [keyof Cols & string, Column<unknown>][];
  let length = 0;
  return {
    columns,
    get length() {
      return length;
    },
    take: () => {
      length += 1;
      return length - 1;
    },
    at: (row) => rowAt(entries, row) as RowOf<Cols>,
    dump: () => ({
      rows: length,
      columns: Object.fromEntries(entries.map(([name, column]) => [name, column.dump(length)])),
    }),
    load: ({ rows, columns: dumped }) => {
      for (const [name, column] of entries) {
        const dump = dumped[name];
        if (dump) column.load(length, dump);
      }
      length += rows;
    },
  };
}

/** A row of columns by name. */
export function rowAt(
  columns: readonly (readonly [string, Pick<Cells<unknown>, 'at'>])[],
  row: number,
): object {
  const values: Record<string, unknown> = {};
  for (const [name, column] of columns) values[name] = column.at(row);
  return values;
}
