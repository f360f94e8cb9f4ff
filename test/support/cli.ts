/** Runs the built commands as processes, in a folder and an environment of their own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The real records beside the checkout; tests that need them skip where the folder is absent. */
export const sharedData = join(repository, '..', 'shared', 'data');

export interface Run {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  /** Added to a bare environment: no key, no base URL, no colour. */
  env?: Record<string, string>;
  /** Given the process as soon as it runs, to kill it or to signal it. */
  onStart?: (child: ChildProcess) => void;
}

export type Bin = 'gen-answers' | 'gen-judgment' | 'show-results' | 'mt-judge';

/** Runs a bin to its end. */
export function run(bin: Bin, args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const child = spawn(process.execPath, [join(repository, 'dist', 'bin', `${bin}.js`), ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.stderr += text;
  });
  options.onStart?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...texts }));
  });
}

export interface DataDir {
  path: string;
  /** Writes a file below the folder; objects of a list become JSONL lines. */
  write: (name: string, content: string | Buffer | readonly unknown[]) => Promise<string>;
  read: (name: string) => Promise<string>;
  /** The records of a JSONL file. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was written
  records: (name: string) => Promise<any[]>;
  remove: () => Promise<void>;
}

/** An empty data directory in the system's temporary folder. The caller removes it. */
export function makeDataDir(): DataDir {
  const path = mkdtempSync(join(tmpdir(), 'mt-judge-'));
  const read = (name: string) => readFile(join(path, name), 'utf8');
  return {
    path,
    read,
    write: async (name, content) => {
      const file = join(path, name);
      await mkdir(dirname(file), { recursive: true });
      const text =
        typeof content === 'string' || Buffer.isBuffer(content)
          ? content
          : content.map((each) => `${JSON.stringify(each)}\n`).join('');
      await writeFile(file, text);
      return file;
    },
    records: async (name) =>
      (await read(name))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** A small bench: `count` two-turn questions in alternating categories, half of them with references. */
export function sampleQuestions(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => ({
    question_id: index + 1,
    category: index % 2 === 0 ? 'writing' : 'math',
    turns: [`Sample question ${index + 1}, first turn?`, `Sample question ${index + 1}, second turn?`],
    ...(index % 2 === 0
      ? {}
      : { reference: [`First reference ${index + 1}.`, `Second reference ${index + 1}.`] }),
  }));
}
