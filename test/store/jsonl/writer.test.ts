import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { UserError } from '../../../src/errors.ts';
import { openWriter } from '../../../src/store/jsonl/writer.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

const schema = z.looseObject({ id: z.int() });
let dir: DataDir;
let file: string;

beforeEach(() => {
  dir = makeDataDir();
  file = join(dir.path, 'folder', 'a.jsonl');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await dir.remove();
});

const read = () => dir.read('folder/a.jsonl');
const write = (content: string) => dir.write('folder/a.jsonl', content);

type WriteBytes = (bytes: Buffer) => Promise<{ bytesWritten: number }>;

/** What every handle of an open file does, to look at or to break. */
async function handlePrototype(): Promise<{ write: WriteBytes; datasync: () => Promise<void> }> {
  const handle = await open(await dir.write('probe', ''));
  await handle.close();
  return Object.getPrototypeOf(handle);
}

test('`openWriter()` makes the folder, and the file with the first record', async () => {
  const writer = await openWriter(file, schema);
  await expect(read()).rejects.toThrow(/ENOENT/);
  await writer.append({ id: 1 });
  expect(await read()).toBe('{"id":1}\n');
  await writer.close();
});

test('`append()` keeps unknown fields and text of every script, one line a record', async () => {
  const writer = await openWriter(file, schema);
  const record = { id: 1, text: 'żółw\r\n東京 \u2028 😀 \u0000', more: { deep: [null] } };
  await writer.append(record);
  await writer.close();
  expect((await read()).split('\n')).toHaveLength(2);
  expect(await dir.records('folder/a.jsonl')).toEqual([record]);
});

test('`append()` puts a record behind those that stand there', async () => {
  await write('{"id":1}\n');
  const writer = await openWriter(file, schema);
  await writer.append({ id: 2 });
  await writer.close();
  expect(await read()).toBe('{"id":1}\n{"id":2}\n');
});

test('`append()` keeps many records that come at once whole and in order', async () => {
  const writer = await openWriter(file, schema);
  const ids = Array.from({ length: 300 }, (_, id) => id);
  await Promise.all(ids.map((id) => writer.append({ id, text: 'x'.repeat(id * 40) })));
  await writer.close();
  expect((await dir.records('folder/a.jsonl')).map(({ id }) => id)).toEqual(ids);
});

test('`append()` resolves after its line has been flushed to disk, not before', async () => {
  const prototype = await handlePrototype();
  const events: string[] = [];
  const { datasync } = prototype;
  vi.spyOn(prototype, 'datasync').mockImplementation(async function (this: FileHandle) {
    events.push(`flush begins: ${await read()}`);
    await datasync.call(this);
    events.push('flush ends');
  });
  const writer = await openWriter(file, schema);
  await writer.append({ id: 1 }).then(() => events.push('appended'));
  await writer.close();
  expect(events).toEqual(['flush begins: {"id":1}\n', 'flush ends', 'appended']);
});

test('`append()` rejects on a full disk with no trace in the file, and works again when there is room', async () => {
  await write('{"id":1}\n');
  const prototype = await handlePrototype();
  const writer = await openWriter(file, schema);
  const { write: realWrite } = prototype;
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  const spy = vi.spyOn(prototype, 'write').mockImplementation(async function (
    this: FileHandle,
    line: Buffer,
  ) {
    await realWrite.call(this, line.subarray(0, 4));
    throw full;
  });
  const appending = writer.append({ id: 2 });
  await expect(appending).rejects.toBeInstanceOf(UserError);
  await expect(appending).rejects.toThrow(`cannot write ${file}: the disk is full`);
  expect(await read()).toBe('{"id":1}\n');
  spy.mockRestore();
  await writer.append({ id: 3 });
  await writer.close();
  expect(await read()).toBe('{"id":1}\n{"id":3}\n');
});

test('`close()` tells the next writer of work that failed, for it is still to be done', async () => {
  const writer = await openWriter(file, schema);
  await writer.append({ id: 1 });
  const failing = writer.close(() => Promise.reject(new UserError('cannot put it in order')));
  await expect(failing).rejects.toThrow('cannot put it in order');
  const next = await openWriter(file, schema);
  expect(next.inherited).toBe(true);
  await next.close(async () => undefined);
  const last = await openWriter(file, schema);
  expect(last.inherited).toBe(false);
  await last.close();
});

test('`append()` goes on writing where the system took only a part of a line', async () => {
  const prototype = await handlePrototype();
  const { write: realWrite } = prototype;
  const writer = await openWriter(file, schema);
  vi.spyOn(prototype, 'write').mockImplementation(function (this: FileHandle, line: Buffer) {
    return realWrite.call(this, line.subarray(0, 5));
  });
  await writer.append({ id: 1, text: 'longer than five bytes' });
  await writer.close();
  expect(await read()).toBe('{"id":1,"text":"longer than five bytes"}\n');
});

test('`append()` rejects a record that does not fit the schema, as a bug, and writes nothing', async () => {
  const writer = await openWriter(file, schema);
  const wrong = { id: 'one' } as unknown as { id: number };
  const error: unknown = await writer.append(wrong).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(z.ZodError);
  expect(error).not.toBeInstanceOf(UserError);
  await writer.append({ id: 2 });
  await writer.close();
  expect(await read()).toBe('{"id":2}\n');
});

test('`openWriter()` sets a torn last line aside in `.torn` and goes on behind the last whole one', async () => {
  await write('{"id":1}\n{"id":2,"text":"to');
  const writer = await openWriter(file, schema);
  expect(writer.tornBytes).toBe(18);
  await writer.append({ id: 3 });
  await writer.close();
  expect(await read()).toBe('{"id":1}\n{"id":3}\n');
  expect(await dir.read('folder/a.jsonl.torn')).toBe('{"id":2,"text":"to\n');
});

test('`openWriter()` loses no torn line to a later one', async () => {
  for (const torn of ['{"id":1', '{"id":2']) {
    await write(torn);
    await (await openWriter(file, schema)).close();
  }
  expect(await dir.read('folder/a.jsonl.torn')).toBe('{"id":1\n{"id":2\n');
  expect(await read()).toBe('');
});

test.each([
  ['a last line without a line break', '{"id":1}', '{"id":1}\n'],
  ['a lone line behind a byte order mark', '\ufeff{"id":1}', '\ufeff{"id":1}\n'],
  ['a file in good order', '{"id":1}\n', '{"id":1}\n'],
  ['an empty file', '', ''],
])('`openWriter()` loses nothing of %s', async (_what, before, after) => {
  await write(before);
  const writer = await openWriter(file, schema);
  expect(writer.tornBytes).toBe(0);
  await writer.close();
  expect(await read()).toBe(after);
});

test('`openWriter()` finds the beginning of a torn line of any length', async () => {
  const torn = `{"id":2,"text":"${'ż'.repeat(100_000)}`;
  await write(`{"id":1}\n${torn}`);
  const writer = await openWriter(file, schema);
  expect(writer.tornBytes).toBe(Buffer.byteLength(torn));
  await writer.close();
  expect(await read()).toBe('{"id":1}\n');
  expect(await dir.read('folder/a.jsonl.torn')).toBe(`${torn}\n`);
});

test('`openWriter()` names a folder that cannot be made', async () => {
  await dir.write('folder', 'a file in its place');
  await expect(openWriter(file, schema)).rejects.toThrow(
    /^cannot make the folder .*: part of its path is a file$/,
  );
  await expect(openWriter(file, schema)).rejects.toBeInstanceOf(UserError);
});

test('`close()` runs its work after the last record, while the lock is still held', async () => {
  const writer = await openWriter(file, schema);
  const appended = writer.append({ id: 1 });
  const seen: string[] = [];
  await writer.close(async () => {
    seen.push(await read());
    await expect(openWriter(file, schema)).rejects.toThrow(/is writing it/);
  });
  await appended;
  expect(seen).toEqual(['{"id":1}\n']);
  await (await openWriter(file, schema)).close();
});

test('`close()` lets go of the lock even where its work fails', async () => {
  const writer = await openWriter(file, schema);
  await expect(writer.close(() => Promise.reject(new Error('work failed')))).rejects.toThrow('work failed');
  await (await openWriter(file, schema)).close();
});
