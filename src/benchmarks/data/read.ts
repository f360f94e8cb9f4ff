/** Reads the rows of a published file in any of its forms: parquet, JSONL, JSON, CSV, each also in gzip. */

import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { UserError } from '../../errors.ts';
import { asFileError, assertRegularFile } from '../../store/files/file-error.ts';
import { readCsv } from './csv.ts';
import { isObject, type Row, refuse } from './row.ts';

/** What the columns of a CSV without a header are, and how a record of such a file is known. */
export interface BareCsv {
  columns: readonly string[];
  isRecord: (cells: readonly string[]) => boolean;
}

/** Bytes of the largest file, packed or not; the largest of the benchmarks' has some fifty million. */
const mostBytes = 1 << 29;

/** The form is told by the bytes, not by the name: only CSV needs its ending. What cannot be read is a UserError. */
export async function readRows(file: string, bareCsv?: BareCsv): Promise<Row[]> {
  const bytes = await unpacked(file, await fileBytes(file));
  if (bytes.subarray(0, 4).toString('latin1') === 'PAR1') {
    const { readParquet } = await import('./parquet.ts');
    return readParquet(file, bytes);
  }
  if (/\.parquet(?:\.gz)?$/i.test(file)) {
    throw new UserError(`cannot import ${file}: it is no parquet, whatever its name says`);
  }
  const text = decode(file, bytes);
  if (/\.csv(?:\.gz)?$/i.test(file)) return csvRows(file, text, bareCsv);
  return jsonRows(file, text);
}

/** The rows of a CSV, whatever its ending. */
export async function readCsvRows(file: string): Promise<Row[]> {
  return csvRows(file, await fileText(file), undefined);
}

/** The bytes of a file, of a bounded size. */
async function fileBytes(file: string): Promise<Buffer> {
  await assertRegularFile(file, 'cannot import');
  try {
    const { size } = await stat(file);
    if (size > mostBytes) throw new UserError(`cannot import ${file}: it is too large (${size} bytes)`);
    return await readFile(file);
  } catch (error) {
    throw asFileError(error, `cannot import ${file}`);
  }
}

/** The text of a file, unpacked where it is gzip. */
export async function fileText(file: string): Promise<string> {
  return decode(file, await unpacked(file, await fileBytes(file)));
}

async function unpacked(file: string, bytes: Buffer): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError(`cannot import ${file}: its gzip cannot be read (${problem})`, { cause: error });
  }
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UserError(
      `cannot import ${file}: it is neither text (UTF-8) nor parquet nor gzip; unpack archives first`,
      { cause: error },
    );
  }
}

/** An array, one object a line, or one object. */
function jsonRows(file: string, text: string): Row[] {
  const start = text.trimStart();
  if (start.startsWith('[')) return arrayRows(file, text);
  const whole = start.startsWith('{') && !/^[^\n]*\}\s*(?:\n|$)/.test(start);
  if (whole) return [rowOf({ file, place: '' }, parseJson({ file, place: '' }, text))];
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const at = { file, place: `:${index + 1}` };
    return [rowOf(at, parseJson(at, line))];
  });
}

function arrayRows(file: string, text: string): Row[] {
  const values = parseJson({ file, place: '' }, text);
  if (!Array.isArray(values)) return refuse({ file, place: '', fields: {} }, 'it is not a JSON array');
  return values.map((value, index) => rowOf({ file, place: ` row ${index + 1}` }, value));
}

/** JSON, also as Python writes it: what is no number there is null here. What is neither is a UserError. */
export function parseJson(at: Pick<Row, 'file' | 'place'>, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parsePythonJson(at, text);
  }
}

function parsePythonJson(at: Pick<Row, 'file' | 'place'>, text: string): unknown {
  const numbers = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/gs, (match) =>
    match.startsWith('"') ? match : 'null',
  );
  try {
    return JSON.parse(numbers);
  } catch {
    return refuse({ ...at, fields: {} }, 'it is not JSON');
  }
}

function rowOf(at: Pick<Row, 'file' | 'place'>, value: unknown): Row {
  return isObject(value) ? { ...at, fields: value } : refuse({ ...at, fields: {} }, 'it is not an object');
}

function csvRows(file: string, text: string, bare: BareCsv | undefined): Row[] {
  const read = readCsv(text);
  if ('openQuote' in read) {
    throw new UserError(`cannot import ${file}:${read.openQuote}: a quoted cell does not end as it should`);
  }
  const [first] = read.records;
  if (!first) return [];
  const headerless = bare?.isRecord(first.cells) === true;
  const columns = headerless ? bare.columns : first.cells.map((name) => name.trim());
  return (headerless ? read.records : read.records.slice(1)).map(({ line, cells }) => {
    const at = { file, place: `:${line}` };
    if (cells.length !== columns.length) {
      refuse({ ...at, fields: {} }, `${cells.length} cells in place of ${columns.length}`);
    }
    return { ...at, fields: Object.fromEntries(columns.map((name, index) => [name, cells[index]])) };
  });
}
