/** `show-results` on a benchmark: each grader a metric, accuracy by category and group, pass@k, comparisons, gates. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';

let dir: DataDir;

const count = 24;
const questions = Array.from({ length: count }, (_, index) => ({
  question_id: `q${index}`,
  category: index < 16 ? 'sums' : 'products',
  turns: [`What is number ${index}?`],
  target: String(index),
}));

/** `right` tells which questions a model has right; what it leaves undefined has no answer. */
async function answer(model: string, right: (index: number) => boolean | undefined, choices = 1) {
  const text = (index: number, choice: number) => {
    const verdict = right(index + choice);
    if (verdict === undefined) return 'I do not know.';
    return verdict ? `#### ${index}` : '#### 99';
  };
  await dir.write(
    `answers/numbers/${model}.jsonl`,
    questions.map(({ question_id }, index) => ({
      question_id,
      answer_id: `a${index}`,
      model_id: model,
      choices: Array.from({ length: choices }, (_, choice) => ({
        index: choice,
        turns: [text(index, choice)],
      })),
      tstamp: 1,
    })),
  );
}

beforeEach(async () => {
  dir = makeDataDir();
  await dir.write('questions/numbers.jsonl', questions);
  await dir.write(
    'questions/numbers.yaml',
    'title: Numbers\nask:\n  generate:\n    graders: [number, "lm-eval/gsm8k:strict-match"]\ngroups:\n  arithmetic: [sums, products]\n',
  );
});
afterEach(() => dir.remove());

const place = () => ['--bench', 'numbers', '--data-dir', dir.path];
const grade = () => run('gen-judgment', [...place(), '--quiet']);
const show = (...args: string[]) => run('show-results', [...place(), ...args]);
const json = async (...args: string[]) => JSON.parse((await show('--format', 'json', ...args)).stdout);

test('each grader of the bench is a metric of its own, never averaged, in tables, JSON and CSV', async () => {
  await answer('m', (index) => (index % 8 === 7 ? undefined : index % 2 === 0));
  await grade();
  const shown = await show();
  expect(shown.code, shown.stderr).toBe(0);
  expect(shown.stdout).toMatch(/m +number@1 +0\.5000 ± \d\.\d{4} \(24\) +12\.5 % /);
  expect(shown.stdout).toMatch(/m +lm-eval\/gsm8k:strict-match@3 +0\.5000/);
  expect(shown.stdout).toMatch(/m +number@1 +arithmetic +0\.5000/);
  expect(shown.stdout).toContain('each grader is a metric of its own: they are not averaged');
  const board = await json();
  expect(board).toMatchObject({ bench: 'numbers', mode: 'single', grader: 'number@1' });
  expect(board.metrics.map(({ grader }: { grader: string }) => grader)).toEqual([
    'number@1',
    'lm-eval/gsm8k:strict-match@3',
  ]);
  expect(board.models[0].average).toMatchObject({ score: 0.5, n: 24, no_answer: 0.125 });
  expect(board.models[0].groups.arithmetic.micro.score).toBe(0.5);
  const one = await json('--judge', 'lm-eval/gsm8k:strict-match@3');
  expect(one.metrics).toBeUndefined();
  expect(one).toMatchObject({
    grader: 'lm-eval/gsm8k:strict-match@3',
    judges: ['lm-eval/gsm8k:strict-match@3'],
  });
  const csv = (await show('--format', 'csv')).stdout;
  expect(csv).toContain('grader,no_answer\r\n');
  expect(csv).toMatch(/m,group,arithmetic,0\.5,24,.*,number@1,0\.125\r\n/);
});

test('`--by category` has a row for each category, with the share without an answer', async () => {
  await answer('m', (index) => (index === 0 ? undefined : true));
  await grade();
  const { stdout } = await show('--by', 'category', '--judge', 'number@1');
  expect(stdout).toMatch(/^sums +0\.9375 ± .* \(16\) +6\.3 %$/m);
  expect(stdout).toMatch(/^products +1\.0000 ± 0\.0000 \(8\) +0\.0 %$/m);
});

test('pass@k and maj@k are shown where there are several choices, and --k asks for others', async () => {
  await answer('m', (index) => index % 2 === 0, 2);
  await grade();
  const [model] = (await json('--judge', 'number@1')).models;
  expect(model.pass_at_k['1']).toMatchObject({ score: 0.5, n: 24 });
  expect(model.maj_at_k['2'].score).toBe(0.5);
  const [asked] = (await json('--judge', 'number@1', '--k', '2')).models;
  expect(Object.keys(asked.pass_at_k)).toEqual(['2']);
  expect(asked.pass_at_k['2'].score).toBe(1);
  expect((await show()).stdout).toMatch(/model +metric +pass@1 +maj@2/);
  const above = await show('--k', '2', '3');
  expect([above.code, above.stderr]).toEqual([
    2,
    'show-results: --k 3 is more than the answers that each question has: gen-answers --num-choices 3 makes so many\n',
  ]);
});

test("`--compare` shows the flips both ways with McNemar's exact test next to the paired t", async () => {
  await answer('better', (index) => index !== 5);
  await answer('worse', (index) => index < 12 || index === 5);
  await grade();
  const shown = await show('--compare', 'better', 'worse', '--judge', 'number@1');
  expect(shown.code, shown.stderr).toBe(0);
  expect(shown.stdout).toMatch(/better − worse +number@1 +\+0\.4583 .* 12 +1 +0\.003/);
  const { comparison } = await json('--compare', 'better', 'worse', '--judge', 'number@1');
  // 2·(C(13, 0) + C(13, 1))/2^13
  expect(comparison.mcnemar).toMatchObject({ only_a: 12, only_b: 1 });
  expect(comparison.mcnemar.p).toBeCloseTo(28 / 8192, 12);
});

test('`--fail-under` gates the accuracy by the default grader, or the one that is named, and says which', async () => {
  await answer('m', (index) => index % 2 === 0);
  await grade();
  const missed = await show('--fail-under', '0.6');
  expect(missed.code).toBe(1);
  expect(missed.stderr).toContain(
    'gate missed: the accuracy of m by number@1 is 0.5000, below --fail-under 0.6\n',
  );
  expect((await show('--fail-under', '0.5')).code).toBe(0);
  const named = await show('--fail-under', '0.6', '--judge', 'lm-eval/gsm8k:strict-match@3');
  expect(named.stderr).toContain('by lm-eval/gsm8k:strict-match@3 is 0.5000');
  const outside = await show('--fail-under', '6');
  expect(outside.code).toBe(2);
  expect(outside.stderr).toContain('it must be an accuracy from 0 to 1');
});

test('the report of a selection holds the questions of that selection alone', async () => {
  await answer('m', (index) => index % 2 === 0);
  await grade();
  const { stdout, stderr } = await show('--limit', '6', '--html', join(dir.path, 'r.html'));
  expect(`${stdout}${stderr}`).toMatch(/wrote \S+: \d+ kB, 6 questions\n/);
});

test('`--judge` takes the plain name of a grader, as `gen-judgment` does, also for the report', async () => {
  await answer('m', (index) => index % 2 === 0);
  await grade();
  expect((await json('--judge', 'number')).judges).toEqual(['number@1']);
  const page = join(dir.path, 'r.html');
  expect(await show('--judge', 'number', '--html', page)).toMatchObject({ code: 0 });
  expect(await readFile(page, 'utf8')).toContain('number@1');
  expect((await show('--judge', 'numb')).stderr).toContain('no judgments for "numb" (--judge): there are ');
});

test('`--min-coverage` counts an answer without a number as judged, and a missing one not', async () => {
  await answer('m', () => undefined);
  await grade();
  expect((await show('--min-coverage', '1')).code).toBe(0);
  await dir.write('questions/numbers.jsonl', [
    ...questions,
    { question_id: 'new', category: 'sums', turns: ['One more?'], target: '1' },
  ]);
  const missed = await show('--min-coverage', '1');
  expect(missed.code).toBe(1);
  expect(missed.stderr).toContain(
    'the coverage of m by number@1 is 24/25, 1 missing, below --min-coverage 1',
  );
});

test('a model judge on a benchmark is shown when it is named, and left out with a warning when not', async () => {
  await answer('m', () => true);
  await grade();
  await run('gen-judgment', [...place(), '--judge', 'offline/judge', '--quiet']);
  const shown = await show();
  expect(shown.stderr).toContain('is no grader and is left out');
  expect(shown.stdout).toContain('number@1');
  const judged = await show('--judge', 'judge');
  expect(judged.stdout).toContain('mean score from 1 to 10');
});

test('`--k` without graders is refused', async () => {
  await answer('m', () => true);
  await run('gen-judgment', [...place(), '--judge', 'offline/judge', '--quiet']);
  const shown = await show('--k', '1');
  expect(shown.code).toBe(2);
  expect(shown.stderr).toContain('--k goes with graders');
});

test('thresholds of categories and groups, and a stored run, are about the first grader', async () => {
  await answer('m', (index) => index % 2 === 0);
  await grade();
  const met = await show('--fail-under', 'sums=0.5', 'arithmetic=0.5', '0.5');
  expect([met.code, met.stderr]).toEqual([0, '']);
  const missed = await show('--fail-under', 'arithmetic=0.6');
  expect([missed.code, missed.stderr]).toEqual([
    1,
    'gate missed: the accuracy of m by number@1 on arithmetic is 0.5000, below --fail-under arithmetic=0.6\n',
  ]);
  const stored = await dir.write('stored.json', (await show('--format', 'json', '--questions')).stdout);
  await answer('m', (index) => index % 2 === 0 && index > 0);
  await grade();
  const dropped = await show('--baseline-results', stored, '--fail-drop', '0.04');
  expect(dropped.code).toBe(1);
  // One of 24 differs: mean −1/24, standard error 1/24, t₂₃ = 2.0687.
  expect(dropped.stderr).toContain(
    'gate missed: m changed by -0.0417 (95 % interval -0.1279 to +0.0445, 24 questions)',
  );
  const strict = ['--judge', 'lm-eval/gsm8k:strict-match@3', '--baseline-results', stored];
  expect((await show(...strict, '--fail-drop', '0.05')).code).toBe(0);
  expect((await json(...strict)).baseline.models[0].difference).toBeCloseTo(-1 / 24);
  expect((await show('--baseline-results', stored, '--format', 'csv')).stdout).toMatch(
    /^m,difference,m,-0\.0416\d+,24,.*number@1,\r$/m,
  );
  const github = await show('--baseline-results', stored, '--fail-drop', '0.04', '--format', 'github');
  expect(github.stdout).toContain('| m | 0.4583 | 0.5000 | -0.0417 | -0.1279 to +0.0445 | 24 |');
  const junit = await show('--fail-under', '0.5', '--format', 'junit');
  expect(junit.stdout).toContain('<testsuite name="m" tests="3" failures="1" skipped="0">');
});
