/** `--map question=prompt,answer=output`: which field of a record stands in which column. */

import { UserError } from '../../../errors.ts';
import { isObject, type Row, refuse, shownValue } from '../../data/row.ts';

/** `question` is needed; `turn` and `choice` count from 1 and from 0. */
const mappedFields = [
  'question',
  'answer',
  'id',
  'category',
  'model',
  'target',
  'reference',
  'score',
  'judge',
  'rationale',
  'turn',
  'choice',
] as const;

type MappedField = (typeof mappedFields)[number];

/** Columns by field. */
export type Mapping = ReadonlyMap<MappedField, string>;

/** A malformed mapping is a UserError. */
export function readMapping(text: string | undefined): Mapping {
  if (text === undefined) {
    throw new UserError(`--map is missing: ${form}`);
  }
  const mapping = new Map<MappedField, string>();
  for (const part of text.split(',')) {
    const [, name = '', column = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/s.exec(part) ?? [];
    const field = mappedFields.find((known) => known === name);
    if (column === '') throw new UserError(`cannot read "${part}" (--map): ${form}`);
    if (field === undefined) {
      throw new UserError(`"${name}" is no field (--map): there are ${mappedFields.join(', ')}`);
    }
    if (mapping.has(field)) throw new UserError(`${field} stands twice (--map)`);
    mapping.set(field, column);
  }
  if (!mapping.has('question')) throw new UserError(`no column is the question (--map): ${form}`);
  return mapping;
}

const form = 'write --map question=<column>,answer=<column>,model=<column>,score=<column>';

/** A column that no row has is a UserError that names those that there are. */
export function checkColumns(rows: readonly Row[], mapping: Mapping): void {
  const [first] = rows;
  if (!first) return;
  for (const [field, column] of mapping) {
    if (rows.some((row) => cellOf(row, column) !== undefined)) continue;
    const columns = [...new Set(rows.slice(0, 100).flatMap(({ fields }) => Object.keys(fields)))];
    throw new UserError(
      `cannot import ${first.file}: there is no column "${column}" (--map ${field}=${column}); there are ${columns.join(', ')}`,
    );
  }
}

/** A column, or a path of fields with points between them: `response.text`. */
function cellOf({ fields }: Row, column: string): unknown {
  if (Object.hasOwn(fields, column)) return fields[column];
  return column.split('.').reduce<unknown>((value, name) => {
    return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }, fields);
}

export interface MappedRow {
  row: Row;
  /** The text of a field; undefined where it is not mapped or the cell is empty. Numbers and objects are their JSON. */
  text: (field: MappedField) => string | undefined;
  /** A whole number from `least` on; undefined as above. */
  count: (field: MappedField, least: number) => number | undefined;
}

export function mappedRow(row: Row, mapping: Mapping): MappedRow {
  const text = (field: MappedField) => {
    const column = mapping.get(field);
    const value = column === undefined ? undefined : cellOf(row, column);
    if (value === undefined || value === null || value === '') return undefined;
    return typeof value === 'string' ? value : shownJson(value);
  };
  return {
    row,
    text,
    count: (field, least) => {
      const found = text(field);
      const number = Number(found);
      if (found === undefined) return undefined;
      if (Number.isSafeInteger(number) && number >= least) return number;
      return refuse(
        row,
        `${mapping.get(field)} must be a whole number from ${least} on, not ${shownValue(found)}`,
      );
    },
  };
}

function shownJson(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
