/** What the help of the commands ends with, and what a flag of another command is answered. */

import { expect, test } from 'vitest';
import { builtInEndpoints } from '../../src/providers/endpoints.ts';
import { run } from '../support/cli.ts';

const commands = [
  ...[
    'init',
    'gen-answers',
    'gen-judgment',
    'run',
    'show-results',
    'suite',
    'compare',
    'contamination',
    'import',
  ],
  ...['validate', 'merge', 'view', 'agreement', 'status', 'costs', 'models', 'doctor', 'bench make'],
];

test.each(commands)('`mt-judge %s --help` ends with examples of flags that it has', async (command) => {
  const { stdout } = await run('mt-judge', [...command.split(' '), '--help']);
  const [flags = '', examples = ''] = stdout.split('\nExamples:\n');
  const lines = examples.split('\n').filter((line) => line.startsWith(`  mt-judge ${command}`));
  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const [flag] of lines.join('\n').matchAll(/--[a-z][a-z-]*/g)) expect(flags).toContain(`${flag} `);
});

test('the commands that ask models list the built-in endpoints, and each bin names itself', async () => {
  for (const command of [
    'gen-answers',
    'gen-judgment',
    'run',
    'suite',
    'contamination',
    'models',
    'doctor',
  ]) {
    const { stdout } = await run('mt-judge', [command, '--help']);
    for (const name of Object.keys(builtInEndpoints))
      expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
  }
  expect((await run('gen-answers', ['--help'])).stdout).toMatch(
    /^ {2}gen-answers --model offline\/reference$/m,
  );
});

test('`--model` where models are chosen among those with answers says --model-list', async () => {
  for (const [command, args] of [
    ['gen-judgment', ['--judge', 'offline/judge', '--model', 'openai/gpt-4.1']],
    ['show-results', ['--model', 'gpt-4.1']],
  ] as const) {
    const { code, stdout, stderr } = await run(command, args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      `${command}: --model is for the commands that ask models: give --model-list and the id of the model (gpt-4.1)\n`,
    );
  }
});
