/** A table as parquet, packed with snappy, through hyparquet-writer. */

import { parquetWriteBuffer } from 'hyparquet-writer';
import { cellsOf, type Kind, type Table } from './table.ts';

export function parquetOf(table: Table): Uint8Array {
  const cells = table.rows.map((row) => cellsOf(table, row));
  const columnData = table.columns.map(([name, kind], index) => ({
    name,
    type: types[kind],
    nullable: true,
    data: cells.map((row) => row[index] ?? null),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, codec: 'SNAPPY' }));
}

const types = { text: 'STRING', whole: 'INT32', number: 'DOUBLE', flag: 'BOOLEAN' } as const satisfies Record<
  Kind,
  string
>;
