/** Files that are none, locks that are not ours, and fields that other tools leave out. */

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { UserError } from '../../src/errors.ts';
import { answerSchema } from '../../src/records/answer.ts';
import { modelsFileSchema } from '../../src/records/models.ts';
import { questionSchema } from '../../src/records/question.ts';
import { fileStem } from '../../src/store/bench/paths.ts';
import { readYaml } from '../../src/store/bench/yaml-file.ts';
import { lockFile } from '../../src/store/jsonl/lock.ts';
import { readRecords } from '../../src/store/jsonl/reader.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'odd-places-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function drain(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of rows);
}

describe('a FIFO in place of a file is refused at once, not waited for', () => {
  test('of records, and of settings', async () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const expected = `cannot read ${fifo}: it is a FIFO`;
    await expect(drain(readRecords(fifo, z.looseObject({})))).rejects.toThrow(expected);
    await expect(readYaml(fifo, z.looseObject({}))).rejects.toThrow(expected);
  });
});

describe('a lock', () => {
  test('that is a file, or a folder with something in it, is named and left alone', async () => {
    const [plain, full] = [join(folder, 'plain'), join(folder, 'full')];
    await writeFile(`${plain}.lock`, '');
    await mkdir(`${full}.lock/inside`, { recursive: true });
    for (const file of [plain, full]) {
      await expect(lockFile(file)).rejects.toThrow(`${file}.lock is no lock of ours: move it away`);
    }
  });

  test('that is dated in the future and has no holder is taken over like any other', async () => {
    const file = join(folder, 'future');
    await mkdir(`${file}.lock`);
    const nextYear = new Date(Date.now() + 366 * 86_400_000);
    await utimes(`${file}.lock`, nextYear, nextYear);
    const lock = await lockFile(file);
    await lock.release();
  });

  test('writes its name into no file that a link leads to', async () => {
    const [file, other] = [join(folder, 'linked'), join(folder, 'other.txt')];
    await writeFile(other, 'kept');
    await symlink(other, `${file}.lock-owner`);
    const lock = await lockFile(file);
    await lock.release();
    expect(await readFile(other, 'utf8')).toBe('kept');
  });
});

test('an id that is too long for a file name is a mistake of the user, with the way out', () => {
  expect(() => fileStem('m'.repeat(248))).toThrow(UserError);
  expect(() => fileStem('m'.repeat(248))).toThrow('give a shorter one with --model-id');
});

async function readModels(text: string) {
  const file = join(folder, 'models.yaml');
  await writeFile(file, text);
  return readYaml(file, modelsFileSchema);
}

test('a YAML alias within its own anchor is named by its line', async () => {
  await expect(readModels('models:\n  a: &x\n    endpoint: *x\n')).rejects.toThrow(
    'models.yaml:3: the alias *x stands within what it refers to',
  );
});

test.each([
  ['model: other', '"model" is set by mt-judge itself'],
  ['stream: true', '"stream" is set by mt-judge itself'],
  ['n: 4', '"n" is set by mt-judge itself'],
  ['temperature: hot', 'models.m.parameters.temperature'],
  ['max_tokens: 0', 'models.m.parameters.max_tokens'],
])('the parameter %s in models.yaml is refused by file and line', async (parameter, message) => {
  const text = `models:\n  m:\n    endpoint: vllm\n    model: m\n    parameters:\n      ${parameter}\n`;
  await expect(readModels(text)).rejects.toThrow(message);
  await expect(readModels(text)).rejects.toThrow('models.yaml:6');
});

test('a question with an empty reference, or nulls, has none', () => {
  const base = { question_id: '81_DE', turns: ['A?', 'B?'] };
  for (const rest of [
    { reference: [] },
    { reference: null, category: null, required_temperature: null },
    {},
  ]) {
    const question = questionSchema.parse({ ...base, ...rest });
    expect(question.reference).toBeUndefined();
    expect(question.required_temperature).toBeUndefined();
    expect(question.category).toBe('general');
  }
});

test('an answer without answer_id and index, with a time as text, is read', () => {
  const answer = { question_id: 1, model_id: 'm', choices: [{ turns: ['A'] }, { turns: ['B'] }] };
  expect(answerSchema.parse({ ...answer, tstamp: '1686784512.5' })).toMatchObject({
    answer_id: '',
    choices: [{ index: 0 }, { index: 1 }],
    tstamp: 1686784512.5,
  });
  expect(answerSchema.parse({ ...answer, tstamp: '2023-06-14T23:15:12Z' }).tstamp).toBe(1686784512);
  expect(answerSchema.safeParse({ ...answer, tstamp: 'yesterday' }).success).toBe(false);
});
