/** A bench that names its graders is judged by them where no judge is named: without a key, a call or a flag. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { judge } from '../../src/api/run.ts';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';

let dir: DataDir;

const questions = [
  { question_id: 'apples', category: 'sums', turns: ['Two and three apples?'], target: '5' },
  { question_id: 'days', category: 'time', turns: ['How many days has a week?'], target: '7' },
  { question_id: 'odd', category: 'sums', turns: ['Is there an end?'], target: '1' },
];
const texts = ['#### 5', 'It has 7 days.', 'I do not know.'];
const bench = (graders: string) => `title: Sums\nask:\n  generate:\n    graders: [${graders}]\n`;

/** The answers of a model; `asked` says how they were had. */
const answersOf = (model: string, asked?: Record<string, unknown>) =>
  questions.map(({ question_id }, index) => ({
    question_id,
    answer_id: `a${index}`,
    model_id: model,
    choices: [{ index: 0, turns: [texts[index]] }],
    tstamp: 1,
    ...(asked ? { asked } : {}),
  }));

const askedBy = (method: string) => ({
  ...{ method, num_fewshot: 0, layout: 'message', template_hash: 'h' },
  stop: { sent: [], applied: [] },
});

beforeEach(async () => {
  dir = makeDataDir();
  await dir.write('questions/sums.jsonl', questions);
  await dir.write('answers/sums/m.jsonl', answersOf('m'));
});
afterEach(() => dir.remove());

const grade = (...args: string[]) =>
  run('gen-judgment', ['--bench', 'sums', '--data-dir', dir.path, ...args]);
const file = (stem: string) => join(dir.path, 'judgments', 'sums', `${stem}_single.jsonl`);

test('without `--judge` each grader of the bench writes its own file, and the summary counts what has no answer', async () => {
  await dir.write('questions/sums.yaml', bench('number, "lm-eval/gsm8k:strict-match"'));
  const judged = await grade();
  expect(judged.code, judged.stderr).toBe(0);
  expect(judged.stderr).toContain(
    'grader number@1: 3 judgments written, 0 kept, 1 of the written without an answer (score 0)\n',
  );
  expect(judged.stderr).toContain(
    'grader lm-eval/gsm8k:strict-match@3: 3 judgments written, 0 kept, 2 of the written without an answer (score 0)\n',
  );
  const rows = await dir.records('judgments/sums/number-1_single.jsonl');
  expect(rows.map(({ score }) => score)).toEqual([1, 1, 0]);
  const again = await grade();
  expect(again.stderr).toContain('grader number@1: 0 judgments written, 3 kept\n');
});

test('`judge()` without judges uses the graders of the bench, too', async () => {
  await dir.write('questions/sums.yaml', bench('number'));
  const report = await judge({ dataDir: dir.path, bench: 'sums' });
  expect(report.status).toBe('done');
  expect(report.tallies).toMatchObject([{ label: 'grader number@1', written: 3, noAnswer: 1 }]);
});

test('`run` without `--judge` grades answers as they arrive', async () => {
  await dir.write('questions/sums.yaml', bench('number'));
  const ran = await run('mt-judge', [
    ...['run', '--bench', 'sums', '--data-dir', dir.path, '--model', 'offline/echo'],
  ]);
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stderr).toContain('grader number@1: 3 judgments written');
});

test('a bench without graders and without `--judge` is exit 2, and says what to give', async () => {
  const judged = await grade();
  expect(judged).toMatchObject({ code: 2, stdout: '' });
  expect(judged.stderr).toContain(
    '--judge is missing, and the bench sums names no graders of its own: give, for example, one of openai/gpt-4.1',
  );
});

test('a grader of the bench that there is none of is named with its file', async () => {
  await dir.write('questions/sums.yaml', bench('numbr'));
  const { code, stderr } = await grade();
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^gen-judgment: cannot use the graders of questions\/sums\.yaml \(ask\.<method>\.graders\): unknown model "numbr".*, or the name of a grader/,
  );
});

test('a grader never grades an answer that was had by another method', async () => {
  await dir.write('questions/sums.yaml', bench('number'));
  await dir.write('answers/sums/other.jsonl', answersOf('other', askedBy('first-token')));
  const mixed = await grade();
  expect(mixed.code).toBe(2);
  expect(mixed.stderr).toContain('the bench sums names no graders for answers by the method first-token');
  const named = await grade('--judge', 'number');
  expect(named.code, named.stderr).toBe(0);
  const rows = await dir.records('judgments/sums/number-1_single.jsonl');
  expect(new Set(rows.map(({ model }) => model))).toEqual(new Set(['m']));
  const none = await grade('--judge', 'number', '--model-list', 'other');
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('number@1 reads answers by the method generate');
});

test('an item that can not be graded writes nothing and is counted, by each grader on its own', async () => {
  await dir.write('questions/sums.yaml', bench('number, "openai/gsm8k"'));
  const [first, second, { target: _, ...bad }] = questions as [object, object, Record<string, unknown>];
  await dir.write('questions/sums.jsonl', [first, second, bad]);
  const judged = await grade();
  expect(judged.code).toBe(1);
  expect(judged.stderr).toContain('grader number@1: 2 judgments written, 0 kept, 1 failed');
  expect(await dir.records('judgments/sums/number-1_single.jsonl')).toHaveLength(2);
});

test('without a sandbox nothing is graded, by no grader of the run, and the message says how to get one', async () => {
  const check = { entry_point: 'f', test: 'def check(f):\n    assert f() == 1', prompt: 'def f():\n' };
  await dir.write(
    'questions/sums.jsonl',
    questions.map((question) => ({ ...question, check })),
  );
  await dir.write('questions/sums.yaml', bench('number, code'));
  const judged = await run(
    'gen-judgment',
    ['--bench', 'sums', '--data-dir', dir.path, '--sandbox', 'docker'],
    { env: { PATH: '/nowhere' } },
  );
  expect(judged.code, judged.stderr).toBe(2);
  expect(judged.stderr).toContain('docker');
  expect(existsSync(file('number-1'))).toBe(false);
});

test('each method has its graders: one run grades answers of both, each by its own', async () => {
  const check = { options: ['four', 'five'], labels: ['A', 'B'] };
  const choices = [0, 1].map((place) => ({
    ...{ question_id: `q${place}`, category: 'sums', turns: ['Which?'], target: 'B', check },
  }));
  await dir.write('questions/pick.jsonl', choices);
  await dir.write(
    'questions/pick.yaml',
    'title: Pick\nask:\n  generate:\n    graders: [letter]\n  loglikelihood:\n    graders: ["loglikelihood:acc"]\n',
  );
  const answer = (model: string, texts: readonly string[], method: string) =>
    choices.map(({ question_id }, place) => ({
      ...{ question_id, answer_id: `a${place}`, model_id: model, tstamp: 1, asked: askedBy(method) },
      choices: [{ index: 0, turns: [texts[place]] }],
    }));
  await dir.write('answers/pick/writes.jsonl', answer('writes', ['B', 'A'], 'generate'));
  const tables = ['A\t-3\t4\nB\t-1\t4', 'A\t-3\t4\nB\t-2\t4'];
  await dir.write('answers/pick/scores.jsonl', answer('scores', tables, 'loglikelihood'));
  const place = ['--bench', 'pick', '--data-dir', dir.path];
  const judged = await run('gen-judgment', place);
  expect(judged.code, judged.stderr).toBe(0);
  const models = async (stem: string) =>
    (await dir.records(`judgments/pick/${stem}_single.jsonl`)).map(({ model, score }) => [model, score]);
  expect(await models('letter-1')).toEqual([
    ['writes', 1],
    ['writes', 0],
  ]);
  expect(await models('loglikelihood-acc-1')).toEqual([
    ['scores', 1],
    ['scores', 1],
  ]);
  const shown = await run('show-results', [...place, '--compat', 'lm-eval']);
  expect(shown.stdout).toMatch(/scores +pick +1 +none +acc +1\.0000/);
  expect(shown.stderr).toContain('letter@1 is no task of lm-eval and is left out');
});

test('`--grader` names a judge as `--judge` does, and both together are a panel', async () => {
  const judged = await grade('--grader', 'number', '--judge', 'lm-eval/gsm8k:strict-match');
  expect(judged.code, judged.stderr).toBe(0);
  expect(judged.stderr).toContain('grader number@1: 3 judgments written');
  expect(judged.stderr).toContain('grader lm-eval/gsm8k:strict-match@3: 3 judgments written');
});
