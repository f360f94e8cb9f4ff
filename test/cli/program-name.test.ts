import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { programNameOf } from '../../src/cli/program-name.ts';
import { repository } from '../support/cli.ts';

const typed = (
  script: string,
  { env = {}, cwd = '/home/u/mt-judge' }: { env?: Record<string, string>; cwd?: string } = {},
) => programNameOf({ env, script, cwd })('show-results');

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

test('a bin of a project is typed by its place, or plainly where that is on the path', () => {
  const script = '/home/u/evals/node_modules/.bin/gen-answers';
  const cwd = '/home/u/evals';
  const name = 'node_modules/.bin/show-results';
  expect(typed(script, { cwd })).toBe(name);
  expect(typed(script, { cwd: '/home/u/evals/data' })).toBe(`/home/u/evals/${name}`);
  expect(typed('/a b/node_modules/.bin/gen-answers', { cwd })).toBe("'/a b/node_modules/.bin/show-results'");
  const env = { PATH: '/usr/bin:/home/u/evals/node_modules/.bin' };
  expect(typed(script, { cwd, env })).toBe('show-results');
});

test("what a script of a project's package has started is typed with npx", () => {
  const env = { PATH: '/home/u/evals/node_modules/.bin', npm_lifecycle_event: 'evaluate' };
  const script = '/home/u/evals/node_modules/.bin/gen-answers';
  expect(typed(script, { cwd: '/home/u/evals', env })).toBe('npx show-results');
});

test.each(['gen-answers', 'gen-judgment', 'show-results', 'mt-judge'])(
  'a shell can start the built %s',
  (bin) => {
    const file = join(repository, 'dist', 'bin', `${bin}.js`);
    expect(() => accessSync(file, constants.X_OK)).not.toThrow();
  },
);
