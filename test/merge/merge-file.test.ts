import { existsSync } from 'node:fs';
import { appendFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { planFileMerge, type RecordKind, writeUnion } from '../../src/merge/merge-file.ts';
import { readRecords } from '../../src/store/jsonl/reader.ts';
import { type DataDir, makeDataDir } from '../support/cli.ts';

const schema = z.looseObject({ id: z.int(), owner: z.string().optional() });
type Line = z.infer<typeof schema>;

const kind: RecordKind<Line> = {
  noun: 'lines',
  async *read(file, options) {
    for await (const read of readRecords(file, schema, options))
      yield { ...read, key: String(read.record.id) };
  },
  rankOf: ({ id }) => [id],
  describe: ({ id }) => `line ${id}`,
  ownerOf: ({ owner = 'all' }) => owner,
};

let dir: DataDir;
const file = (name: string) => join(dir.path, `${name}.jsonl`);
const files = (names: string) => [...names].map(file);
const write = (name: string, content: string | unknown[]) => dir.write(`${name}.jsonl`, content);
const merge = async (names: string) => {
  const union = await planFileMerge(files(names), kind);
  await writeUnion(file(names[0] ?? ''), union);
  return union;
};

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

test('files are merged in order, with the bytes that their lines had', async () => {
  await write('a', '{ "id" : 3, "x": 1.50 }\n');
  await write('b', '{"id":1}\r\n{"id":4}');
  await write('c', '\ufeff{"id":2}\n');
  const { added, same, conflicts } = await merge('tabc');
  expect({ added, same, conflicts }).toEqual({ added: 4, same: 0, conflicts: [] });
  expect(await dir.read('t.jsonl')).toBe('{"id":1}\r\n{"id":2}\n{ "id" : 3, "x": 1.50 }\n{"id":4}\n');
});

test('a record that several files hold alike is one record, as the first of them has it', async () => {
  await write('t', [{ id: 1, tstamp: 5, text: 'same' }]);
  await write('a', [
    { text: 'same', id: 1, tstamp: 9 },
    { id: 2, tstamp: 1 },
  ]);
  await write('b', [{ id: 2, tstamp: 2 }]);
  expect(await merge('tab')).toMatchObject({ added: 1, same: 2, conflicts: [] });
  expect(await dir.records('t.jsonl')).toEqual([
    { id: 1, tstamp: 5, text: 'same' },
    { id: 2, tstamp: 1 },
  ]);
});

test('records of one key that differ are named by file, line and key', async () => {
  await write('t', [{ id: 1 }, { id: 2, text: 'there' }]);
  await write('a', [{ id: 3 }, { id: 2, text: 'here' }]);
  await write('b', [{ id: 3, text: 'more' }]);
  const { conflicts } = await planFileMerge(files('tab'), kind);
  expect(conflicts).toEqual([
    `${file('t')}:2 and ${file('a')}:2 differ on line 2`,
    `${file('a')}:1 and ${file('b')}:1 differ on line 3`,
  ]);
});

test('a file of another owner is a conflict even where no key is the same', async () => {
  await write('a', [{ id: 1, owner: 'm/1' }]);
  await write('b', [{ id: 2, owner: 'm-1' }]);
  expect((await planFileMerge(files('tab'), kind)).conflicts).toEqual([
    `${file('a')} holds the lines of "m/1" and ${file('b')} those of "m-1"`,
  ]);
});

test('of rows with one key in one file the last counts; only the target moves the others to `.superseded`', async () => {
  await write('t', [
    { id: 1, text: 'old' },
    { id: 1, text: 'new' },
  ]);
  await write('a', [
    { id: 2, text: 'old' },
    { id: 1, text: 'new' },
    { id: 2, text: 'new' },
  ]);
  const { notes } = await merge('ta');
  expect(notes).toEqual([`${file('a')}: 1 row that a later row replaces is left out`]);
  expect(await dir.records('t.jsonl')).toEqual([
    { id: 1, text: 'new' },
    { id: 2, text: 'new' },
  ]);
  expect(await dir.records('t.jsonl.superseded')).toEqual([{ id: 1, text: 'old' }]);
});

test('a file that lacks nothing is not touched, in whatever order and form it is', async () => {
  const content = '{"id":2}\r\n\n{"id":1}\n{"id":1}';
  await write('t', content);
  await write('a', [{ id: 1 }]);
  const before = await stat(file('t'));
  expect(await merge('ta')).toMatchObject({ added: 0, same: 1 });
  expect(await dir.read('t.jsonl')).toBe(content);
  expect((await stat(file('t'))).ino).toBe(before.ino);
  expect(existsSync(`${file('t')}.superseded`)).toBe(false);
});

test('a torn last line is left out and named; a broken line is refused', async () => {
  await write('a', '{"id":1}\n{"id":2,"te');
  const { notes, added } = await merge('ta');
  expect({ notes, added }).toEqual({ notes: [`${file('a')}:2 is cut off and is left out`], added: 1 });
  await write('b', '{"id":1}\n{"id":"two"}\n');
  await expect(merge('tb')).rejects.toThrow(/b\.jsonl:2: id is "two".*the file should hold lines/);
});

test('a file that changes between the plan and the writing is refused, and nothing is replaced', async () => {
  await write('t', [{ id: 1 }]);
  await write('a', [{ id: 2 }]);
  const union = await planFileMerge(files('ta'), kind);
  await appendFile(file('a'), '{"id":3}\n');
  await expect(writeUnion(file('t'), union)).rejects.toThrow(/a\.jsonl has changed while it was merged/);
  expect(await dir.read('t.jsonl')).toBe('{"id":1}\n');
  expect(existsSync(`${file('t')}.new`)).toBe(false);
});

test('more files than may be open at once are merged', async () => {
  const names = Array.from({ length: 150 }, (_, index) => `many-${index}`);
  for (const [index, name] of names.entries()) await write(name, [{ id: 150 - index }, { id: 1000 }]);
  const union = await planFileMerge([file('t'), ...names.map(file)], kind);
  await writeUnion(file('t'), union);
  expect(union).toMatchObject({ added: 151, same: 149 });
  expect((await dir.records('t.jsonl')).map(({ id }) => id)).toEqual(
    [...Array(150).keys()].map((id) => id + 1).concat(1000),
  );
});

test('however records are spread and doubled over files, the union is the whole, and uniting again changes nothing', async () => {
  const spread = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 30 }), fc.subarray(['a', 'b', 'c', 't'], { minLength: 1 })),
    {
      minLength: 1,
      maxLength: 30,
    },
  );
  await fc.assert(
    fc.asyncProperty(spread, async (rows) => {
      const ids = [...new Map(rows)];
      for (const name of 'tabc')
        await write(
          name,
          ids.filter(([, where]) => where.includes(name)).map(([id]) => ({ id })),
        );
      expect((await merge('tabc')).conflicts).toEqual([]);
      const whole = await dir.records('t.jsonl');
      expect(whole.map(({ id }) => id).toSorted((x, y) => x - y)).toEqual(
        ids.map(([id]) => id).toSorted((x, y) => x - y),
      );
      expect((await merge('tcba')).added).toBe(0);
    }),
    { numRuns: 40 },
  );
});
