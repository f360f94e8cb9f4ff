import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CachedReply, type CacheKey, openCache } from '../../src/client/cache.ts';
import { copyReplies, planReplies } from '../../src/merge/cache.ts';
import { type DataDir, makeDataDir } from '../support/cli.ts';

const keyOf = (prompt: string): CacheKey => ({
  ...{
    endpoint: 'openai',
    base_url: 'http://127.0.0.1:1/v1',
    model: 'm',
    parameters: {},
    repeat: 0,
    attempt: 0,
  },
  messages: [{ role: 'user', content: prompt }],
});
const replyOf = (text: string, latency_ms = 1): CachedReply => ({
  text,
  call: {
    ...{ finish_reason: 'stop', latency_ms, attempts: 1 },
    sent: { endpoint: 'openai', model: 'm', parameters: {} },
  },
});

let dir: DataDir;
const folder = (name: string) => join(dir.path, name);
const fill = async (name: string, replies: Record<string, CachedReply>) => {
  for (const [prompt, reply] of Object.entries(replies))
    await openCache(folder(name)).write(keyOf(prompt), reply);
};
const textsOf = (name: string, prompts: string) =>
  Promise.all([...prompts].map(async (prompt) => (await openCache(folder(name)).read(keyOf(prompt)))?.text));
const merge = async (names: string) => {
  const plan = planReplies(folder('t'), [...names].map(folder));
  return { copied: copyReplies(folder('t'), plan), conflicts: plan.conflicts };
};

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

test('replies that the target lacks are copied, once', async () => {
  await fill('t', { p: replyOf('P') });
  await fill('a', { p: replyOf('P', 50), q: replyOf('Q') });
  await fill('b', { q: replyOf('Q', 70), r: replyOf('R') });
  expect(await merge('ab')).toEqual({ copied: 2, conflicts: [] });
  expect(await textsOf('t', 'pqr')).toEqual(['P', 'Q', 'R']);
  expect(await merge('ba')).toEqual({ copied: 0, conflicts: [] });
});

test('different replies to one request are a conflict that names both caches', async () => {
  await fill('a', { p: replyOf('P') });
  await fill('b', { p: replyOf('other') });
  const { conflicts } = planReplies(folder('t'), [folder('a'), folder('b')]);
  expect(conflicts).toHaveLength(1);
  expect(conflicts[0]).toMatch(
    `${folder('a')} and ${folder('b')} hold different replies to one request (m, `,
  );
});

test('a damaged reply counts as absent: the other machine has it', async () => {
  await fill('t', { p: replyOf('P') });
  await fill('a', { p: replyOf('P', 2), q: replyOf('Q') });
  await damage('t', '"P"');
  await damage('a', '"Q"');
  expect(await merge('a')).toEqual({ copied: 1, conflicts: [] });
  expect(await textsOf('t', 'pq')).toEqual(['P', undefined]);
});

test('caches that do not exist, and entries that are no replies, hold nothing, and nothing is made of them', async () => {
  await openCache(folder('c')).write(keyOf('p'), { text: 'no call' } as CachedReply);
  expect(await merge('abc')).toEqual({ copied: 0, conflicts: [] });
  expect(existsSync(folder('t'))).toBe(false);
  expect(existsSync(folder('a'))).toBe(false);
});

test('a cache that may only be read is read', async () => {
  await fill('a', { p: replyOf('P') });
  for (const name of await readdir(folder('a'))) await chmod(join(folder('a'), name), 0o444);
  expect(await merge('a')).toEqual({ copied: 1, conflicts: [] });
});

/** Flips a character of the reply that contains `text`. */
async function damage(name: string, text: string): Promise<void> {
  for (const file of (await readdir(folder(name))).map((each) => join(folder(name), each))) {
    const content = await readFile(file, 'utf8');
    if (content.includes(text)) await writeFile(file, content.replace(text, '"!"'));
  }
}
