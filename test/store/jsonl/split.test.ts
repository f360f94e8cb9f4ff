import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { splitLines } from '../../../src/store/jsonl/split.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

test('`splitLines()` gives parts of whole lines that are the file together, each with its share of a file of short lines', async () => {
  const content = fc.array(
    fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\n', '')),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(content, fc.integer({ min: 1, max: 5 }), async (lines, count) => {
      const bytes = Buffer.from(lines.join('\n'));
      const ranges = await splitLines(await dir.write('a.jsonl', bytes.toString()), bytes.length, count);
      const parts = ranges.map(({ from, to }) => bytes.subarray(from, Math.min(to, bytes.length)));
      expect(Buffer.concat(parts)).toEqual(bytes);
      expect(parts.length).toBeLessThanOrEqual(count);
      for (const part of parts.slice(0, -1)) expect(part.at(-1)).toBe(0x0a);
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(bytes.length / count + 40);
    }),
    { numRuns: 60 },
  );
});

test('`splitLines()` leaves a file whole that is one line, and goes on to the end of one that grows', async () => {
  const file = await dir.write('a.jsonl', 'x'.repeat(300_000));
  expect(await splitLines(file, 300_000, 3)).toEqual([{ from: 0, to: Number.POSITIVE_INFINITY }]);
  const other = await dir.write('b.jsonl', 'a\nb\nc\nd\n');
  expect((await splitLines(other, 8, 2)).at(-1)?.to).toBe(Number.POSITIVE_INFINITY);
  expect(await readFile(other, 'utf8')).toBe('a\nb\nc\nd\n');
});
