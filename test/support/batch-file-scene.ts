/** What the tests of `--batch file` stand on: a bench and a folder for batches, and an engine that is played by hand. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { steadyReply } from './batch-scene.ts';
import { type DataDir, makeDataDir, type Run, run, sampleQuestions } from './cli.ts';
import { envelope, toAsked } from './loopback.ts';
import { linesOf } from './scene.ts';

export interface FileScene {
  data: DataDir;
  folder: string;
  gen: (bin: 'gen-answers' | 'gen-judgment', ...args: string[]) => Promise<Run>;
  collect: (...args: string[]) => Promise<Run>;
}

export const address = ['--base-url', 'http://127.0.0.1:9/v1'];

/** A bench in a folder of its own, and no key anywhere. */
export async function openFileScene(name = 'batch'): Promise<FileScene> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  await data.write('questions/small.jsonl', sampleQuestions(4));
  const folder = join(data.path, name);
  const shared = ['--bench', 'small', '--data-dir', data.path, ...address];
  return {
    ...{ data, folder },
    gen: (bin, ...args) => run(bin, [...shared, ...args, '--batch', 'file', folder]),
    collect: (...args) => run('mt-judge', ['batch', 'collect', folder, ...args]),
  };
}

export interface Line {
  custom_id: string;
  body: { model: string; messages: { role: string; content: string }[] };
}

/** Request files that stand in a folder, in order. */
export async function requestFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('requests-')).sort();
}

export async function linesIn(folder: string, name: string): Promise<Line[]> {
  const text = await readFile(join(folder, name), 'utf8');
  return linesOf(text).map((line) => JSON.parse(line));
}

/** What `vllm run-batch` writes for a line. */
export function answerTo({ custom_id, body }: Line): unknown {
  const asked = toAsked(body, { api: 'openai', path: '', headers: {}, number: 0 });
  const reply = envelope(asked, { text: steadyReply(asked) });
  const response = { status_code: 200, request_id: 'vllm-batch-1', body: reply };
  return { id: 'vllm-1', custom_id, response, error: null };
}

/** Plays the engine: answers a request file in whatever order, into a file beside it. */
export async function runEngine(
  folder: string,
  name: string,
  answer = answerTo,
  into?: string,
): Promise<void> {
  const answered = (await linesIn(folder, name)).reverse().map((line) => `${JSON.stringify(answer(line))}\n`);
  await writeFile(into ?? join(folder, name.replace('requests-', 'results-')), answered.join(''));
}
