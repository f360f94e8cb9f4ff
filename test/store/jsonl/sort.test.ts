import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { sortFile } from '../../../src/store/jsonl/sort.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';
import { pageBytes, taken, unmountable, withVolume } from '../../support/volume.ts';

const schema = z.looseObject({ id: z.int(), model: z.string().default('m'), text: z.string().optional() });
const options = {
  keyOf: ({ id, model }: z.infer<typeof schema>) => JSON.stringify([model, id]),
  rankOf: ({ id, model }: z.infer<typeof schema>) => [model, id],
};
let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

const run = async (content: string | unknown[]) => {
  const moved = await sortFile(await dir.write('a.jsonl', content), schema, options);
  return { moved, text: await dir.read('a.jsonl') };
};
const supersededText = () => dir.read('a.jsonl.superseded');

test('`sortFile()` sorts rows by rank, numbers as numbers', async () => {
  expect(await run([{ id: 10 }, { id: 9 }, { id: 100 }])).toEqual({
    moved: 0,
    text: '{"id":9}\n{"id":10}\n{"id":100}\n',
  });
  expect(existsSync(join(dir.path, 'a.jsonl.superseded'))).toBe(false);
});

test('`sortFile()` compares ranks part by part', async () => {
  const rows = [
    { id: 1, model: 'b' },
    { id: 2, model: 'a' },
    { id: 1, model: 'a' },
  ];
  expect((await run(rows)).text).toBe('{"id":1,"model":"a"}\n{"id":2,"model":"a"}\n{"id":1,"model":"b"}\n');
});

test('`sortFile()` keeps the last row of each key and moves earlier ones to `.superseded`', async () => {
  const rows = [
    { id: 2, text: 'old' },
    { id: 1, text: 'only' },
    { id: 2, text: 'older than new' },
    { id: 2, text: 'new' },
  ];
  expect(await run(rows)).toEqual({ moved: 2, text: '{"id":1,"text":"only"}\n{"id":2,"text":"new"}\n' });
  expect(await supersededText()).toBe('{"id":2,"text":"old"}\n{"id":2,"text":"older than new"}\n');
});

test('`sortFile()` adds to what was superseded before', async () => {
  await run([
    { id: 1, text: 'a' },
    { id: 1, text: 'b' },
  ]);
  await run([
    { id: 1, text: 'b' },
    { id: 1, text: 'c' },
  ]);
  expect(await supersededText()).toBe('{"id":1,"text":"a"}\n{"id":1,"text":"b"}\n');
});

test('`sortFile()` does not touch a file that is in order', async () => {
  const file = await dir.write('a.jsonl', '\ufeff{"id":1}\r\n\r\n{"id":2}');
  const before = await stat(file);
  expect(await sortFile(file, schema, options)).toBe(0);
  const after = await stat(file);
  expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  expect(await dir.read('a.jsonl')).toBe('\ufeff{"id":1}\r\n\r\n{"id":2}');
});

test('`sortFile()` leaves rows of equal rank in their order', async () => {
  const file = await dir.write('a.jsonl', [{ id: 3 }, { id: 1 }, { id: 2 }]);
  await sortFile(file, schema, { ...options, rankOf: ({ id }) => [id === 2 ? 0 : 1] });
  expect(await dir.read('a.jsonl')).toBe('{"id":2}\n{"id":3}\n{"id":1}\n');
});

test('`sortFile()` reads a byte order mark, CRLF, blank lines and a last line without a line break', async () => {
  const { moved, text } = await run('\ufeff{"id":3}\r\n\r\n{"id":1,"text":"żółw"}\r\n{"id":3,"text":"😀"}');
  expect(moved).toBe(1);
  expect(text.split(/\r?\n/)).toEqual(['{"id":1,"text":"żółw"}', '{"id":3,"text":"😀"}', '']);
  expect((await supersededText()).trimEnd()).toBe('{"id":3}');
});

test('`sortFile()` keeps the bytes of a row, unknown fields and spaces included', async () => {
  const { text } = await run('{"id":2}\n{ "id" : 1, "extra": [ 1.50 ] }\n');
  expect(text).toBe('{ "id" : 1, "extra": [ 1.50 ] }\n{"id":2}\n');
});

test('`sortFile()` leaves the file as it was when a row is broken', async () => {
  const content = '{"id":2}\n{"id":"one"}\n';
  await expect(run(content)).rejects.toThrow(/a\.jsonl:2: id is "one"/);
  expect(await dir.read('a.jsonl')).toBe(content);
  expect(existsSync(join(dir.path, 'a.jsonl.new'))).toBe(false);
});

test('`sortFile()` leaves one row a key, in order, and loses none, whatever the rows', async () => {
  const row = fc.record({
    id: fc.integer({ min: 0, max: 12 }),
    model: fc.constantFrom('a', 'b'),
    text: fc.string(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      await dir.write('a.jsonl.superseded', '');
      const { moved } = await run(rows);
      const kept = await dir.records('a.jsonl');
      const superseded = await dir.records('a.jsonl.superseded');
      const lastOf = new Map(rows.map((each) => [options.keyOf(each), each]));
      expect(moved).toBe(superseded.length);
      expect(kept).toEqual(
        [...lastOf.values()].sort((a, b) => (a.model < b.model ? -1 : a.model > b.model ? 1 : a.id - b.id)),
      );
      const texts = (all: unknown[]) => all.map((each) => JSON.stringify(each)).sort();
      expect(texts([...kept, ...superseded])).toEqual(texts(rows));
    }),
    { numRuns: 40 },
  );
});

test.skipIf(unmountable !== undefined)(
  '`sortFile()` leaves no half of a line in `.superseded` when the disk fills up',
  async () => {
    await withVolume('size=1m', async ({ folder, remount }) => {
      const rows = [1, 1].map(
        (id, index) => `${JSON.stringify({ id, text: String(index).repeat(3 * pageBytes) })}\n`,
      );
      const path = join(folder, 'a.jsonl');
      await writeFile(path, rows.join(''));
      // Room for the new file, and for a part of the row that is replaced.
      remount(`size=${taken(folder) + 5 * pageBytes}`);
      await expect(sortFile(path, schema, options)).rejects.toThrow(/the disk is full$/);
      expect(await readFile(`${path}.superseded`, 'utf8')).toBe('');
      expect(await readFile(path, 'utf8')).toBe(rows.join(''));
      remount('size=1m');
      expect(await sortFile(path, schema, options)).toBe(1);
      expect(await readFile(`${path}.superseded`, 'utf8')).toBe(rows[0]);
    });
  },
);
