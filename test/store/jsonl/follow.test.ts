/** Following a file through everything that others do to it. */

import { appendFileSync } from 'node:fs';
import { appendFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { followFile } from '../../../src/store/jsonl/follow.ts';
import { makeDataDir } from '../../support/cli.ts';

function follow() {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const file = join(data.path, 'rows.jsonl');
  const seen: string[] = [];
  const places: { number: number; offset: number; length: number }[] = [];
  const follower = followFile(file, {
    visit: ({ bytes, number, offset }) => {
      seen.push(bytes.toString('utf8'));
      places.push({ number, offset, length: bytes.length });
    },
    forget: () => {
      seen.length = 0;
      places.length = 0;
    },
  });
  return { file, seen, places, ...follower };
}

test('a file that is not there is empty, until it is', async () => {
  const { file, seen, advance } = follow();
  expect(await advance()).toBe(false);
  await writeFile(file, '{"a":1}\n');
  expect([await advance(), seen]).toEqual([true, ['{"a":1}']]);
  expect(await advance()).toBe(false);
});

test('only what is new is read, a torn line when it is whole', async () => {
  const { file, seen, places, advance } = follow();
  await writeFile(file, '{"a":1}\n{"b"');
  await advance();
  expect(seen).toEqual(['{"a":1}']);
  await appendFile(file, ':2}\r\n');
  expect(await advance()).toBe(true);
  expect(seen).toEqual(['{"a":1}', '{"b":2}\r']);
  expect(places[1]).toEqual({ number: 2, offset: 8, length: 8 });
});

test('a whole last line without a line break is a line, and stays one when the break comes', async () => {
  const { file, seen, places, advance } = follow();
  await writeFile(file, '\ufeff{"a":1}');
  await advance();
  await appendFile(file, '\n{"b":2}\n');
  await advance();
  expect(seen.map((text) => JSON.parse(text))).toEqual([{ a: 1 }, { b: 2 }]);
  expect(places).toEqual([
    { number: 1, offset: 3, length: 7 },
    { number: 2, offset: 11, length: 7 },
  ]);
});

test('a file that is replaced, cut, written over or taken away is forgotten', async () => {
  const { file, seen, advance } = follow();
  await writeFile(file, '{"a":1}\n{"b":2}\n');
  await advance();
  await writeFile(`${file}.new`, '{"b":2}\n{"a":1}\n');
  await rename(`${file}.new`, file);
  await advance();
  expect(seen).toEqual(['{"b":2}', '{"a":1}']);
  await truncate(file, 8);
  await advance();
  expect(seen).toEqual(['{"b":2}']);
  await writeFile(file, '{"c":3}\n{"d":4}\n{"e":5}\n');
  await advance();
  expect(seen).toEqual(['{"c":3}', '{"d":4}', '{"e":5}']);
  await rm(file);
  expect([await advance(), seen]).toEqual([true, []]);
});

test('a reading ends where it is told to, and the rest is there for the next one', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const file = join(data.path, 'long.jsonl');
  const lines = Array.from({ length: 3000 }, (_, index) => JSON.stringify({ index, text: 'x'.repeat(600) }));
  await writeFile(file, `${lines.join('\n')}\n`);
  const [seen, ending]: [string[], AbortController] = [[], new AbortController()];
  const visit = ({ bytes }: { bytes: Buffer }) => {
    seen.push(bytes.toString('utf8'));
    ending.abort();
  };
  await followFile(file, { visit, forget: () => undefined, signal: ending.signal }).advance();
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.length).toBeLessThan(lines.length);
});

/** Several chunks of short lines. */
async function writeLong(): Promise<string> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const file = join(data.path, 'long.jsonl');
  await writeFile(file, '{"a":1}\n'.repeat(200_000));
  return file;
}

test('what is appended while the file is read is no reason to read it again', async () => {
  const file = await writeLong();
  let [lines, times] = [0, 0];
  const follower = followFile(file, {
    visit: () => {
      lines += 1;
    },
    forget: () => {
      throw new Error('it is the same file');
    },
    onProgress: () => {
      if (times === 0) appendFileSync(file, '{"b":2}\n');
      times += 1;
    },
  });
  expect(await follower.advance()).toBe(true);
  expect(lines).toBe(200_001);
  expect(await follower.advance()).toBe(false);
  await appendFile(file, '{"c":3}\n');
  expect([await follower.advance(), lines]).toEqual([true, 200_002]);
});

test('a reading that a fault has ended goes on at the next look, though the file is as it was', async () => {
  const file = await writeLong();
  let lines = 0;
  const follower = followFile(file, {
    visit: () => {
      lines += 1;
    },
    forget: () => {
      throw new Error('it is the same file');
    },
    onProgress: (read, size) => {
      if (read < size && lines < 100_000) throw new Error('the disk is away');
    },
  });
  await expect(follower.advance()).rejects.toThrow('the disk is away');
  expect(lines).toBeLessThan(100_000);
  expect([await follower.advance(), lines]).toEqual([true, 200_000]);
  expect(await follower.advance()).toBe(false);
});
