import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CachedReply, type CacheKey, openCache } from '../../src/client/cache.ts';
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

/** The one file that holds the entries of a small cache. */
async function logFile(): Promise<string> {
  const names = await readdir(folder);
  expect(names).toHaveLength(1);
  return join(folder, names[0] ?? '');
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

const flipped = async (file: string, where: number) => {
  const bytes = await readFile(file);
  const place = Math.floor(bytes.length * where);
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
  await writeFile(file, bytes);
};
const cutTo = async (file: string, share: number) =>
  truncate(file, Math.floor((await stat(file)).size * share));

test.each<[string, (file: string) => Promise<void>]>([
  ['a flipped bit in the text', (file) => flipped(file, 0.8)],
  ['a flipped bit in the sum', (file) => flipped(file, 0.2)],
  ['a flipped bit in the name', (file) => flipped(file, 0.02)],
  ['a text cut short', (file) => cutTo(file, 0.8)],
  ['a sum cut short', (file) => cutTo(file, 0.2)],
  ['an empty file', (file) => cutTo(file, 0)],
])('%s is a miss, and the next write mends it', async (_what, damage) => {
  await openCache(folder).write(key, reply);
  await damage(await logFile());
  const cache = openCache(folder);
  expect(await cache.read(key)).toBeUndefined();
  await cache.write(key, reply);
  expect(await cache.read(key)).toEqual(reply);
  expect(await openCache(folder).read(key)).toEqual(reply);
});

test('what one process writes, another that has looked before finds', async () => {
  const [early, late] = [openCache(folder), openCache(folder)];
  expect(await early.read(key)).toBeUndefined();
  await late.write(key, reply);
  expect(await early.read(key)).toEqual(reply);
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
