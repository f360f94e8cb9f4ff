/** The product's side: import, answers, judgments, and what `show-results --compat lm-eval` prints. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { run } from '../../support/cli.ts';
import type { Harness, HarnessResults } from './harness.ts';
import { type Scene, writeScene } from './scene.ts';

export interface OurRun {
  harness: Pick<Harness, 'tasks'>;
  folder: string;
  /** The server's address, without a path. */
  url: string;
  flags?: readonly string[];
}

/** Imports the scene's rows. */
export async function importScene(scene: Scene, { harness, folder }: OurRun): Promise<void> {
  const from = await writeScene(scene, folder);
  const shots = scene.shots ? ['--shots', join(harness.tasks, scene.shots)] : [];
  const { bench, ask } = scene;
  await succeed('mt-judge', ['import', bench, '--from', from, ...shots], folder);
  if (!ask) return;
  const path = join(folder, 'questions', `${bench}.yaml`);
  const yaml = parse(await readFile(path, 'utf8'));
  yaml.ask.generate = { ...yaml.ask.generate, ...ask };
  await writeFile(path, stringify(yaml));
}

/** Asks the server. */
export async function askScene(scene: Scene, { folder, url, flags = [] }: OurRun): Promise<void> {
  const where = ['--model', 'vllm/m', '--base-url', `${url}/v1`, '--no-cache', '--quiet'];
  await succeed('gen-answers', ['--bench', scene.bench, ...where, ...scene.flags, ...flags], folder);
}

export async function gradeScene(scene: Scene, folder: string): Promise<HarnessResults> {
  const graders = ['--judge', ...scene.graders];
  await succeed('gen-judgment', ['--bench', scene.bench, ...graders, '--quiet'], folder);
  const show = ['--bench', scene.bench, '--compat', 'lm-eval', '--format', 'json'];
  return JSON.parse(await succeed('show-results', show, folder)) as HarnessResults;
}

async function succeed(
  bin: Parameters<typeof run>[0],
  args: readonly string[],
  folder: string,
): Promise<string> {
  const { code, stdout, stderr } = await run(bin, [...args, '--data-dir', folder], { cwd: folder });
  if (code !== 0) throw new Error(`${bin} ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}
