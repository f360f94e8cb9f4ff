/** `mt-judge import inspect`, `promptfoo` and `openai-evals` as processes, on files that the tools themselves have written. */

import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeDataDir, run } from '../../support/cli.ts';
import { fixture, importInto } from './support.ts';

test('an .eval of Inspect gives a choice for each epoch and a judge for each scorer', async () => {
  const data = await importInto('inspect', 'inspect/harbour-sums.eval');
  expect(await data.records('questions/harbour_sums.jsonl')).toMatchObject([
    { question_id: 'depth', turns: ['How deep is the harbour?'], target: '9' },
    { question_id: 'ferry', target: '19' },
    { question_id: 'quay', metadata: { place: 'quay' } },
  ]);
  const answers = await data.records('answers/harbour_sums/harbour-harbour-a.jsonl');
  expect(answers.map(({ choices }) => choices.length)).toEqual([2, 2, 2]);
  const rows = await data.records('judgments/harbour_sums/inspect-0.3.285-pattern_single.jsonl');
  expect(rows.map(({ question_id, choice, score }) => [question_id, choice, score])).toEqual([
    ['depth', 0, 0],
    ['depth', 1, 0],
    ['ferry', 0, 1],
    ['ferry', 1, 1],
    ['quay', 0, 1],
    ['quay', 1, 1],
  ]);
  const shown = await run('show-results', [
    '--bench',
    'harbour_sums',
    '--data-dir',
    data.path,
    '--format',
    'json',
  ]);
  const figures = JSON.parse(shown.stdout).metrics.map(
    ({ models }: { models: { average: { score: number } }[] }) =>
      models.map(({ average }) => average.score.toFixed(4)),
  );
  // As in the log's own results.
  expect(figures).toEqual([['0.6667'], ['0.6667']]);
});

test('the .json and the .eval of one run give the same records, and of two runs the later one counts', async () => {
  const [one, other] = [
    await importInto('inspect', 'inspect/harbour-picks.eval'),
    await importInto('inspect', 'inspect/harbour-picks.json'),
  ];
  const read = async ({ records }: typeof one) =>
    (await records('judgments/harbour_picks/inspect-0.3.285-choice_single.jsonl')).map(
      ({ tstamp, ...row }) => row,
    );
  expect(await read(one)).toEqual(await read(other));
  const data = makeDataDir();
  onTestFinished(data.remove);
  const both = await run('mt-judge', ['import', 'inspect', fixture('inspect'), '--data-dir', data.path]);
  expect(both.stderr).toMatch(/^note: \S*harbour-picks\.eval is left out: there is a later run/m);
  expect(await data.records('judgments/harbour_picks/inspect-0.3.285-choice_single.jsonl')).toHaveLength(2);
});

test('an .eval that is cut off, or is none, is refused in one line', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const bytes = await readFile(fixture('inspect/harbour-sums.eval'));
  for (const [name, content] of [
    ['cut.eval', bytes.subarray(0, 9000)],
    ['text.eval', Buffer.from('no zip')],
  ] as const) {
    const file = await data.write(name, content);
    const { code, stderr } = await run('mt-judge', ['import', 'inspect', file, '--data-dir', data.path]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^mt-judge: cannot import \S+: its zip cannot be read \(.+\)\n$/);
  }
});

test('an .eval with a damaged sample names the sample', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const bytes = Buffer.from(await readFile(fixture('inspect/harbour-sums.eval')));
  const at = bytes.indexOf('samples/') + 60;
  bytes.fill(0x55, at, at + 200);
  const file = await data.write('damaged.eval', bytes);
  const { code, stderr } = await run('mt-judge', ['import', 'inspect', file, '--data-dir', data.path]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^mt-judge: cannot import \S+damaged\.eval.* samples\/\S+_epoch_\d\.json.*\n$/);
});

test('results of promptfoo give a question for each test and prompt, and score, pass and named metrics', async () => {
  const data = await importInto('promptfoo', 'promptfoo/out.json');
  const questions = await data.records('questions/promptfoo.jsonl');
  expect(questions.map(({ question_id, category }) => [question_id, category])).toEqual([
    ['0/1', 'Answer in one line. Question: {{question}}'],
    ['0/2', 'short'],
    ['1/1', 'Answer in one line. Question: {{question}}'],
    ['1/2', 'short'],
    ['2/1', 'Answer in one line. Question: {{question}}'],
    ['2/2', 'short'],
  ]);
  expect(questions[1].turns).toEqual([
    'A ferry carries 12 cars and takes 7 more on board. How many cars does it carry?',
  ]);
  const scores = await data.records('judgments/promptfoo/promptfoo-0.123.1-score_single.jsonl');
  const sum = (model: string, ending: string) =>
    scores
      .filter((row) => row.model === model && row.question_id.endsWith(ending))
      .reduce((total, { score }) => total + score, 0);
  // The sums that the file has for its columns.
  const { results } = JSON.parse(await readFile(fixture('promptfoo/out.json'), 'utf8'));
  const sums = results.prompts.map(({ metrics }: { metrics: { score: number } }) => metrics.score);
  const [a, b] = ['harbour-a', 'harbour-b'];
  expect([sum(a, '/1'), sum(a, '/2'), sum(b, '/1'), sum(b, '/2')]).toEqual(sums);
});

test('a result of promptfoo that is an error has no answer, and is counted', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const file = JSON.parse(await readFile(fixture('promptfoo/out.json'), 'utf8'));
  Object.assign(file.results.results[0], {
    response: { error: 'timeout' },
    failureReason: 2,
    success: false,
    score: 0,
  });
  const path = await data.write('out.json', JSON.stringify(file));
  const { stdout, stderr } = await run('mt-judge', ['import', 'promptfoo', path, '--data-dir', data.path]);
  expect(stdout).toMatch(/11 judgments by promptfoo-0.123.1\/score/);
  expect(stderr).toMatch(/^note: 1 results are errors or have no output/m);
});

test('a log of OpenAI evals gives its samples in order, with the messages before the question', async () => {
  const data = await importInto('openai-evals', 'openai-evals/out.jsonl');
  expect(await data.records('questions/harbour.jsonl')).toMatchObject([
    {
      question_id: 'harbour.dev.0',
      before: [{ role: 'system', content: 'Answer in one line.' }],
      target: 'answer is 19',
    },
    { question_id: 'harbour.dev.1', target: '["answer is 14","fourteen"]' },
    { question_id: 'harbour.dev.2' },
  ]);
  const rows = await data.records('judgments/harbour/openai-evals-harbour.dev.v0-match_single.jsonl');
  expect(rows.map(({ score }) => score)).toEqual([1, 1, 0]);
});

test.each([
  ['inspect', 'inspect'],
  ['promptfoo', 'promptfoo/out.json'],
  ['openai-evals', 'openai-evals/out.jsonl'],
])('a second import of %s changes nothing, and other content is refused', async (tool, name) => {
  const data = await importInto(tool, name);
  const args = ['import', tool, fixture(name), '--data-dir', data.path, '--quiet'];
  const again = await run('mt-judge', args);
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout.match(/\(unchanged\)/g)?.length).toBe(again.stdout.trim().split('\n').length);
  const [file = ''] = /^\S+answers\S+\.jsonl/m.exec(again.stdout) ?? [];
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"turns":["', '"turns":["Another. '));
  const refused = await run('mt-judge', args);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(/has another record of .*--overwrite\)\n$/);
  expect((await run('mt-judge', [...args, '--overwrite'])).stdout).toMatch(/answers\S+: .*\(1 replaced\)/);
  expect(await readFile(file, 'utf8')).toBe(text);
});

test('files of another tool are refused in one line', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  await mkdir(join(data.path, 'logs'));
  await cp(fixture('promptfoo/out.json'), join(data.path, 'logs', 'out.json'));
  const tried = (tool: string, path: string) =>
    run('mt-judge', ['import', tool, path, '--data-dir', data.path]);
  for (const [tool, path, message] of [
    ['inspect', join(data.path, 'logs'), /it is no log of Inspect \(version: /],
    ['promptfoo', fixture('inspect/harbour-picks.json'), /it is no results\.json of promptfoo/],
    ['openai-evals', fixture('lm-eval'), /it is no log of OpenAI evals: no line has a spec/],
    ['openai-evals', join(data.path, 'absent'), /there is no such file or folder/],
  ] as const) {
    const { code, stderr } = await tried(tool, path);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
});

test('a bench whose name would leave its folder is refused, from a flag and from a file', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const tried = (...flags: string[]) =>
    run('mt-judge', [
      'import',
      'promptfoo',
      fixture('promptfoo/out.json'),
      '--data-dir',
      data.path,
      ...flags,
    ]);
  expect(await tried('--bench', '../up')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^mt-judge: cannot name a file "\.\.\/up" \(--bench\): use letters/),
  });
  const log = JSON.parse(await readFile(fixture('inspect/harbour-picks.json'), 'utf8'));
  log.eval.task = '..';
  const file = await data.write('log.json', JSON.stringify(log));
  const inspect = await run('mt-judge', ['import', 'inspect', file, '--data-dir', data.path]);
  expect(inspect).toMatchObject({ code: 2, stderr: expect.stringMatching(/cannot name a file "\.\."/) });
});
