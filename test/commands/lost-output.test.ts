/** Output that nobody takes: a reader that has gone, a full disk behind stdout or stderr. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeDataDir, repository, sampleQuestions } from '../support/cli.ts';
import { linesOf } from '../support/scene.ts';

const full = '/dev/full';

/** Types lines into a shell, in a folder with a small bench; `$bin` is where the bins are. */
async function shell(...lines: string[]): Promise<{ stdout: string; stderr: string; answers: string }> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  await data.write('questions/mt80.jsonl', sampleQuestions(4));
  const env = { PATH: process.env.PATH, bin: join(repository, 'dist', 'bin') };
  const shown = await new Promise<{ stdout: string; stderr: string }>((resolve, reject) => {
    const typed = ['--norc', '-c', ['set -o pipefail', ...lines].join('\n')];
    execFile('bash', typed, { cwd: data.path, env }, (error, stdout, stderr) =>
      error ? reject(error) : resolve({ stdout, stderr }),
    );
  });
  return { ...shown, answers: await data.read('answers/mt80/echo.jsonl') };
}

const answer = 'node $bin/gen-answers.js --model offline/echo';

test('a reader that goes after the first line is no error, on stdout or on stderr', async () => {
  const { stdout, stderr, answers } = await shell(
    `${answer} 2>&1 | head -n 1`,
    'node $bin/mt-judge.js costs | head -n 1; echo "exit $?"',
  );
  expect(linesOf(stdout)).toEqual([expect.stringMatching(/^echo: /), 'costs of bench mt80', 'exit 0']);
  expect(stderr).toBe('');
  expect(linesOf(answers)).toHaveLength(4);
});

test.skipIf(!existsSync(full))('results that a full disk has not taken are one line and exit 2', async () => {
  const { stdout, stderr } = await shell(
    `${answer} --quiet`,
    `node $bin/mt-judge.js costs > ${full}; echo "exit $?"`,
    `node $bin/mt-judge.js run --model offline/echo --judge offline/judge > ${full} 2> log; echo "exit $?"; tail -n 1 log`,
  );
  const line = 'mt-judge: cannot write the results to stdout: ENOSPC: no space left on device, write';
  expect(linesOf(stderr)).toEqual([line]);
  expect(linesOf(stdout)).toEqual(['exit 2', 'exit 2', line]);
});

test.skipIf(!existsSync(full))('messages that a full disk has not taken end no run', async () => {
  const { stdout, answers } = await shell(`${answer} 2> ${full}; echo "exit $?"`);
  expect(stdout).toBe('exit 0\n');
  expect(linesOf(answers)).toHaveLength(4);
});
