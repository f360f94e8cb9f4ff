/** `--shard` of both generating commands, and the shards united, as processes. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run, sampleQuestions } from '../support/cli.ts';
import type { Asked } from '../support/loopback.ts';
import { linesOf, openScene, type Scene } from '../support/scene.ts';
import { makeMachine, merge, timelessFiles, work } from '../support/shards.ts';

/** A reply that depends on nothing but the request. */
function reply({ model, prompt, system = '' }: Asked): string {
  if (model !== 'j') return `An answer of ${model}, ${prompt.length} letters, to: ${prompt}`;
  if (`${system}${prompt}`.includes('[[A]]'))
    return `They differ.\n\n${prompt.length % 2 === 0 ? '[[A]]' : '[[B]]'}`;
  if (prompt.includes('question 3, first') && !prompt.includes('second turn')) return 'I cannot say.';
  return `It has ${prompt.length} letters.\n\nRating: [[${(prompt.length % 10) + 1}]]`;
}

const jobs = [
  ['a service', { models: ['openai/m', 'openai/n'], judge: ['openai/j'] }],
  [
    'a service, in pairs',
    { models: ['openai/m', 'openai/n'], judge: ['openai/j', '--mode', 'pairwise-all'] },
  ],
  ['demo models', { models: ['offline/reference', 'offline/terse'], judge: ['offline/judge'] }],
] as const;

for (const [name, job] of jobs) {
  test(`three shards of ${name}, merged in any order, are the files of one machine to the byte`, async () => {
    const scene = await openScene({ questions: sampleQuestions(14), reply });
    const parts = await workInShards(scene, job);
    const asked = scene.server.requests.length;
    const whole = await makeMachine(scene, 'whole');
    await work(scene, whole, job);
    // Together the shards have asked what one machine asks.
    expect(scene.server.requests).toHaveLength(2 * asked);
    const target = join(scene.data.path, 'merged');
    expect(await merge(parts.toReversed(), target)).toMatchObject({ code: 0, stderr: '' });
    const files = await timelessFiles(target);
    expect(files).toEqual(await timelessFiles(whole));
    expect([...files.values()].join('').length).toBeGreaterThan(5000);
  });
}

test('the merged cache repeats the whole evaluation without the service', async () => {
  const scene = await openScene({ questions: sampleQuestions(8), reply });
  const [, { models, judge }] = jobs[0];
  const target = join(scene.data.path, 'merged');
  await merge(await workInShards(scene, { models, judge }), target);
  const merged = await timelessFiles(target);
  await Promise.all(['answers', 'judgments'].map((name) => rm(join(target, name), { recursive: true })));
  scene.server.requests.length = 0;
  await work(scene, target, { models, judge, flags: ['--replay'] });
  expect(await timelessFiles(target)).toEqual(merged);
  expect(scene.server.requests).toEqual([]);
});

/** The folders of three machines that have done a shard each. */
async function workInShards(scene: Scene, job: Parameters<typeof work>[2]): Promise<string[]> {
  const folders: string[] = [];
  for (const shard of ['1/3', '2/3', '3/3']) {
    const folder = await makeMachine(scene, `machine-${shard[0]}`);
    await work(scene, folder, { ...job, flags: ['--shard', shard] });
    folders.push(folder);
  }
  return folders;
}

test('a shard that is full says nothing of other shards, and an added question moves no other', async () => {
  const scene = await openScene({ questions: sampleQuestions(9), reply });
  await scene.answers(['--shard', '2/3']);
  const before = await scene.data.records('answers/small/m.jsonl');
  await scene.data.write('questions/small.jsonl', sampleQuestions(20).toReversed());
  const again = await scene.answers(['--shard', '2/3']);
  expect(again.stderr).toContain(`${before.length} kept`);
  const judged = await scene.judge(['--shard', '2/3']);
  expect(judged).toMatchObject({ code: 0 });
  expect(judged.stderr).not.toMatch(/not judged/);
});

test('the selection comes first, then the shard; what is left out is not asked', async () => {
  const scene = await openScene({ questions: sampleQuestions(12), reply });
  const selection = ['--category', 'math', '--first-n', '4'];
  for (const shard of ['1/2', '2/2'])
    expect((await scene.answers([...selection, '--shard', shard])).code).toBe(0);
  const answers = await scene.data.records('answers/small/m.jsonl');
  expect(answers.map(({ question_id }) => question_id)).toEqual([2, 4, 6, 8]);
});

test('the next command of a machine keeps its shard, and the last one names the merge', async () => {
  const scene = await openScene({ questions: sampleQuestions(6), reply });
  const answered = await scene.answers(['--shard', '1/2']);
  expect(linesOf(answered.stderr).at(-1)).toBe(
    `next: gen-judgment --judge <endpoint>/<model> --shard 1/2 --bench small --data-dir ${scene.data.path}`,
  );
  const judged = await scene.judge(['--shard', '1/2']);
  expect(linesOf(judged.stderr).at(-1)).toBe(
    'next: when all 2 shards are done, mt-judge merge <their data directories> --data-dir <target>',
  );
  const only = await scene.judge(['--shard', '1/1']);
  expect(linesOf(only.stderr).at(-1)).toMatch(/^next: run gen-answers for what is missing/);
});

test('a machine whose shard is empty has done its work, and its folder merges', async () => {
  const scene = await openScene({ questions: sampleQuestions(1), reply });
  const folders: string[] = [];
  const said: string[] = [];
  for (const shard of ['1/2', '2/2']) {
    const folder = await makeMachine(scene, `machine-${shard[0]}`);
    const there = ['--data-dir', folder, '--shard', shard];
    const runs = [
      await scene.answers(there),
      await scene.judge(there),
      await scene.judge([...there, '--quiet']),
    ];
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    said.push(...runs.map(({ stderr }) => stderr));
    folders.push(folder);
  }
  const empty = said.filter((text) =>
    /^shard [12]\/2 holds none of the selected questions: there is nothing/.test(text),
  );
  expect(empty).toHaveLength(2);
  const target = join(scene.data.path, 'merged');
  expect((await merge(folders, target)).stdout).toMatch(/m\.jsonl: 1 answers, 1 added/);
});

for (const value of ['0/3', '4/3', '1', '1.5/3', '']) {
  test(`--shard "${value}" is refused in one line`, async () => {
    for (const [bin, flag] of [
      ['gen-answers', '--model'],
      ['gen-judgment', '--judge'],
    ] as const) {
      const { code, stdout, stderr } = await run(bin, [flag, 'offline/echo', `--shard=${value}`]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(linesOf(stderr)).toHaveLength(1);
      expect(stderr).toContain(`'--shard <i/n>' argument '${value}' is invalid`);
    }
  });
}
