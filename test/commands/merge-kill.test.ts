/** SIGKILL in the middle of `mt-judge merge`, at moments that its folders show, and the merge that goes on from there. */

import { type FSWatcher, watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openKeyedLog } from '../../src/store/jsonl/keyed-log.ts';
import { sampleQuestions } from '../support/cli.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { makeMachine, merge, timelessFiles, work } from '../support/shards.ts';

let scene: Awaited<ReturnType<typeof startScene>>;
let machines: string[];
let whole: Map<string, string>;
let replies: string[];

const folders = ['questions', 'answers/small', 'judgments/small', '.cache'];

beforeAll(async () => {
  scene = await startScene({ questions: sampleQuestions(10) });
  machines = await shardedMachines(scene);
  const target = join(scene.data.path, 'undisturbed');
  expect((await merge(machines, target)).code).toBe(0);
  whole = await timelessFiles(target);
  replies = cachedKeys(target);
});

afterAll(() => scene.close());

const soak = process.env.MT_JUDGE_SOAK === '1';
const moments = soak ? Array.from({ length: 40 }, (_, index) => index + 1) : [1, 2, 4, 7, 11, 16];

for (const moment of moments) {
  test(`merge goes on after SIGKILL at change ${moment} of its folders: nothing lost, doubled or torn`, async () => {
    const target = join(scene.data.path, `killed-${moment}`);
    await mergeUntil(target, moment);
    for (const [path, text] of await timelessFiles(target)) {
      if (!path.endsWith('.jsonl')) continue;
      // Each file is whole or not there: no state between.
      expect(text).toBe(whole.get(path));
    }
    expect((await merge(machines, target)).code).toBe(0);
    expect(await timelessFiles(target)).toEqual(whole);
    expect(cachedKeys(target)).toEqual(replies);
  });
}

/** Kills the merge once so many changes were seen below its folders. */
async function mergeUntil(target: string, moment: number): Promise<void> {
  const watched = folders.map((folder) => join(target, folder));
  for (const folder of watched) await mkdir(folder, { recursive: true });
  const watchers: FSWatcher[] = [];
  let seen = 0;
  try {
    const { signal, code } = await merge(machines, target, {
      onStart: (child) => {
        for (const folder of watched) {
          watchers.push(
            watch(folder, () => {
              seen += 1;
              if (seen === moment) child.kill('SIGKILL');
            }),
          );
        }
      },
    });
    // The last change may be seen when the merge is over.
    expect(signal === 'SIGKILL' || code === 0).toBe(true);
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}

/** The folders of three machines, each with a shard of two models' answers and their judgments. */
async function shardedMachines(open: Scene): Promise<string[]> {
  const made: string[] = [];
  for (const shard of ['1/3', '2/3', '3/3']) {
    const folder = await makeMachine(open, `machine-${shard[0]}`);
    const flags = ['--shard', shard];
    await work(open, folder, { models: ['openai/m', 'openai/n'], judge: ['openai/j'], flags });
    made.push(folder);
  }
  return made;
}

function cachedKeys(folder: string): string[] {
  return openKeyedLog(join(folder, '.cache')).names().sort();
}
