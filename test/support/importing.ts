/** Imports a benchmark from files of a test's own, inside the test's process. */

import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { publicHub } from '../../src/benchmarks/hub/hub.ts';
import { readBenchmark } from '../../src/benchmarks/import/import.ts';
import { loadBenchmark } from '../../src/benchmarks/registry.ts';
import type { Bench } from '../../src/records/bench/bench.ts';
import type { BenchmarkName } from '../../src/records/bench/benchmarks.ts';
import { makeDataDir } from './cli.ts';

export interface Imported {
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was written
  questions: any[];
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was written
  shots: any[];
  bench: Bench;
  notices: string[];
  warnings: string[];
}

/** What an import of a path would write. Nothing may be downloaded. */
export async function importFrom(name: BenchmarkName, from: string, shots?: string): Promise<Imported> {
  const imported = await readBenchmark(await loadBenchmark(name), {
    dataDir: join(from, 'nowhere'),
    bench: name,
    overwrite: false,
    from,
    shots,
    hub: {
      endpoint: new URL(publicHub),
      token: undefined,
      folder: join(from, 'nowhere'),
      fetch: () => Promise.reject(new Error('a test downloads nothing')),
      timeoutMs: 1,
      maxRetries: 0,
      signal: new AbortController().signal,
      onRetry: () => undefined,
      onBytes: () => undefined,
      say: () => undefined,
    },
  });
  const [questions = '', yaml = '', shotLines = ''] = imported.files.map(({ content }) =>
    'text' in content ? content.text : '',
  );
  const records = (text: string) =>
    text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  return {
    ...imported,
    questions: records(questions),
    shots: records(shotLines),
    bench: parse(yaml) as Bench,
  };
}

/** Writes files into a folder of the test's own; resolves to the folder. */
export async function folderOf(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  for (const [name, content] of Object.entries(files)) await data.write(name, content);
  return data.path;
}

export function jsonl(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
