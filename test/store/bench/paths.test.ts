import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import {
  answersFile,
  fileStem,
  filesIn,
  judgePromptsFile,
  judgmentsFile,
  packageDir,
  packageVersion,
  questionsFile,
} from '../../../src/store/bench/paths.ts';
import { type DataDir, makeDataDir, repository } from '../../support/cli.ts';

let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

test.each([
  ['gpt-4.1-mini', 'gpt-4.1-mini'],
  ['llama3.2:3b', 'llama3.2-3b'],
  ['meta-llama/Llama-3', 'meta-llama-Llama-3'],
  ['../../etc/passwd', '..-..-etc-passwd'],
  ['a b\tc\u0000d', 'a-b-c-d'],
  ['żółw', '---w'],
  ['a\\b', 'a-b'],
  ['.hidden', '.hidden'],
])('`fileStem()` names the file of %j %s', (id, stem) => {
  expect(fileStem(id)).toBe(stem);
});

test.each(['', '.', '..', '...'])('`fileStem()` refuses the id %j, which names no file', (id) => {
  expect(() => fileStem(id)).toThrow(UserError);
  expect(() => fileStem(id)).toThrow(`cannot name a file after the id "${id}"`);
});

test('`fileStem()` never leaves its folder, whatever the id', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (id) => {
      fc.pre(!/^\.+$/.test(id));
      expect(fileStem(id)).toMatch(/^[A-Za-z0-9._-]+$/);
      expect(join('/data', fileStem(id)).startsWith('/data/')).toBe(true);
    }),
  );
});

test('answers and judgments stand where the contract says', () => {
  expect(answersFile('d', 'mt80', 'org/m')).toBe(join('d', 'answers', 'mt80', 'org-m.jsonl'));
  expect(judgmentsFile('d', 'mt80', { judgeId: 'gpt-4.1', mode: 'single' })).toBe(
    join('d', 'judgments', 'mt80', 'gpt-4.1_single.jsonl'),
  );
  expect(judgmentsFile('d', 'mt80', { judgeId: 'a:b', mode: 'pair' })).toBe(
    join('d', 'judgments', 'mt80', 'a-b_pair.jsonl'),
  );
});

test('`questionsFile()` and `judgePromptsFile()` prefer the data directory’s own file to the package’s', async () => {
  expect(await questionsFile(dir.path, 'mt80')).toBe(join(packageDir, 'questions', 'mt80.jsonl'));
  expect(await judgePromptsFile(dir.path, 'default')).toBe(join(packageDir, 'judge-prompts', 'default.yaml'));
  const questions = await dir.write('questions/mt80.jsonl', '');
  const prompts = await dir.write('judge-prompts/default.yaml', '');
  expect(await questionsFile(dir.path, 'mt80')).toBe(questions);
  expect(await judgePromptsFile(dir.path, 'default')).toBe(prompts);
});

test('`questionsFile()` names an unknown bench and offers those of both places', async () => {
  await dir.write('questions/own.jsonl', '');
  await expect(questionsFile(dir.path, 'mt81')).rejects.toThrow(
    /^cannot find the bench "mt81" \(--bench\): there are .*"mt80".*"own"/,
  );
});

test('`judgePromptsFile()` names an unknown set', async () => {
  await expect(judgePromptsFile(dir.path, 'nope')).rejects.toThrow(
    /^cannot find the judge prompts "nope" \(--judge-prompts\): there are .*"default"/,
  );
});

test.each(['../secret', '..', '/etc/passwd', 'a/b', '', 'a\u0000b'])(
  '`questionsFile()` and `judgePromptsFile()` refuse the name %j',
  async (name) => {
    await dir.write('secret.jsonl', '');
    await dir.write('secret.yaml', '');
    await expect(questionsFile(dir.path, name)).rejects.toBeInstanceOf(UserError);
    await expect(judgePromptsFile(dir.path, name)).rejects.toBeInstanceOf(UserError);
  },
);

test('`filesIn()` lists files with an ending by name, and none of a folder that does not exist', async () => {
  for (const name of ['b.jsonl', 'a.jsonl', 'a.jsonl.torn', 'c.yaml']) await dir.write(`f/${name}`, '');
  expect(await filesIn(join(dir.path, 'f'), '.jsonl')).toEqual(['a.jsonl', 'b.jsonl']);
  expect(await filesIn(join(dir.path, 'none'), '.jsonl')).toEqual([]);
});

test('`filesIn()` names a file that stands in the place of the folder', async () => {
  const file = await dir.write('f', '');
  await expect(filesIn(file, '.jsonl')).rejects.toThrow(
    `cannot read the folder ${file}: part of its path is a file`,
  );
});

test('the package is the folder with the package.json, and has its version', () => {
  expect(join(packageDir, '.')).toBe(join(repository, '.').replace(/[\\/]$/, ''));
  expect(existsSync(join(packageDir, 'package.json'))).toBe(true);
  expect(packageVersion()).toMatch(/^\d+\.\d+\.\d+/);
});
