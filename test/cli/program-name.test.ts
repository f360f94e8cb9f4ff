import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { programNameOf } from '../../src/cli/program-name.ts';
import { repository } from '../support/cli.ts';

const typed = (script: string, { env = {}, cwd = '/home/u/mt-judge' } = {}) =>
  programNameOf({ env, script, cwd })('show-results');

test('in the folder of a checkout a bin is typed as a file', () => {
  expect(typed('/home/u/mt-judge/dist/bin/gen-answers.js')).toBe('node dist/bin/show-results.js');
});

test('what npx has started is typed with npx, wherever its file lies', () => {
  const env = { npm_command: 'exec' };
  expect(typed('/home/u/mt-judge/dist/bin/gen-answers.js', { env })).toBe('npx show-results');
});

test('an installed bin has its own name', () => {
  expect(typed('/usr/local/bin/gen-answers')).toBe('show-results');
  expect(typed('/home/u/mt-judge/node_modules/mt-judge/dist/bin/gen-answers.js')).toBe('show-results');
  expect(typed('/opt/mt-judge/dist/bin/gen-answers.js')).toBe('show-results');
});

test.each(['gen-answers', 'gen-judgment', 'show-results', 'mt-judge'])(
  'a shell can start the built %s',
  (bin) => {
    const file = join(repository, 'dist', 'bin', `${bin}.js`);
    expect(() => accessSync(file, constants.X_OK)).not.toThrow();
  },
);
