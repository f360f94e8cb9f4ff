import { expect, test } from 'vitest';
import { launcherOf } from '../../src/commands/launcher.ts';

const typed = (script: string, { env = {}, cwd = '/home/u/mt-judge' } = {}) =>
  launcherOf({ env, script, cwd })('show-results');

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
