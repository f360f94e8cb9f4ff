import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CachedReply, type CacheKey, openCache } from '../../src/calls/cache.ts';
import { UserError } from '../../src/errors.ts';
import { type DataDir, makeDataDir } from '../support/cli.ts';

let dir: DataDir;
let folder: string;

beforeEach(() => {
  dir = makeDataDir();
  folder = join(dir.path, '.cache');
});
afterEach(() => dir.remove());

const key: CacheKey = {
  endpoint: 'openai',
  base_url: 'http://127.0.0.1:1/v1',
  model: 'm',
  messages: [{ role: 'user', content: 'Why?' }],
  parameters: { temperature: 0, max_tokens: 9 },
  repeat: 0,
  attempt: 0,
};
const replyOf = (text: string): CachedReply => ({
  text,
  call: {
    sent: { endpoint: 'openai', model: 'm', parameters: { temperature: 0 } },
    finish_reason: 'stop',
    latency_ms: 5,
    attempts: 1,
  },
});
const reply = replyOf('Because – żółw 😀');

/** The files of the cache below a folder of its own layout (`content-v2`, `index-v5`). */
async function filesBelow(part: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const files: string[] = [];
  for (const name of names) {
    const file = join(folder, name);
    if (name.startsWith(part) && (await stat(file)).isFile()) files.push(file);
  }
  return files;
}

test('the cache has nothing to begin with, and makes no folder to say so', async () => {
  expect(await openCache(folder).read(key)).toBeUndefined();
  await expect(readdir(folder)).rejects.toThrow(/ENOENT/);
});

test('the cache gives back what was written, to another process too', async () => {
  await openCache(folder).write(key, reply);
  expect(await openCache(folder).read(key)).toEqual(reply);
});

test('the cache finds equal content whatever the order of its fields', async () => {
  await openCache(folder).write(key, reply);
  const { parameters: _, ...rest } = key;
  const reordered = { parameters: { max_tokens: 9, temperature: 0 }, ...rest };
  expect(await openCache(folder).read(reordered)).toEqual(reply);
});

test.each<[string, Partial<CacheKey>]>([
  ['endpoint', { endpoint: 'vllm' }],
  ['base URL', { base_url: 'http://127.0.0.1:2/v1' }],
  ['model', { model: 'n' }],
  ['message', { messages: [{ role: 'user', content: 'Why? ' }] }],
  ['role', { messages: [{ role: 'system', content: 'Why?' }] }],
  ['parameter', { parameters: { temperature: 0.1, max_tokens: 9 } }],
  ['repeat', { repeat: 1 }],
  ['attempt', { attempt: 1 }],
])('the cache tells replies apart by %s', async (_what, change) => {
  const cache = openCache(folder);
  await cache.write(key, reply);
  expect(await cache.read({ ...key, ...change })).toBeUndefined();
});

test('the cache keeps the last of several replies to one question', async () => {
  const cache = openCache(folder);
  await cache.write(key, reply);
  await cache.write(key, replyOf('Second.'));
  expect((await cache.read(key))?.text).toBe('Second.');
});

async function damage(part: 'content' | 'index', change: (file: string) => Promise<void>) {
  const files = await filesBelow(part);
  expect(files).toHaveLength(1);
  for (const file of files) await change(file);
}

const flipped = async (file: string) => {
  const bytes = await readFile(file);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  await writeFile(file, bytes);
};
const halved = async (file: string) => truncate(file, Math.floor((await stat(file)).size / 2));
const emptied = (file: string) => truncate(file, 0);

test.each([
  ['content with a flipped bit', 'content', flipped],
  ['content cut short', 'content', halved],
  ['empty content', 'content', emptied],
  ['an index with a flipped bit', 'index', flipped],
  ['an index cut short', 'index', halved],
] as const)('%s is a miss, and the next write mends it', async (_what, part, change) => {
  const cache = openCache(folder);
  await cache.write(key, reply);
  await damage(part, change);
  expect(await cache.read(key)).toBeUndefined();
  await cache.write(key, reply);
  expect(await cache.read(key)).toEqual(reply);
});

test('an entry that is no reply is a miss', async () => {
  const cache = openCache(folder);
  await cache.write(key, { text: 'no call' } as CachedReply);
  expect(await cache.read(key)).toBeUndefined();
});

test('many writers of the same and of other replies get in nobody’s way', async () => {
  const caches = [openCache(folder), openCache(folder)];
  const writes = Array.from({ length: 40 }, (_, index) =>
    caches[index % 2]?.write({ ...key, repeat: index % 10 }, replyOf(`reply ${index % 10}`)),
  );
  await Promise.all(writes);
  for (let repeat = 0; repeat < 10; repeat += 1) {
    expect((await openCache(folder).read({ ...key, repeat }))?.text).toBe(`reply ${repeat}`);
  }
});

test('a cache that cannot be written is the user’s to mend, and named', async () => {
  const file = await dir.write('file', '');
  const writing = openCache(join(file, '.cache')).write(key, reply);
  await expect(writing).rejects.toBeInstanceOf(UserError);
  await expect(writing).rejects.toThrow(/^cannot write the cache .*: part of its path is a file$/);
});
