import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentHash } from '../../../src/content-hash.ts';
import { openKeyedLog } from '../../../src/store/jsonl/keyed-log.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

let dir: DataDir;
let folder: string;

beforeEach(() => {
  dir = makeDataDir();
  folder = join(dir.path, 'log');
});
afterEach(() => dir.remove());

const line = fc.string({ maxLength: 200 }).map((text) => text.replace(/\n/g, ' '));

test('`openKeyedLog()` gives back the last text of every name, to this log and to a new one', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), line)), (writes) => {
      const own = join(folder, contentHash(writes));
      const log = openKeyedLog(own);
      const expected = new Map<string, string>();
      for (const [key, text] of writes) {
        log.append(contentHash(key), text);
        expected.set(contentHash(key), text);
      }
      for (const each of [log, openKeyedLog(own)]) {
        for (const [name, text] of expected) expect(each.read(name)).toBe(text);
        expect(each.names().sort()).toEqual([...expected.keys()].sort());
      }
    }),
    { numRuns: 40 },
  );
});

test('a file cut anywhere loses its last line at most, and the next line stands on its own', () => {
  const log = openKeyedLog(folder);
  const names = [1, 2, 3, 4, 5, 6].map((key) => `0${contentHash(key).slice(1)}`);
  for (const [index, name] of names.entries()) log.append(name, `text ${index}`);
  const file = join(folder, readdirSync(folder)[0] ?? '');
  const whole = readFileSync(file);
  const lineLength = whole.length / names.length;
  for (let length = 0; length <= whole.length; length += 7) {
    writeFileSync(file, whole.subarray(0, length));
    const cut = openKeyedLog(folder);
    // The line break at the end of a line belongs to it.
    const left = Math.floor(length / lineLength);
    expect(names.map((name) => cut.read(name) !== undefined)).toEqual(names.map((_, index) => index < left));
    cut.append(names[5] ?? '', 'after the cut');
    expect(openKeyedLog(folder).read(names[5] ?? '')).toBe('after the cut');
  }
});

test('a line that another process is in the middle of writing is read once it is whole', () => {
  const name = contentHash('slow');
  openKeyedLog(folder).append(name, 'slowly written');
  const file = join(folder, readdirSync(folder)[0] ?? '');
  const whole = readFileSync(file);
  writeFileSync(file, whole.subarray(0, 50));
  const log = openKeyedLog(folder);
  expect(log.read(name)).toBeUndefined();
  appendFileSync(file, whole.subarray(50));
  expect(log.read(name)).toBe('slowly written');
});

test('a text of several megabytes is kept whole', () => {
  const text = 'ü'.repeat(2_500_000);
  openKeyedLog(folder).append(contentHash('long'), text);
  expect(openKeyedLog(folder).read(contentHash('long'))).toBe(text);
});
