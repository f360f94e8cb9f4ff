/** A file that is there whole or not at all. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeWhole } from '../../../src/store/files/write-whole.ts';
import { makeDataDir } from '../../support/cli.ts';

function folder() {
  const data = makeDataDir();
  onTestFinished(data.remove);
  return data;
}

test('the pieces are the file, and their bytes are told', async () => {
  const data = folder();
  expect(await writeWhole(join(data.path, 'a.html'), ['ä', Buffer.from('b')])).toBe(3);
  expect(await data.read('a.html')).toBe('äb');
  expect(await readdir(data.path)).toEqual(['a.html']);
});

test('a failure on the way leaves the earlier file as it was, and nothing beside it', async () => {
  const data = folder();
  await data.write('a.html', 'before');
  function* pieces() {
    yield 'half';
    throw new Error('broken');
  }
  await expect(writeWhole(join(data.path, 'a.html'), pieces())).rejects.toThrow('broken');
  expect(await data.read('a.html')).toBe('before');
  expect(await readdir(data.path)).toEqual(['a.html']);
});

test('a missing folder and a folder in the place of the file are told in one line', async () => {
  const data = folder();
  await expect(writeWhole(join(data.path, 'no', 'a.html'), [])).rejects.toThrow(
    /^there is no folder .*no: make it first$/,
  );
  await expect(writeWhole(data.path, ['x'])).rejects.toThrow(/^cannot write .*: it is a folder$/);
});
