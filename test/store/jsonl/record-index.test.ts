import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { UserError } from '../../../src/errors.ts';
import { indexRecords, openRecords } from '../../../src/store/jsonl/record-index.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

const schema = z.looseObject({ id: z.int(), text: z.string().optional() });
const options = {
  keyOf: ({ id }: z.infer<typeof schema>) => String(id),
  summarise: ({ text }: z.infer<typeof schema>) => ({ size: text?.length ?? 0 }),
};
let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

const index = async (content: string) => indexRecords(await dir.write('a.jsonl', content), schema, options);

test('`indexRecords()` keeps of each record what it is told to, and where the record stands', async () => {
  const { entries, duplicates, torn } = await index('{"id":1,"text":"abc"}\n\n{"id":2}\n');
  expect([...entries]).toEqual([
    ['1', { size: 3, offset: 0, length: 21, number: 1 }],
    ['2', { size: 0, offset: 23, length: 8, number: 3 }],
  ]);
  expect([duplicates, torn]).toEqual([0, undefined]);
});

test('`indexRecords()` keeps the last record of each key and counts those it replaces', async () => {
  const { entries, duplicates } = await index(
    '{"id":1}\n{"id":2}\n{"id":1,"text":"b"}\n{"id":1,"text":"cc"}\n',
  );
  expect(entries.get('1')).toMatchObject({ size: 2, number: 4 });
  expect(duplicates).toBe(2);
});

test('`indexRecords()` of a file that does not exist is empty', async () => {
  const { entries, duplicates, torn } = await indexRecords(`${dir.path}/none.jsonl`, schema, options);
  expect([entries.size, duplicates, torn]).toEqual([0, 0, undefined]);
});

test('`indexRecords()` tells of a torn last line', async () => {
  expect((await index('{"id":1}\n{"id"')).torn).toMatchObject({ number: 2, text: '{"id"' });
});

test('`indexRecords()` names file, line and what the file should hold', async () => {
  const file = await dir.write('a.jsonl', '{"id":1}\n{"id":"x"}\n');
  await expect(indexRecords(file, schema, { ...options, holds: 'answers' })).rejects.toThrow(
    /a\.jsonl:2: id is "x": .* \(the file should hold answers\)$/,
  );
});

test('`indexRecords()` names a path that leads through a file', async () => {
  const file = await dir.write('a', '');
  await expect(indexRecords(`${file}/b.jsonl`, schema, options)).rejects.toBeInstanceOf(UserError);
});

test('`openRecords()` reads any record by its place, behind a byte order mark and in CRLF files too', async () => {
  const content = '\ufeff{"id":1,"text":"żółw"}\r\n{"id":2,"text":"😀"}\r\n\r\n{"id":3}';
  const { entries } = await index(content);
  const records = await openRecords(`${dir.path}/a.jsonl`, schema);
  const found = await Promise.all([...entries.values()].map(records.read));
  await records.close();
  expect(found).toEqual([{ id: 1, text: 'żółw' }, { id: 2, text: '😀' }, { id: 3 }]);
});
