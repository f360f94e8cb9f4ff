/** What a program gets that uses the packed package as a library: types that compile, functions that print nothing. */

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from '../support/cli.ts';

const run = promisify(execFile);
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mt-judge-consumer-'));
  const installed = join(project, 'node_modules', 'mt-judge');
  await cp(join(repository, 'test', 'consumer'), project, { recursive: true });
  // As npm would unpack it, without its scripts; what it depends on is the repository's own.
  await mkdir(installed, { recursive: true });
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', project];
  const { stdout } = await run('npm', pack, { cwd: repository });
  await run('tar', ['-xzf', join(project, stdout.trim()), '--strip-components=1', '-C', installed]);
  await symlink(join(repository, 'node_modules'), join(installed, 'node_modules'));
  // A program on Node has Node's types.
  await mkdir(join(project, 'node_modules', '@types'));
  for (const types of ['@types/node', 'undici-types']) {
    await symlink(join(repository, 'node_modules', types), join(project, 'node_modules', types));
  }
});
afterAll(() => rm(project, { recursive: true, force: true }));

test('a program compiles against the packed types, and runs all three stages through the API', async () => {
  const compiler = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [compiler, '-p', '.'], { cwd: project });
  const data = join(project, 'data');
  await mkdir(data);
  const { stdout, stderr } = await run(process.execPath, ['built/evaluate.js', data], { cwd: project });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    answered: 'done',
    written: [32, 32],
    kept: [32, 32],
    models: [
      ['reference', 16],
      ['terse', 16],
    ],
    refused: true,
    stopped: 'stopped',
    told: true,
    fields: ['choices', 'rationale'],
  });
});
