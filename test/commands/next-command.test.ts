/** The `next:` line, typed into a shell as it stands: it goes on in the same files, whatever their folder is called. */

import { execFile } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { type Bin, makeDataDir, type Run, repository, run, sampleQuestions } from '../support/cli.ts';
import { linesOf } from '../support/scene.ts';

const bench = 'small';
const weird = "my $(touch gone) 'data'";

test('each stage leads to the next in the same folder, through a shell', async () => {
  const scene = await openShell();
  const answered = await scene.run('gen-answers', ['--model', 'offline/echo', 'offline/terse']);
  expect(nextOf(answered)).toContain('--judge <endpoint>/<model> --bench');
  const judged = await scene.type(nextOf(answered).replace('<endpoint>/<model>', 'offline/judge'));
  expect(nextOf(judged)).toMatch(/^show-results --bench/);
  expect((await scene.type(nextOf(judged))).stdout).toMatch(/^(?:\S+ +)?terse .* 4\/4$/m);
});

test('a baseline is named as a shell needs it', async () => {
  const scene = await openShell();
  const named = ['--model-id', 'it’s $me; rm'];
  await scene.run('gen-answers', ['--model', 'offline/echo', ...named]);
  const judged = await scene.run('mt-judge', [
    ...['run', '--model', 'offline/terse', '--judge', 'offline/judge', '--quiet'],
    ...['--mode', 'pairwise-baseline', '--baseline', 'it’s $me; rm'],
  ]);
  expect(judged).toMatchObject({ code: 0 });
  const again = await scene.run('gen-judgment', [
    ...['--judge', 'offline/judge', '--mode', 'pairwise-baseline', '--baseline', 'it’s $me; rm'],
  ]);
  expect((await scene.type(nextOf(again))).stdout).toContain('mode pairwise-baseline');
});

test('what npx has started goes on through npx', async () => {
  const scene = await openShell({ npm_command: 'exec' });
  const answered = await scene.run('gen-answers', ['--model', 'offline/echo']);
  expect(nextOf(answered)).toMatch(/^npx gen-judgment /);
  const failed = await scene.run('gen-answers', [
    ...['--model', 'openai/m', '--base-url', 'http://127.0.0.1:1/v1', '--max-retries', '0'],
  ]);
  expect(failed.code).toBe(1);
  expect(nextOf(failed)).toMatch(/^npx gen-answers --model openai\/m .* --max-retries 0 --bench /);
});

test('a merge that npx has started goes on through npx', async () => {
  const scene = await openShell({ npm_command: 'exec' });
  await scene.run('gen-answers', ['--model', 'offline/echo']);
  const merged = await scene.merge(weird, 'whole');
  expect(merged.stdout).toMatch(/^next: npx gen-judgment --judge /m);
});

interface Shell {
  run: (bin: Bin, args: readonly string[]) => Promise<Run>;
  /** Unites a folder with an empty one. */
  merge: (from: string, into: string) => Promise<Run>;
  /** Runs a line in a shell that knows the bins. */
  type: (line: string) => Promise<Pick<Run, 'stdout' | 'stderr'>>;
}

/** An oddly named data directory, and a shell that stands beside it. */
async function openShell(env: Record<string, string> = {}): Promise<Shell> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  await data.write(`${weird}/questions/${bench}.jsonl`, sampleQuestions(2));
  await mkdir(join(data.path, 'bin'));
  for (const bin of ['gen-answers', 'gen-judgment', 'show-results', 'mt-judge']) {
    const shim = `#!/bin/sh\nexec '${process.execPath}' '${join(repository, 'dist', 'bin', bin)}.js' "$@"\n`;
    await chmod(await data.write(`bin/${bin}`, shim), 0o755);
  }
  const surroundings = { OPENAI_API_KEY: 'sk-test', ...env };
  const shell = { PATH: `${join(data.path, 'bin')}:${process.env.PATH}`, LC_ALL: 'C.UTF-8', NO_COLOR: '1' };
  return {
    run: (bin, args) =>
      run(bin, [...args, '--bench', bench, '--data-dir', weird], { cwd: data.path, env: surroundings }),
    merge: (from, into) =>
      run('mt-judge', ['merge', from, '--data-dir', into], { cwd: data.path, env: surroundings }),
    type: (line) => promisify(execFile)('bash', ['--norc', '-c', line], { cwd: data.path, env: shell }),
  };
}

/** The command of the last line. */
function nextOf({ stderr }: Pick<Run, 'stderr'>): string {
  const last = linesOf(stderr).at(-1) ?? '';
  expect(last).toMatch(/^next: /);
  return last.slice('next: '.length);
}
