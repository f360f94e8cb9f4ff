import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { UserError } from '../../../src/errors.ts';
import { readYaml } from '../../../src/store/bench/yaml-file.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

const schema = z.strictObject({
  name: z.string(),
  list: z.array(z.strictObject({ size: z.int() })).default([]),
});
let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

const read = async (text: string) => readYaml(await dir.write('a.yaml', text), schema);
const faultOf = async (text: string) => {
  const error: unknown = await read(text).catch((thrown: unknown) => thrown);
  if (error instanceof UserError) return error.message.replace(`${dir.path}/`, '');
  throw error;
};

test('`readYaml()` reads a file against its schema', async () => {
  expect(await read('name: żółw # a comment\nlist:\n  - size: 1\n')).toEqual({
    name: 'żółw',
    list: [{ size: 1 }],
  });
});

test('`readYaml()` reads anchors, a byte order mark and CRLF', async () => {
  expect(await read('\ufeffname: &n a\r\nlist:\r\n  - &one {size: 1}\r\n  - *one\r\n')).toEqual({
    name: 'a',
    list: [{ size: 1 }, { size: 1 }],
  });
});

test.each([
  ['a value of the wrong type', 'name: a\nlist:\n  - size: 1\n  - size: big\n', 4, 'list.1.size: '],
  ['an unknown field', 'name: a\nlist:\n  - size: 1\n    colour: red\n', 4, 'list.0: '],
  ['a missing field', 'list: []\n', 1, 'name: '],
  ['a list in place of the whole', '- 1\n', 1, 'the file: '],
  ['nothing at all', '', 1, 'the file: '],
])('`readYaml()` names the line and the field of %s', async (_what, text, line, field) => {
  const message = await faultOf(text);
  expect(message.startsWith(`cannot read a.yaml:${line}: ${field}`)).toBe(true);
  expect(message.length).toBeGreaterThan(`cannot read a.yaml:${line}: ${field}`.length);
});

test.each([
  ['a broken quote', 'name: a\nlist: "x\n', 3],
  ['a tab for indentation', 'name: a\nlist:\n\t- size: 1\n', 3],
  ['a field that stands there twice', 'name: a\nlist: []\nname: b\n', 3],
  ['an alias without an anchor', 'name: a\nlist:\n  - *none\n', 3],
])('`readYaml()` names the line of %s, in one line', async (_what, text, line) => {
  const message = await faultOf(text);
  expect(message.startsWith(`cannot read a.yaml:${line}: `)).toBe(true);
  expect(message).not.toContain('\n');
});

test('`readYaml()` refuses aliases that grow without bound', async () => {
  const levels = Array.from(
    { length: 12 },
    (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n}, `.repeat(9)}*l${n}]`,
  );
  expect(await faultOf(`l0: &l0 [x]\n${levels.join('\n')}\nname: *l12\n`)).toMatch(
    /^cannot read a\.yaml:\d+: /,
  );
});

test('`readYaml()` names a file that is not there', async () => {
  await expect(readYaml(`${dir.path}/none.yaml`, schema)).rejects.toThrow(
    /none\.yaml: there is no such file$/,
  );
});
