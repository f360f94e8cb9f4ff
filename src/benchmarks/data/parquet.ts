/** Reads parquet through hyparquet, which unpacks snappy by itself; gzip, brotli and zstd are Node's. */

import * as zlib from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { UserError } from '../../errors.ts';
import { isObject, type Row } from './row.ts';

/** The rows of a file. A file that is cut off or packed in another way is a UserError. */
export async function readParquet(file: string, bytes: Uint8Array): Promise<Row[]> {
  const buffer = new Uint8Array(bytes).buffer;
  try {
    const objects = await parquetReadObjects({ file: buffer, compressors });
    return objects.map((fields, index) => ({
      file,
      place: ` row ${index + 1}`,
      fields: plain(fields) as Row['fields'],
    }));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError(`cannot import ${file}: its parquet cannot be read (${problem})`, { cause: error });
  }
}

/** Present from Node 22.15 on. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: typeof zlib.gunzipSync };

const compressors = {
  GZIP: (bytes: Uint8Array, length: number) => zlib.gunzipSync(bytes, bound(length)),
  BROTLI: (bytes: Uint8Array, length: number) => zlib.brotliDecompressSync(bytes, bound(length)),
  ZSTD: (bytes: Uint8Array, length: number) => {
    if (zstdDecompressSync) return zstdDecompressSync(bytes, bound(length));
    throw new Error('pages packed with zstd need Node 22.15 or later');
  },
};

/** Node takes no bound of 0, which an empty page has. */
function bound(length: number) {
  return { maxOutputLength: Math.max(1, length) };
}

/** 64-bit integers as numbers: those of benchmarks are labels and ids. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}
