/** Reads judgments into tables: a long file in several threads, each of which parses a part of it. */

import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageDir } from '../bench/paths.ts';
import type { ByteRange, RawLine } from '../jsonl/chunks.ts';
import { eachLine } from '../jsonl/reader.ts';
import { splitLines } from '../jsonl/split.ts';
import type { Column } from '../tables/column.ts';
import type { Table, TableDump } from '../tables/table.ts';

/** Tables, and what adds the record of a line to them. */
export interface Target {
  kind: 'single' | 'pair';
  tables: readonly Table<{ number?: Column<number> }>[];
  read: (line: RawLine) => void;
  onTorn: (line: { number: number }) => void;
  /** Bytes for which a thread is worth the 80 ms that it takes to start. */
  partSize?: number;
}

/** What a thread is given, and what it gives back: see `read-range.ts`. */
export interface RangeTask {
  kind: Target['kind'];
  file: string;
  range: ByteRange;
}

export interface RangeRead {
  dumps: TableDump[];
  lines: number;
  /** The number of a line that was cut off. */
  torn: number | undefined;
}

const usualPart = 1 << 25;
/** Each has a heap of its own. */
const mostThreads = 4;
/** Made by the build. */
export const workerFile = join(packageDir, 'dist', 'workers', 'read-range.js');

export async function readFile(file: string, target: Target): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  const parts = Math.floor((found?.size ?? 0) / (target.partSize ?? usualPart));
  const threads = Math.min(mostThreads, availableParallelism(), parts);
  if (!found?.isFile() || threads < 2 || !existsSync(workerFile)) {
    await eachLine(file, target.read);
    return;
  }
  const [own, ...others] = await splitLines(file, found.size, threads);
  const workers = others.map((range) => startWorker({ kind: target.kind, file, range }));
  try {
    let before = await eachLine(file, target.read, own);
    for (const [index, { result }] of workers.entries()) {
      const range = others[index];
      const read = await result.catch(() => undefined);
      if (read) before += load(target, read, before);
      // What is wrong with a line is said with its number, which only the lines before it tell.
      else if (range) before = await eachLine(file, target.read, { ...range, before });
    }
  } finally {
    for (const { worker } of workers) void worker.terminate();
  }
}

function startWorker(task: RangeTask): { worker: Worker; result: Promise<RangeRead> } {
  const worker = new Worker(workerFile, { workerData: task });
  const result = new Promise<RangeRead>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread has ended')));
  });
  // Whoever comes for the result meets the error; until then nobody may be listening.
  result.catch(() => undefined);
  return { worker, result };
}

/** Adds what a thread has read, its lines counted on from those before. Returns how many they were. */
function load({ tables, onTorn }: Target, { dumps, lines, torn }: RangeRead, before: number): number {
  for (const [index, table] of tables.entries()) {
    const { number } = table.columns;
    const first = table.length;
    const dump = dumps[index];
    if (dump) table.load(dump);
    for (let row = first; row < table.length; row += 1) number?.set(row, number.at(row) + before);
  }
  if (torn !== undefined) onTorn({ number: torn + before });
  return lines;
}
