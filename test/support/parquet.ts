/** Makes small parquet files of rows, with the columns that data sets of the hub have. */

import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';

/** `texts` is a list of texts; `choices` is ARC's `{ text: [...], label: [...] }`. */
export type ColumnKind = 'text' | 'int' | 'texts' | 'choices';

type SchemaElement = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>[number];

/** Packed with snappy, as on the hub, or not at all. */
export function parquetOf(
  columns: Readonly<Record<string, ColumnKind>>,
  rows: readonly Readonly<Record<string, unknown>>[],
  codec: 'SNAPPY' | 'UNCOMPRESSED' = 'SNAPPY',
): Buffer {
  const schema: SchemaElement[] = [
    { name: 'root', num_children: Object.keys(columns).length },
    ...Object.entries(columns).flatMap(([name, kind]) => elements[kind](name)),
  ];
  const columnData: ColumnSource[] = Object.entries(columns).map(([name, kind]) => ({
    name,
    data: rows.map((row) => (kind === 'int' ? BigInt(row[name] as number) : row[name])),
  }));
  return Buffer.from(parquetWriteBuffer({ columnData, schema, codec }));
}

const elements: Readonly<Record<ColumnKind, (name: string) => SchemaElement[]>> = {
  text: (name) => [text(name)],
  int: (name) => [{ name, type: 'INT64', repetition_type: 'OPTIONAL' }],
  texts: list,
  choices: (name) => [
    { name, repetition_type: 'OPTIONAL', num_children: 2 },
    ...list('text'),
    ...list('label'),
  ],
};

function text(name: string): SchemaElement {
  return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' };
}

function list(name: string): SchemaElement[] {
  return [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    text('element'),
  ];
}
