/** What most tests of the commands stand on: a small bench in a folder of its own, a loopback server, short ways to run. */

import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type Bin,
  type DataDir,
  makeDataDir,
  type Run,
  type RunOptions,
  run,
  sampleQuestions,
} from './cli.ts';
import { type Loopback, type LoopbackOptions, startLoopback } from './loopback.ts';

/** The keys of a scene's environment: what each service must be sent, and what must stand nowhere else. */
export const keys = { OPENAI_API_KEY: 'sk-test-openai', ANTHROPIC_API_KEY: 'sk-test-anthropic' };

export interface Scene {
  data: DataDir;
  server: Loopback;
  /** Runs a bin on the scene's bench, against its server where the bin calls services. */
  run: (bin: Bin, args: readonly string[], options?: RunOptions) => Promise<Run>;
  answers: (args: readonly string[], options?: RunOptions) => Promise<Run>;
  judge: (args: readonly string[], options?: RunOptions) => Promise<Run>;
  show: (args: readonly string[], options?: RunOptions) => Promise<Run>;
}

export interface SceneOptions extends LoopbackOptions {
  questions?: readonly unknown[];
  /** Of the test's context; tests that run side by side must hand it in. */
  onTestFinished?: typeof onTestFinished;
}

/** Sets a scene for the test that runs now; it is taken down when that test ends. */
export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const scene = await startScene(options);
  (options.onTestFinished ?? onTestFinished)(scene.close);
  return scene;
}

/** Sets a scene that the caller closes. */
export async function startScene({
  questions = sampleQuestions(4),
  ...options
}: SceneOptions = {}): Promise<Scene & { close: () => Promise<void> }> {
  const data = makeDataDir();
  const server = await startLoopback(options);
  await data.write('questions/small.jsonl', questions);
  const close = async () => {
    await server.close();
    await data.remove();
  };
  return { ...sceneOn(data, server), close };
}

/** A scene that starts as another one stands: a copy of its folder, the same server, no requests so far. */
export async function copyScene({ data, server }: Scene): Promise<Scene> {
  const copy = makeDataDir();
  onTestFinished(copy.remove);
  await cp(data.path, copy.path, { recursive: true });
  server.requests.length = 0;
  return sceneOn(copy, server);
}

function sceneOn(data: DataDir, server: Loopback): Scene {
  const start: Scene['run'] = (bin, args, { env, ...rest } = {}) => {
    const shared = ['--bench', 'small', '--data-dir', data.path];
    const address = bin === 'show-results' ? [] : ['--base-url', `${server.url}/v1`];
    return run(bin, [...shared, ...address, ...args], { env: { ...keys, ...env }, ...rest });
  };
  return {
    data,
    server,
    run: start,
    answers: (args, rest) => start('gen-answers', ['--model', 'openai/m', ...args], rest),
    judge: (args, rest) => start('gen-judgment', ['--judge', 'openai/j', ...args], rest),
    show: (args, rest) => start('show-results', args, rest),
  };
}

/** A record as it stands on disk: a test looks into whatever was written. */
export type Row = Awaited<ReturnType<DataDir['records']>>[number];

export const answersPath = 'answers/small/m.jsonl';
export const judgmentsPath = 'judgments/small/j_single.jsonl';

/** Every file and folder below a folder, with the text of the files: to see that nothing was written. */
export async function snapshot(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, entry.isFile() ? await readFile(path, 'latin1') : '(folder)'] as const;
    }),
  );
  return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The lines of a command's stderr. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
