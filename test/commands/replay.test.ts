/** The cache: a whole evaluation from it with no key and no server, what counts as a miss, and who may share it. */

import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Bin, run } from '../support/cli.ts';
import type { Asked } from '../support/loopback.ts';
import { answersPath, judgmentsPath, linesOf, openScene, type Scene } from '../support/scene.ts';

/** Ratings that differ, and one reply without a verdict, which takes a second attempt. */
function reply({ model, prompt, number }: Asked): string {
  if (model === 'm') return `Answer ${number} to: ${prompt}`;
  return prompt.includes('question 4, first')
    ? `Unsure, ${number}.`
    : `As ${number}.\n\nRating: [[${(number % 10) + 1}]]`;
}

const answersOf = ['--model', 'openai/m', '--num-choices', '2'];
const judgmentsOf = ['--judge', 'openai/j', '--repeats', '2'];

/** Runs a bin under `--replay` with no key at all in its environment. */
function replay({ data, server }: Scene, bin: Bin, args: readonly string[]) {
  const shared = ['--bench', 'small', '--data-dir', data.path, '--base-url', `${server.url}/v1`];
  return run(bin, [...shared, '--replay', ...args]);
}

async function evaluatedScene(): Promise<Scene> {
  const scene = await openScene({ reply });
  expect((await scene.run('gen-answers', answersOf)).code).toBe(0);
  expect((await scene.run('gen-judgment', judgmentsOf)).code).toBe(0);
  return scene;
}

const timeless = (text: string) => text.replace(/"tstamp":[\d.]+/g, '"tstamp":0');

test('--replay makes byte-identical judgments with no key and no server', async () => {
  const scene = await evaluatedScene();
  const before = await scene.data.read(judgmentsPath);
  await scene.server.close();
  await rm(join(scene.data.path, 'judgments'), { recursive: true });
  expect(await replay(scene, 'gen-judgment', judgmentsOf)).toMatchObject({ code: 0, stdout: '' });
  const after = await scene.data.read(judgmentsPath);
  expect(timeless(after)).toBe(timeless(before));
  expect(after).not.toBe(before);
});

test('--replay makes the answers too, and the judgments of them, byte for byte', async () => {
  const scene = await evaluatedScene();
  const before = [await scene.data.read(answersPath), await scene.data.read(judgmentsPath)];
  await scene.server.close();
  for (const folder of ['answers', 'judgments']) await rm(join(scene.data.path, folder), { recursive: true });
  expect((await replay(scene, 'gen-answers', answersOf)).code).toBe(0);
  expect((await replay(scene, 'gen-judgment', judgmentsOf)).code).toBe(0);
  const after = [await scene.data.read(answersPath), await scene.data.read(judgmentsPath)];
  expect(after.map(timeless)).toEqual(before.map(timeless));
});

test('a miss under --replay is named, sends nothing, writes nothing for it, and exits 1', async () => {
  const scene = await evaluatedScene();
  const sent = scene.server.requests.length;
  await rm(join(scene.data.path, 'answers'), { recursive: true });
  const missed = await replay(scene, 'gen-answers', ['--model', 'openai/m', '--num-choices', '3']);
  expect(missed).toMatchObject({ code: 1, stdout: '' });
  for (const id of [1, 2, 3, 4]) {
    const line = `failed: m, question ${id}: openai/m: the reply is not in the cache, and --replay sends nothing`;
    expect(linesOf(missed.stderr)).toContain(line);
  }
  expect(missed.stderr).toContain('failed calls, cache miss: 4 (');
  expect(existsSync(join(scene.data.path, answersPath))).toBe(false);
  expect(scene.server.requests).toHaveLength(sent);
});

test('a cache entry with a flipped bit or a torn index is a miss, and is asked for and kept again', async () => {
  const scene = await openScene({ reply: ({ prompt }) => `To: ${prompt}` });
  await scene.answers([]);
  const flipped = (bytes: Buffer) => {
    bytes[bytes.length - 4] = (bytes[bytes.length - 4] ?? 0) ^ 1;
    return bytes;
  };
  const torn = (bytes: Buffer) => bytes.subarray(0, bytes.length - 10);
  const whole = await scene.data.read(answersPath);
  for (const change of [flipped, torn]) {
    const file = await firstFile(join(scene.data.path, '.cache'));
    await writeFile(file, change(await readFile(file)));
    await rm(join(scene.data.path, 'answers'), { recursive: true });
    expect((await replay(scene, 'gen-answers', ['--model', 'openai/m'])).code).toBe(1);
    scene.server.requests.length = 0;
    expect((await scene.answers([])).code).toBe(0);
    expect(scene.server.requests).toHaveLength(1);
    const text = (json: string) => linesOf(json).map((line) => JSON.parse(line).choices[0].turns);
    expect(text(await scene.data.read(answersPath))).toEqual(text(whole));
  }
  await rm(join(scene.data.path, 'answers'), { recursive: true });
  expect((await replay(scene, 'gen-answers', ['--model', 'openai/m'])).code).toBe(0);
});

async function firstFile(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const [file] = entries.filter((entry) => entry.isFile());
  return join(file?.parentPath ?? '', file?.name ?? '');
}

test('two processes share one cache while both run, and a third finds every reply there', async () => {
  const scene = await openScene();
  const reached = scene.server.hold(2);
  const named = (id: string, ...args: string[]) => scene.answers(['--model-id', id, ...args, '-j', '1']);
  const both = [named('first'), named('second', '--overwrite')];
  await reached;
  scene.server.release();
  for (const { code, stderr } of await Promise.all(both)) expect({ code, stderr }).toMatchObject({ code: 0 });
  scene.server.requests.length = 0;
  expect((await named('third')).stderr).toContain('0 calls sent, 8 from the cache');
  expect(scene.server.requests).toEqual([]);
  const turns = async (id: string) =>
    (await scene.data.records(`answers/small/${id}.jsonl`)).map((record) => record.choices[0].turns);
  expect(await turns('second')).toEqual(await turns('first'));
  expect(await turns('third')).toEqual(await turns('first'));
});

test('--no-cache neither writes the cache nor reads it', async () => {
  const scene = await openScene();
  expect((await scene.answers(['--no-cache'])).code).toBe(0);
  expect(existsSync(join(scene.data.path, '.cache'))).toBe(false);
  await scene.answers(['--model-id', 'cached']);
  scene.server.requests.length = 0;
  expect((await scene.answers(['--model-id', 'other', '--no-cache'])).code).toBe(0);
  expect(scene.server.requests).toHaveLength(8);
});

test('replies to other models, addresses and parameters are not taken for one another', async () => {
  const scene = await openScene();
  await scene.answers([]);
  const other = ['--temperature', '1', '--model-id', 'warm'];
  const sent = async (args: string[]) => {
    scene.server.requests.length = 0;
    expect((await scene.run('gen-answers', args)).code).toBe(0);
    return scene.server.requests.length;
  };
  expect(await sent(['--model', 'openai/m', ...other])).toBe(8);
  expect(await sent(['--model', 'openai/n'])).toBe(8);
  expect(await sent(['--model', 'vllm/m', '--model-id', 'at-vllm'])).toBe(8);
  expect(
    await sent(['--model', 'openai/m', '--base-url', `${scene.server.url}/other/v1`, '--model-id', 'away']),
  ).toBe(8);
  expect(await sent(['--model', 'openai/m', '--model-id', 'same'])).toBe(0);
});
