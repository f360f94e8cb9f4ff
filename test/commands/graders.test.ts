/** Graders of the package as judges: named on the command line, without a key and without a call. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';

let dir: DataDir;

const questions = [
  { question_id: 'apples', category: 'sums', turns: ['Two and three apples?'], target: '5' },
  { question_id: 'days', category: 'sums', turns: ['How many days has a week?'], target: '7' },
  { question_id: 'odd', category: 'sums', turns: ['Is there an end?'], target: '1' },
];
const texts = ['Two and three are 5 apples.', '#### 8', 'I do not know.'];

beforeEach(async () => {
  dir = makeDataDir();
  const answers = questions.map(({ question_id }, index) => ({
    question_id,
    answer_id: `a${index}`,
    model_id: 'm',
    choices: [{ index: 0, turns: [texts[index]] }],
    tstamp: 1,
  }));
  for (const [folder, name, rows] of [
    ['questions', 'sums.jsonl', questions],
    ['answers/sums', 'm.jsonl', answers],
  ] as const) {
    await mkdir(join(dir.path, folder), { recursive: true });
    await writeFile(join(dir.path, folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
});
afterEach(() => dir.remove());

test('`--judge <grader>` scores answers from 0 to 1, says what it read, and counts what has no answer', async () => {
  const judged = await run('gen-judgment', ['--bench', 'sums', '--judge', 'number', '--data-dir', dir.path]);
  expect(judged.code, judged.stderr).toBe(0);
  const file = join(dir.path, 'judgments', 'sums', 'number-1_single.jsonl');
  const rows = (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rows.map(({ judge, scale }) => [judge, scale])).toEqual(
    questions.map(() => [
      ['number@1', 'program'],
      [0, 1],
    ]),
  );
  expect(rows.map(({ score, extracted, target }) => [score, extracted, target])).toEqual([
    [1, '5', '5'],
    [0, '8', '7'],
    [0, undefined, '1'],
  ]);
  expect(rows.map(({ unparsed }) => unparsed !== undefined)).toEqual([false, false, true]);

  const again = await run('gen-judgment', ['--bench', 'sums', '--judge', 'number@1', '--data-dir', dir.path]);
  expect(again.stderr).toContain('0 judgments written, 3 kept');

  const shown = await run('show-results', ['--bench', 'sums', '--format', 'json', '--data-dir', dir.path]);
  const { models } = JSON.parse(shown.stdout) as { models: { average: { score: number; n: number } }[] };
  expect(models[0]?.average).toMatchObject({ n: 3 });
  expect(models[0]?.average.score).toBeCloseTo(1 / 3, 12);
});

test('a question without a target is named, and nothing is written for it', async () => {
  await writeFile(
    join(dir.path, 'questions', 'sums.jsonl'),
    questions.map(({ target: _, ...rest }) => `${JSON.stringify(rest)}\n`).join(''),
  );
  const judged = await run('gen-judgment', [
    '--bench',
    'sums',
    '--judge',
    'lm-eval/gsm8k:strict-match',
    '--data-dir',
    dir.path,
  ]);
  expect(judged.code).toBe(1);
  expect(judged.stderr).toContain('question apples');
});

test('another version of a grader is refused by name', async () => {
  const judged = await run('gen-judgment', [
    '--bench',
    'sums',
    '--judge',
    'number@99',
    '--data-dir',
    dir.path,
  ]);
  expect(judged.code).toBe(2);
  expect(judged.stderr).toContain(
    'there is no grader number@99 (--judge): this version of mt-judge has number@1',
  );
});
