/** The gates of `show-results` and what CI systems are told of them: thresholds, a stored run, JUnit, GitHub. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../support/cli.ts';
import { middling, ratedFolder } from '../support/rated-folder.ts';
import { linesOf } from '../support/scene.ts';

/** Math, the even questions, has 8; the rest 5; the second turn is a point lower. */
const uneven = (question: number, turn: number) => (question % 2 === 0 ? 8 : 5) - (turn - 1);

const missedIn = (stderr: string) => linesOf(stderr).filter((line) => line.startsWith('gate missed'));

test('`--fail-under` takes thresholds of the average, of categories and of turns at once', async () => {
  const { show } = await ratedFolder([{ model: 'm', score: uneven }]);
  const met = await show('--fail-under', 'math=7.5', 'turn:2=5.5', 'category:writing=4', '6');
  expect([met.code, missedIn(met.stderr)]).toEqual([0, []]);
  const missed = await show('--fail-under', 'math=8', 'turn:2=6', '6.5', 'turn:1=6.5');
  expect([missed.code, missedIn(missed.stderr)]).toEqual([
    1,
    [
      'gate missed: the average of m on math is 7.50, below --fail-under math=8',
      'gate missed: the average of m on turn 2 is 5.50, below --fail-under turn:2=6',
      'gate missed: the average of m is 6.00, below --fail-under 6.5',
    ],
  ]);
});

test('a model without the category or turn of a threshold misses it', async () => {
  const { show } = await ratedFolder([
    { model: 'm', score: uneven },
    { model: 'n', score: uneven, questions: 1 },
  ]);
  const { code, stderr } = await show('--fail-under', 'math=5');
  expect([code, missedIn(stderr)]).toEqual([
    1,
    ['gate missed: the average of n on math is –, below --fail-under math=5'],
  ]);
});

test('a threshold of nothing that was judged, or outside the scale, is refused by name', async () => {
  const { show } = await ratedFolder([{ model: 'm', score: uneven }]);
  for (const [threshold, says] of [
    ['maths=7', 'nothing was judged of category "maths"; there are math, writing'],
    ['turn:3=7', 'nothing was judged of turn "3"; there are 1, 2'],
    ['math=11', '--fail-under math=11: it must be a score from 1 to 10'],
    ['math=', 'It must be a number, or a category or turn and a number such as math=7 or turn:2=6.5.'],
  ] as const) {
    const { code, stdout, stderr } = await show('--fail-under', threshold);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  }
});

/** A run of `m` and what it has stored. */
async function withStored(score = middling) {
  const folder = await ratedFolder([{ model: 'm', score }]);
  const { stdout } = await folder.show('--format', 'json', '--questions');
  const stored = await folder.write('stored.json', stdout);
  const rate = async (now: (question: number, turn: number) => number, model = 'm') => {
    const rows = await folder.records('judgments/small/j_single.jsonl');
    await folder.write(
      'judgments/small/j_single.jsonl',
      rows.map((row) => ({ ...row, model, score: now(row.question_id, row.turn) })),
    );
  };
  const against = (...args: string[]) => folder.show('--baseline-results', stored, ...args);
  return { ...folder, stored, rate, against };
}

test('`--format json --questions` holds the means by question, and by turn in each', async () => {
  const { show } = await ratedFolder([{ model: 'm', score: uneven }]);
  const plain = JSON.parse((await show('--format', 'json')).stdout);
  expect(plain.models[0]).not.toHaveProperty('questions');
  const { models } = JSON.parse((await show('--format', 'json', '--questions')).stdout);
  expect(Object.keys(models[0].questions)).toHaveLength(12);
  expect(models[0].questions['2']).toEqual({
    score: 7.5,
    n: 2,
    turns: { 1: 8, 2: 7 },
    hash: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  const table = await show('--questions');
  expect([table.code, table.stderr]).toEqual([
    2,
    'show-results: --questions goes with --format json, not with --format table\n',
  ]);
});

test('`--fail-drop` gates the mean difference by question to a stored run, and says its interval', async () => {
  const { rate, against, stored } = await withStored();
  const same = await against('--fail-drop', '0');
  expect([same.code, missedIn(same.stderr)]).toEqual([0, []]);
  // Half of the questions fall by 1: the mean by 0.5.
  await rate((question, turn) => middling(question, turn) - (question % 2));
  expect((await against()).code).toBe(0);
  expect((await against('--fail-drop', '0.5')).code).toBe(0);
  const { code, stdout, stderr } = await against('--fail-drop', '0.4');
  expect(code).toBe(1);
  // sd √(12·0.25/11), t₁₁ = 2.201: 0.5 ± 0.33
  expect(missedIn(stderr)).toEqual([
    `gate missed: m changed by -0.50 (95 % interval -0.83 to -0.17, 12 questions) against ${stored}, more than --fail-drop 0.4 below it`,
  ]);
  expect(stdout).toMatch(/^m +4\.\d\d +\d\.\d\d +-0\.50 +-0\.83 to -0\.17 +12$/m);
  const json = JSON.parse((await against('--format', 'json')).stdout);
  expect(json.baseline.models).toEqual([
    expect.objectContaining({ model: 'm', baseline: 'm', difference: expect.closeTo(-0.5), n: 12, of: 12 }),
  ]);
  const csv = (await against('--format', 'csv')).stdout;
  expect(csv).toMatch(/^m,difference,m,-0\.\d+,12,-0\.8\d+,-0\.1\d+,/m);
});

test('what both runs have is compared: shared turns of unchanged questions, and the rest is said', async () => {
  const { rate, against, write, records } = await withStored();
  // The first turn of question 1, rated 6, has no verdict any more; the second one has its 4 as before.
  await rate((question, turn) => (question === 1 && turn === 1 ? -1 : middling(question, turn)));
  expect((await against('--fail-drop', '0')).code).toBe(0);
  const questions = await records('questions/small.jsonl');
  await write(
    'questions/small.jsonl',
    questions.map((row) => (row.question_id === 3 ? { ...row, turns: ['Another one?', 'And now?'] } : row)),
  );
  const changed = await against('--fail-drop', '0');
  expect(changed.stdout).toMatch(/11 of 12 \*$/m);
  expect(changed.stderr).toMatch(
    /warning: m: 1 question has changed since .*stored\.json: left out of the comparison/,
  );
});

test('two runs of one model each are compared whatever its name; others by name, and the rest is named', async () => {
  const { rate, against, write, stored } = await withStored();
  await rate(middling, 'n');
  expect((await against()).stdout).toMatch(/^n − m .* 12$/m);
  const run = JSON.parse(await readFile(stored, 'utf8'));
  const [model] = run.models;
  const two = { ...run, models: [model, { ...model, model: 'other' }] };
  await write('stored.json', JSON.stringify(two));
  const none = await against();
  expect([none.code, none.stderr]).toEqual([
    2,
    `show-results: ${stored} (--baseline-results) is about m, other, and shown is n: no model is in both\n`,
  ]);
  await rate(middling, 'other');
  const named = await against();
  expect(named.stderr).toBe(`warning: m of ${stored} is not shown: nothing is compared with it\n`);
});

test('a stored run that holds no scores by question, or that was made otherwise, is refused by name', async () => {
  const { against, show, write, stored } = await withStored();
  const run = JSON.parse(await readFile(stored, 'utf8'));
  const plain = (await show('--format', 'json')).stdout;
  for (const [text, says] of [
    [plain, 'has no scores by question: write one with show-results --bench small --format json --questions'],
    [JSON.stringify({ ...run, judges: ['k'] }), "its judge is k, and this run's is j"],
    [JSON.stringify({ ...run, bench: 'other' }), "its bench is other, and this run's is small"],
    [JSON.stringify({ ...run, prompt_set: 'mine' }), 'its set of judge prompts is mine'],
    [JSON.stringify({ ...run, scale: [0, 1] }), "its scale is from 0 to 1, and this run's is from 1 to 10"],
    ['{', 'is not JSON'],
    ['[]', 'is not what show-results --mode single --format json writes'],
  ]) {
    await write('stored.json', text ?? '');
    const { code, stdout, stderr } = await against('--fail-drop', '1');
    expect([code, stdout], says).toEqual([2, '']);
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toContain(says);
  }
  const missing = await show('--baseline-results', 'nowhere.json');
  expect(missing.stderr).toBe(
    'show-results: cannot read nowhere.json (--baseline-results): there is no such file\n',
  );
  const without = await show('--fail-drop', '1');
  expect([without.code, without.stderr]).toEqual([
    2,
    'show-results: --fail-drop needs --baseline-results: the stored run that the results are compared with\n',
  ]);
});

test('`--format junit` has a test for each figure and for each gate of a model', async () => {
  const { show } = await ratedFolder([{ model: 'm<1>', score: uneven }]);
  const { code, stdout } = await show(
    ...['--format', 'junit', '--fail-under', 'math=8', '5', '--min-coverage', '1'],
  );
  expect(code).toBe(1);
  expect(stdout).toContain('<testsuite name="m&#60;1&#62;" tests="4" failures="1" skipped="0">');
  expect(stdout).toContain('<testcase classname="small" name="average">\n      <system-out>6.00');
  expect(stdout).toContain(
    'name="math from 8">\n      <failure message="the average of m&#60;1&#62; on math is 7.50, below --fail-under math=8"/>',
  );
  expect(stdout).toContain('name="average from 5">\n      <system-out>');
  expect(stdout).toContain('name="coverage from 1">\n      <system-out>');
});

test('`--format github` adds the page to the summary of the job, and says what is amiss as annotations', async () => {
  const { show, path } = await ratedFolder([
    { model: 'm', score: (question, turn) => (question === 1 ? -1 : uneven(question, turn)) },
  ]);
  const args = ['--format', 'github', '--fail-under', 'turn:1=6.9', '5'];
  const aside = await show(...args);
  expect(aside.code).toBe(1);
  expect(aside.stdout).toMatch(/^\*\*small\*\*, mode single, judge j\n/);
  expect(aside.stdout).toContain('| m: turn 1 from 6.9 | missed | ');
  expect(aside.stdout).toContain('| m: average from 5 | met | ');
  const annotations = [
    '::warning title=mt-judge%3A warning::m: coverage 22/24, 2 unparsed',
    '::error title=mt-judge%3A gate missed::the average of m on turn 1 is 6.64, below --fail-under turn:1=6.9',
  ];
  expect(linesOf(aside.stderr)).toEqual(annotations);
  const summary = join(path, 'summary.md');
  const env = { GITHUB_STEP_SUMMARY: summary };
  const all = ['--bench', 'small', '--data-dir', path, ...args];
  const first = await run('show-results', all, { env });
  expect([first.code, first.stdout, linesOf(first.stderr)]).toEqual([1, '', annotations]);
  await run('show-results', all, { env });
  expect(await readFile(summary, 'utf8')).toBe(aside.stdout + aside.stdout);
  const nowhere = await run('show-results', all, { env: { GITHUB_STEP_SUMMARY: path } });
  expect([nowhere.code, nowhere.stderr]).toEqual([
    2,
    `show-results: cannot write ${path} (GITHUB_STEP_SUMMARY): it is a folder\n`,
  ]);
});
