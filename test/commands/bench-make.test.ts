/** `mt-judge bench make` as a process: files, repetition, and what bad input gets. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeDataDir, run } from '../support/cli.ts';

const data = makeDataDir();
afterAll(() => data.remove());

const make = (...args: string[]) => run('mt-judge', ['bench', 'make', ...args, '--data-dir', data.path]);

test('a bench is written, made again it is unchanged, and other content is kept unless --overwrite', async () => {
  const first = await make('gsm-fresh', '--seed', '3', '--count', '20');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/gsm-fresh-3\.jsonl: written[\s\S]*structures: 20/);
  expect(await data.records('questions/gsm-fresh-3.jsonl')).toHaveLength(20);
  expect((await data.records('questions/shots/gsm-fresh-3.jsonl'))[0].answer).toMatch(/\n#### \d+$/);
  const again = await make('gsm-fresh', '--seed', '3', '--count', '20', '--quiet');
  expect(again.stdout.match(/: unchanged/g)).toHaveLength(3);
  expect(again.stdout).not.toContain('structures');
  const other = await make('gsm-fresh', '--seed', '3', '--count', '21');
  expect(other).toMatchObject({ code: 2, stdout: '' });
  expect(other.stderr).toMatch(/gsm-fresh-3\.jsonl exists with other content .*--overwrite/);
  expect(await data.records('questions/gsm-fresh-3.jsonl')).toHaveLength(20);
  const replaced = await make('gsm-fresh', '--seed', '3', '--count', '21', '--overwrite');
  expect(replaced).toMatchObject({ code: 0 });
  expect(replaced.stdout).toContain('replaced');
});

test('the prompts of ifeval-fresh carry their witness', async () => {
  expect(await make('ifeval-fresh', '--seed', '1', '--count', '10')).toMatchObject({ code: 0, stderr: '' });
  const records = await data.records('questions/ifeval-fresh-1.jsonl');
  expect(records.map(({ witness }) => typeof witness)).toEqual(Array(10).fill('string'));
  expect(await data.read('questions/ifeval-fresh-1.yaml')).toContain('generator: ifeval-fresh');
});

test('the options of a bench are permuted, those of its shots too', async () => {
  const options = ['red', 'green', 'blue', 'white'];
  const question = (id: number) => ({
    ...{ question_id: id, category: 'art', turns: [`Question ${id}?`], target: 'B', check: { options } },
  });
  await data.write('questions/colours.jsonl', [1, 2, 3].map(question));
  await data.write('questions/shots/colours.jsonl', [question(9)]);
  await data.write('questions/colours.yaml', 'title: Colours\nask:\n  generate:\n    graders: [letter]\n');
  const made = await make('colours', '--permute-options', '7');
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(made.stdout).toContain('questions: 3, with another right label: 3');
  for (const file of ['questions/colours-permuted-7.jsonl', 'questions/shots/colours-permuted-7.jsonl']) {
    for (const { target, check } of await data.records(file)) {
      expect(check.options['ABCD'.indexOf(target)]).toBe('green');
      expect(target).not.toBe('B');
    }
  }
  expect(await data.read('questions/colours-permuted-7.yaml')).toMatch(
    /from:\n\s+bench: colours\n\s+sha256: [0-9a-f]{64}/,
  );
});

test.each([
  [['gsm-fresh', '--seed', '1', '--count', '0'], /--count.*from 1/],
  [['gsm-fresh', '--seed', '-1', '--count', '5'], /--seed/],
  [['gsm-fresh', '--count', '5'], /--seed is missing/],
  [['gsm-fresh', '--seed', '1'], /--count is missing/],
  [
    ['gsm-frsh', '--seed', '1', '--count', '5'],
    /cannot make the bench "gsm-frsh".*gsm-fresh and ifeval-fresh/,
  ],
  [['mt80', '--permute-options', '1'], /cannot permute the options of "mt80"/],
  [['nowhere', '--permute-options', '1'], /cannot find the bench "nowhere"/],
  [['mmlu', '--permute-options', '1', '--seed', '2'], /has its own seed/],
])('%j is refused in one line, and nothing is written', async (args, message) => {
  const { code, stdout, stderr } = await make(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(existsSync(join(data.path, 'questions', 'gsm-fresh-1.jsonl'))).toBe(false);
});
