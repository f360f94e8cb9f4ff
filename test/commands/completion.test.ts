/** `mt-judge completion`: the scripts in the shells themselves, where those are installed. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completionScripts, type Shell, shells } from '../../src/cli/completion/scripts.ts';
import { type DataDir, makeDataDir, repository, run } from '../support/cli.ts';

let data: DataDir;
let path: string;

beforeAll(async () => {
  data = makeDataDir();
  const bin = join(data.path, 'bin');
  mkdirSync(bin);
  symlinkSync(join(repository, 'dist/bin/mt-judge.js'), join(bin, 'mt-judge'));
  path = [bin, dirname(process.execPath), process.env.PATH].join(delimiter);
  await data.write('questions/own.jsonl', [{ question_id: 1, category: 'law', turns: ['?'] }]);
  await data.write('models.yaml', 'models:\n  tuned: { endpoint: openai, model: m }\n');
  await data.write('answers/own/some-model.jsonl', '');
  const judge = { judge: ['number@1', 'program'] };
  await data.write('judgments/own/number-1_single.jsonl', [judge]);
});

afterAll(() => data.remove());

/** The last word is the one to complete. */
const drivers: Readonly<Record<Shell, (words: readonly string[]) => string[]>> = {
  bash: (words) => [
    '-c',
    `${completionScripts.bash}
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _mt_judge; printf '%s\\n' "\${COMPREPLY[@]}"`,
    'bash',
    ...words,
  ],
  // What zsh's own completion would be handed is printed instead.
  zsh: (words) => [
    '-f',
    '-c',
    `compdef() { : }; _describe() { print -rl -- "\${(@P)2}" }; _files() { ls -d \${words[CURRENT]}* }
${completionScripts.zsh}
words=("$@"); CURRENT=$#; _mt_judge`,
    'zsh',
    ...words,
  ],
  fish: (words) => ['--no-config', '-c', `${completionScripts.fish}\ncomplete -C "${words.join(' ')}"`],
};

function completed(shell: Shell, words: readonly string[]): string[] {
  const env = { PATH: path, HOME: data.path };
  const text = execFileSync(shell, drivers[shell](words), { cwd: data.path, env, encoding: 'utf8' });
  const described = shell === 'zsh' ? /(?<!\\):.*$/ : /\t.*$/;
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(described, '').replaceAll('\\:', ':'));
}

describe.each(shells)('in %s', (shell) => {
  const isThere = spawnSync(shell, ['--version']).status === 0;

  test.skipIf(!isThere)(
    `commands, flags, choices and names are completed${isThere ? '' : ' (not installed)'}`,
    () => {
      expect(completed(shell, ['mt-judge', 'val'])).toEqual(['validate']);
      expect(completed(shell, ['mt-judge', 'batch', ''])).toEqual(
        expect.arrayContaining(['status', 'collect']),
      );
      expect(completed(shell, ['mt-judge', 'run', '--judge-p'])).toEqual(['--judge-prompts']);
      expect(completed(shell, ['mt-judge', 'show-results', '--format', 'ma'])).toEqual(['markdown']);
      expect(completed(shell, ['mt-judge', 'run', '--bench', 'o'])).toEqual(['own']);
      expect(completed(shell, ['mt-judge', 'run', '--model', 't'])).toEqual(['tuned']);
    },
  );

  test.skipIf(!isThere)(
    `the other commands of the package, and folders, are completed${isThere ? '' : ' (not installed)'}`,
    () => {
      expect(completed(shell, ['gen-judgment', '--bench', 'own', '--model-list', ''])).toEqual([
        'some-model',
      ]);
      const folders = completed(shell, ['gen-answers', '--data-dir', 'judg']).map((name) =>
        name.replace(/\/$/, ''),
      );
      expect(folders).toEqual(['judgments']);
    },
  );
});

const complete = async (...words: string[]) => {
  const { stdout } = await run('mt-judge', ['__complete', '--', ...words], { cwd: data.path });
  return stdout.split('\n').flatMap((line) => line.split('\t')[0] || []);
};

test('a value behind = is completed as one word with its flag', async () => {
  expect(await complete('run', '--bench=o')).toEqual(['--bench=own']);
  // As bash splits it.
  expect(await complete('run', '--bench', '=', 'o')).toEqual(['own']);
});

test('names are those of the bench and the data directory on the line', async () => {
  expect(await complete('show-results', '--bench', 'own', '--judge', '')).toEqual(['number@1']);
  expect(await complete('run', '--bench', 'own', '--category', '')).toEqual(['law']);
  expect(await complete('show-results', '--data-dir', 'answers', '--bench', 'o')).toEqual([]);
});

test('a flag that takes several values goes on, and gives way to the next flag', async () => {
  expect(await complete('run', '--model', 'tuned', '')).toEqual(['tuned']);
  expect(await complete('run', '--model', 'tuned', '--judge-p')).toEqual(['--judge-prompts']);
});

test('hidden commands and flags are not offered, and no word is an error', async () => {
  expect(await complete('__')).toEqual([]);
  expect(await complete('run', '--para')).toEqual([]);
  expect(await complete('nowhere', '--ben')).toEqual([]);
  expect((await run('mt-judge', ['completion', 'csh'])).code).toBe(2);
});

test('every command of `mt-judge --help` is offered', async () => {
  const { stdout } = await run('mt-judge', ['--help']);
  const [, list = ''] = stdout.split(/^Commands:$/m);
  const named = [...list.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(15);
  expect((await complete('')).sort()).toEqual(named.filter((name) => name !== 'help').sort());
});
