import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { UserError } from '../../../src/errors.ts';
import type { RawLine } from '../../../src/store/jsonl/chunks.ts';
import {
  eachLine,
  eachRecord,
  type Line,
  type ReadRecordsOptions,
  readLines,
  readRecords,
} from '../../../src/store/jsonl/reader.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

const schema = z.looseObject({ id: z.int() });
let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const linesOf = async (content: string) => collect(readLines(await dir.write('a.jsonl', content)));
const recordsOf = async (content: string, options?: ReadRecordsOptions) => {
  const rows = await collect(readRecords(await dir.write('a.jsonl', content), schema, options));
  return rows.map(({ record, number }) => [number, record.id]);
};
const faultOf = async (content: string, options?: ReadRecordsOptions) => {
  const error: unknown = await recordsOf(content, options).catch((thrown: unknown) => thrown);
  if (error instanceof UserError) return error.message.replace(dir.path, '…');
  throw error;
};

test('`readRecords()` reads one record a line and counts lines from 1', async () => {
  expect(await recordsOf('{"id":1}\n{"id":2}\n')).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

test('`readRecords()` reads nothing from an empty file, from blank lines or from a lone byte order mark', async () => {
  for (const content of ['', '\n', '\r\n \n\t\n', '\ufeff', '\ufeff\r\n'])
    expect(await recordsOf(content)).toEqual([]);
});

test('`readRecords()` reads CRLF, a byte order mark and blank lines, and counts the blank ones', async () => {
  expect(await recordsOf('\ufeff{"id":1}\r\n\r\n  \r\n{"id":2}\r\n')).toEqual([
    [1, 1],
    [4, 2],
  ]);
});

test('`readRecords()` reads a whole last line that has no line break', async () => {
  const torn: Line[] = [];
  const onTorn = (line: Line) => torn.push(line);
  expect(await recordsOf('{"id":1}\n{"id":2}', { onTorn })).toEqual([
    [1, 1],
    [2, 2],
  ]);
  expect(torn).toEqual([]);
});

test('`readRecords()` gives a torn last line to `onTorn` and yields what stands before it', async () => {
  const torn: Line[] = [];
  expect(await recordsOf('{"id":1}\n{"id":2,"te', { onTorn: (line) => torn.push(line) })).toEqual([[1, 1]]);
  expect(torn).toEqual([{ text: '{"id":2,"te', number: 2, offset: 9, length: 11, terminated: false }]);
});

test('`readRecords()` passes over a torn last line where nobody asks for it', async () => {
  expect(await recordsOf('{"id":1}\n{"id"')).toEqual([[1, 1]]);
  expect(await recordsOf('{"id":1}\n\u0000\u0000\u0000')).toEqual([[1, 1]]);
});

test('`readRecords()` names file, line and text of a broken line in the middle, or of a last one that is whole', async () => {
  const expected = 'cannot read …/a.jsonl:2: the line is not JSON: {"id": oops}';
  expect(await faultOf('{"id":1}\n{"id": oops}\n{"id":3}\n')).toBe(expected);
  expect(await faultOf('{"id":1}\n{"id": oops}\n')).toBe(expected);
});

test('`readRecords()` quotes no more than the beginning of a broken line', async () => {
  expect(await faultOf(`{"id":1}\n${'x'.repeat(5000)}\n`)).toBe(
    `cannot read …/a.jsonl:2: the line is not JSON: ${'x'.repeat(60)}…`,
  );
});

test('`readRecords()` names file, line, field and value of a record that is not one', async () => {
  expect(await faultOf('{"id":1}\n{"id":"two"}\n')).toMatch(
    /^cannot read …\/a\.jsonl:2: id is "two": .*expected number/,
  );
  expect(await faultOf('{"name":"x"}\n')).toBe('cannot read …/a.jsonl:1: id is missing');
  expect(await faultOf('[1]\n')).toMatch(/^cannot read …\/a\.jsonl:1: the line is \[1\]: /);
  expect(await faultOf('null')).toMatch(/^cannot read …\/a\.jsonl:1: the line is null: /);
});

test('`readRecords()` says what the file should hold', async () => {
  expect(await faultOf('{}\n', { holds: 'judgments' })).toMatch(/ \(the file should hold judgments\)$/);
});

test('`readRecords()` names a file that is not there, and a folder in its place', async () => {
  const read = (file: string) => collect(readRecords(file, schema));
  await expect(read(`${dir.path}/none.jsonl`)).rejects.toThrow(/none\.jsonl: there is no such file$/);
  await expect(read(dir.path)).rejects.toThrow(/: it is a folder$/);
  await expect(read(dir.path)).rejects.toBeInstanceOf(UserError);
});

test('`readLines()` puts characters together that a chunk border has split', async () => {
  // Chunks are 256 KiB; four-byte characters at each of four offsets meet the borders in every way.
  for (const shift of [0, 1, 2, 3]) {
    const text = `${'x'.repeat(shift)}${'😀'.repeat(140_000)}`;
    const lines = await linesOf(`${text}\n{"id":2}\n`);
    expect(lines.map((line) => line.text === text)).toEqual([true, false]);
    expect(lines[1]).toMatchObject({ number: 2, offset: Buffer.byteLength(text) + 1, text: '{"id":2}' });
  }
});

test('`readLines()` reads line breaks on either side of a chunk border', async () => {
  for (const length of [262_142, 262_143, 262_144, 262_145]) {
    const lines = await linesOf(`${'x'.repeat(length)}\r\n{"id":2}`);
    expect(lines.map(({ text }) => text.length)).toEqual([length, 8]);
  }
});

test('`eachRecord()` reads a file that is long enough for larger chunks', async () => {
  const rows = Array.from({ length: 90 }, (_, id) => ({ id: id + 1, text: 'x'.repeat(400_000 + 1000 * id) }));
  const file = await dir.write('a.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const seen: number[] = [];
  await eachRecord(file, schema, { visit: ({ record }) => seen.push(record.id) });
  expect(seen).toEqual(rows.map(({ id }) => id));
});

test('`readLines()` gives places from which each line can be read again', async () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n\ufeff]/g, ''));
  const content = fc.tuple(
    fc.array(line, { maxLength: 12 }),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\ufeff'),
    fc.boolean(),
  );
  await fc.assert(
    fc.asyncProperty(content, async ([texts, lineBreak, mark, ends]) => {
      const text = mark + texts.join(lineBreak) + (ends ? lineBreak : '');
      const bytes = Buffer.from(text, 'utf8');
      const lines = await linesOf(text);
      for (const { text: found, offset, length } of lines) {
        expect(bytes.toString('utf8', offset, offset + length).replace(/\r$/, '')).toBe(found);
      }
      const expected = ends || texts.at(-1) ? texts : texts.slice(0, -1);
      expect(lines.map((each) => each.text).filter(Boolean)).toEqual(expected.filter(Boolean));
    }),
    { numRuns: 60 },
  );
});

test('`eachRecord()` shows the same records as `readRecords()`, whatever the lines and wherever chunks end', async () => {
  const content = fc.array(fc.tuple(fc.integer(), fc.integer({ min: 0, max: 300_000 })), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(content, fc.constantFrom('\n', '\r\n', '\n \n'), async (rows, lineBreak) => {
      const lines = rows.map(([id, length]) => JSON.stringify({ id, text: 'é'.repeat(length) }));
      const file = await dir.write('a.jsonl', `\ufeff${lines.join(lineBreak)}`);
      const seen: unknown[] = [];
      await eachRecord(file, schema, {
        visit: ({ record, ...place }) => seen.push([record.id, place]),
      });
      const read = await collect(readRecords(file, schema));
      expect(seen).toEqual(read.map(({ record, ...place }) => [record.id, place]));
      expect(read.map(({ record }) => record.id)).toEqual(rows.map(([id]) => id));
    }),
    { numRuns: 20 },
  );
});

test('`eachRecord()` names the field of a value that its schema turns down, and has shown what stands before it', async () => {
  const file = await dir.write('a.jsonl', '{"id":1}\n{"id":2}\n{"id":"three"}\n');
  const seen: unknown[] = [];
  const reading = eachRecord(file, schema, { visit: ({ record }) => seen.push(record.id) });
  await expect(reading).rejects.toThrow(/a\.jsonl:3: id is "three"/);
  expect(seen).toEqual([1, 2]);
});

test('`eachLine()` shows the lines of a range where they stand in the file, counted from the first of them', async () => {
  const file = await dir.write('a.jsonl', '{"id":1}\n{"id":20}\n{"id":3}');
  const linesIn = async (from: number, to: number) => {
    const lines: unknown[] = [];
    const visit = ({ bytes, start, end, offset, number, terminated }: RawLine) =>
      lines.push([bytes.toString('utf8', start, end), offset, number, terminated]);
    await eachLine(file, visit, { from, to });
    return lines;
  };
  expect(await linesIn(0, 9)).toEqual([['{"id":1}', 0, 1, true]]);
  expect(await linesIn(9, 27)).toEqual([
    ['{"id":20}', 9, 1, true],
    ['{"id":3}', 19, 2, false],
  ]);
});
