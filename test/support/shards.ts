/** Machines that each work on a shard in a folder of their own, and what is compared of the outcome. */

import { cp } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import { type Run, type RunOptions, run } from './cli.ts';
import { type Scene, snapshot } from './scene.ts';

/** A folder of its own within the scene's, with the bench. */
export async function makeMachine(scene: Scene, name: string): Promise<string> {
  const folder = join(scene.data.path, name);
  await cp(join(scene.data.path, 'questions'), join(folder, 'questions'), { recursive: true });
  return folder;
}

/** Both stages of a machine, to their ends; `flags` of both. */
export async function work(
  scene: Scene,
  folder: string,
  {
    models,
    judge,
    flags = [],
  }: { models: readonly string[]; judge: readonly string[]; flags?: readonly string[] },
): Promise<void> {
  const there = ['--data-dir', folder, ...flags];
  const answered = await scene.run('gen-answers', ['--model', ...models, ...there]);
  expect(answered).toMatchObject({ code: 0, stdout: '' });
  const judged = await scene.run('gen-judgment', ['--judge', ...judge, ...there]);
  expect(judged).toMatchObject({ code: 0, stdout: '' });
  expect(judged.stderr).not.toMatch(/not judged|missing/);
}

export function merge(
  folders: readonly string[],
  target: string,
  ...rest: readonly (string | RunOptions)[]
): Promise<Run> {
  const flags = rest.filter((each) => typeof each === 'string');
  const options = rest.find((each) => typeof each !== 'string');
  return run('mt-judge', ['merge', ...folders, '--data-dir', target, ...flags], options);
}

/** The files of a data directory by path, cache and locks left aside, with what differs from run to run blotted out. */
export async function timelessFiles(folder: string): Promise<Map<string, string>> {
  const entries = [...(await snapshot(folder))].map(
    ([path, text]) => [relative(folder, path), text] as const,
  );
  return new Map(
    entries
      .filter(([path, text]) => text !== '(folder)' && !/^\.cache|\.lock-owner$/.test(path))
      .map(([path, text]) => [path, text.replace(/"(tstamp|latency_ms)":[\d.e+-]+/g, '"$1":0')]),
  );
}
