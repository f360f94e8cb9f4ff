import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { placeFiles } from '../../../src/store/files/place-files.ts';
import { lockFile } from '../../../src/store/jsonl/lock.ts';
import { makeDataDir } from '../../support/cli.ts';

const careful = { overwrite: false, remedy: 'do otherwise' };

function openFolder(): string {
  const { path, remove } = makeDataDir();
  onTestFinished(remove);
  return path;
}

test('`placeFiles()` writes texts and copies below new folders and leaves nothing else there', async () => {
  const folder = openFolder();
  const source = join(folder, 'source');
  await writeFile(source, Buffer.from([0xff, 0x00, 0x0a]));
  const [text, copy] = [join(folder, 'a', 'b', 'text'), join(folder, 'a', 'copy')];
  const placements = [
    { target: text, content: { text: 'é\r\n' } },
    { target: copy, content: { copyOf: source } },
  ];
  expect(await placeFiles(placements, careful)).toEqual(['written', 'written']);
  expect(await readFile(text, 'utf8')).toBe('é\r\n');
  expect(await readFile(copy)).toEqual(Buffer.from([0xff, 0x00, 0x0a]));
  expect((await readdir(join(folder, 'a'), { recursive: true })).sort()).toEqual(['b', 'b/text', 'copy']);
});

test('`placeFiles()` leaves a file with the same bytes as it is, and writes the others', async () => {
  const folder = openFolder();
  const [same, fresh] = [join(folder, 'same'), join(folder, 'fresh')];
  await writeFile(same, 'text');
  const before = await stat(same, { bigint: true });
  const placements = [same, fresh].map((target) => ({ target, content: { text: 'text' } }));
  expect(await placeFiles(placements, careful)).toEqual(['unchanged', 'written']);
  const after = await stat(same, { bigint: true });
  expect([after.ino, after.mtimeNs, after.ctimeNs]).toEqual([before.ino, before.mtimeNs, before.ctimeNs]);
});

test('`placeFiles()` writes nothing when any target has other content, and names the first', async () => {
  const folder = openFolder();
  const targets = ['fresh', 'other', 'another'].map((name) => join(folder, name));
  await writeFile(join(folder, 'other'), 'mine');
  await writeFile(join(folder, 'another'), 'mine');
  const placements = targets.map((target) => ({ target, content: { text: 'theirs' } }));
  await expect(placeFiles(placements, careful)).rejects.toMatchObject({
    name: 'UserError',
    message: `${join(folder, 'other')} exists with other content (and 1 more): do otherwise`,
  });
  expect((await readdir(folder)).sort()).toEqual(['another', 'other']);
  expect(await placeFiles(placements, { ...careful, overwrite: true })).toEqual([
    'written',
    'replaced',
    'replaced',
  ]);
  expect(await readFile(join(folder, 'other'), 'utf8')).toBe('theirs');
});

test('`placeFiles()` makes a writable copy of a read-only file', async () => {
  const folder = openFolder();
  const [source, target] = [join(folder, 'source'), join(folder, 'target')];
  await writeFile(source, 'text');
  await chmod(source, 0o444);
  await placeFiles([{ target, content: { copyOf: source } }], careful);
  expect((await stat(target)).mode & 0o200).toBe(0o200);
});

test('`placeFiles()` writes nothing while another process writes one of the files', async () => {
  const folder = openFolder();
  const [free, held] = [join(folder, 'free'), join(folder, 'held')];
  const lock = await lockFile(held);
  const placements = [free, held].map((target) => ({ target, content: { text: 'text' } }));
  await expect(placeFiles(placements, careful)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining(`cannot write ${held}`),
  });
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
  expect(await placeFiles(placements, careful)).toEqual(['written', 'written']);
});

test('`placeFiles()` puts no file in place when one of them cannot be read', async () => {
  const folder = openFolder();
  const placements = [
    { target: join(folder, 'text'), content: { text: 'text' } },
    { target: join(folder, 'copy'), content: { copyOf: join(folder, 'gone') } },
  ];
  await expect(placeFiles(placements, careful)).rejects.toMatchObject({
    name: 'UserError',
    message: `cannot write ${join(folder, 'copy')}: there is no such file`,
  });
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['a folder stands where the file would', 'folder', /cannot read \S+folder: it is a folder/],
  [
    'a file stands where its folder would',
    'file/target',
    /cannot read \S+target: part of its path is a file/,
  ],
])('`placeFiles()` says in one line that %s', async (_, name, says) => {
  const folder = openFolder();
  await mkdir(join(folder, 'folder'));
  await writeFile(join(folder, 'file'), '');
  const placements = [{ target: join(folder, name), content: { text: 'text' } }];
  await expect(placeFiles(placements, careful)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(says),
  });
});

test('`placeFiles()` refuses two files for one place', async () => {
  const target = join(openFolder(), 'target');
  const placements = ['a', 'b'].map((text) => ({ target, content: { text } }));
  await expect(placeFiles(placements, careful)).rejects.toThrow(`two files would become ${target}`);
});
