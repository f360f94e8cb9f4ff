/** A table that is exported: columns with a kind each, and rows of values; null is what is not known. */

export type Kind = 'text' | 'whole' | 'number' | 'flag';

export type Cell = string | number | boolean | null;

export interface Table {
  columns: readonly (readonly [name: string, kind: Kind])[];
  rows: Record<string, Cell | undefined>[];
}

/** The cells of a row in the order of the columns. */
export function cellsOf({ columns }: Pick<Table, 'columns'>, row: Table['rows'][number]): Cell[] {
  return columns.map(([name]) => row[name] ?? null);
}
