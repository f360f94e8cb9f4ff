/** `--batch file <dir>` and `mt-judge batch collect <dir>`: an engine without an API of its own, round after round, by hand. */

import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  address,
  answerTo,
  type Line,
  linesIn,
  openFileScene,
  requestFiles,
  runEngine,
} from '../../../support/batch-file-scene.ts';
import { ordinaryRows, timeless } from '../../../support/batch-scene.ts';
import { makeDataDir, run } from '../../../support/cli.ts';
import { answersPath, judgmentsPath } from '../../../support/scene.ts';

test('answers and judgments go through files in batch rounds, and make the records of an ordinary run', async () => {
  const whole = await ordinaryRows();
  const scene = await openFileScene();
  const { data, folder } = scene;
  const first = await scene.gen('gen-answers', '--model', 'openai/m');
  expect(first).toMatchObject({ code: 0, stdout: '' });
  expect(first.stderr).toContain(`mt-judge batch collect ${folder}`);
  expect(first.stderr).toContain('vllm run-batch -i ');
  await runEngine(folder, 'requests-m-wave1-1.jsonl');
  expect((await scene.collect()).code).toBe(0);
  expect(await requestFiles(folder)).toEqual(['requests-m-wave1-1.jsonl', 'requests-m-wave2-1.jsonl']);
  await runEngine(folder, 'requests-m-wave2-1.jsonl');
  expect(await scene.collect()).toMatchObject({ code: 0, stdout: '' });
  expect((await data.records(answersPath)).map(timeless)).toEqual(whole.answers);
  expect(await requestFiles(folder)).toHaveLength(2);

  const judging = join(data.path, 'judging');
  const shared = ['--bench', 'small', '--data-dir', data.path, ...address];
  const judge = [...shared, '--judge', 'openai/j', '--batch', 'file', judging];
  expect((await run('gen-judgment', judge)).code).toBe(0);
  await runEngine(judging, 'requests-j-wave1-1.jsonl');
  const third = await run('mt-judge', ['batch', 'collect', judging]);
  expect(third.code).toBe(0);
  expect(await linesIn(judging, 'requests-j-wave2-1.jsonl')).toHaveLength(1);
  await runEngine(judging, 'requests-j-wave2-1.jsonl');
  expect((await run('mt-judge', ['batch', 'collect', judging])).code).toBe(0);
  expect((await data.records(judgmentsPath)).map(timeless)).toEqual(whole.judgments);
});

test('a request file has the standard form, and the manifest the command', async () => {
  const { folder, gen } = await openFileScene();
  await gen('gen-answers', '--model', 'openai/m', '--first-n', '1', '--temperature', '0.5');
  const [line] = await linesIn(folder, 'requests-m-wave1-1.jsonl');
  const messages = [{ role: 'user', content: 'Sample question 1, first turn?' }];
  expect(line).toEqual({
    custom_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model: 'm', messages, max_tokens: 4096, temperature: 0.5 },
  });
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  expect(manifest).toEqual({
    command: 'gen-answers',
    args: ['--model', 'openai/m', '--temperature', '0.5', '--first-n', '1', '--bench', 'small', ...address],
    data_dir: '..',
    run: expect.any(String),
  });
});

test('an address with a password is written nowhere', async () => {
  const { folder, gen } = await openFileScene();
  const run = await gen(
    'gen-answers',
    '--model',
    'openai/m',
    '--base-url',
    'http://user:secret@127.0.0.1:9/v1',
  );
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('--base-url may hold no user, password or query');
  expect(run.stderr).not.toContain('secret');
  await expect(readdir(folder)).rejects.toThrow();
});

test('a folder may move with its data directory, and results may lie elsewhere', async () => {
  const { data, folder, gen } = await openFileScene();
  await gen('gen-answers', '--model', 'openai/m');
  const elsewhere = makeDataDir();
  onTestFinished(elsewhere.remove);
  const results = join(elsewhere.path, 'out.jsonl');
  await runEngine(folder, 'requests-m-wave1-1.jsonl', answerTo, results);
  await rename(data.path, join(elsewhere.path, 'moved'));
  const moved = join(elsewhere.path, 'moved', 'batch');
  const collected = await run('mt-judge', ['batch', 'collect', moved, '--input-file', results]);
  expect(collected.code).toBe(0);
  expect(await requestFiles(moved)).toEqual(['requests-m-wave1-1.jsonl', 'requests-m-wave2-1.jsonl']);
});

test('collecting before the engine has run writes nothing anew', async () => {
  const { folder, gen, collect } = await openFileScene();
  await gen('gen-answers', '--model', 'openai/m');
  const early = await collect();
  expect(early.code).toBe(0);
  expect(early.stderr).toContain('requests-m-wave1-1.jsonl: 4 requests without a result yet');
  expect(early.stderr).toContain('m: 0 answers written, 0 kept, 4 waiting for their batches');
  expect(await requestFiles(folder)).toEqual(['requests-m-wave1-1.jsonl']);
});

test('torn, hostile, foreign and repeated lines are told and passed over', async () => {
  const { data, folder, gen, collect } = await openFileScene();
  await gen('gen-answers', '--model', 'openai/m');
  const [first, ...rest] = (await linesIn(folder, 'requests-m-wave1-1.jsonl')).map(answerTo);
  const foreign = { custom_id: '__proto__', response: { status_code: 200, body: {} }, error: null };
  const numbered = { custom_id: 7, response: { status_code: 200, body: {} } };
  const lines = [first, first, ...rest, foreign, numbered, [], null].map((line) => JSON.stringify(line));
  await data.write('batch/results.jsonl', `${lines.join('\n')}\n{"custom_id":"\u001b[31m`);
  await data.write('batch/notes.jsonl', [{ note: 'nothing to see' }]);
  const run = await collect();
  expect(run.code).toBe(0);
  expect(run.stderr).toContain('passed over: notes.jsonl holds no results');
  expect(run.stderr).toContain('passed over: results.jsonl:7: no result, as 3 more');
  expect(run.stderr).toContain(
    '1 results that belong to no request of this command (the first at results.jsonl:6)',
  );
  expect(run.stderr).toContain('1 further results of the same requests');
  expect(run.stderr).not.toContain('\u001b');
  expect(await linesIn(folder, 'requests-m-wave2-1.jsonl')).toHaveLength(4);
});

test('results of which none fits are an error that names the likely reason', async () => {
  const { folder, gen, collect } = await openFileScene();
  await gen('gen-answers', '--model', 'openai/m');
  await runEngine(folder, 'requests-m-wave1-1.jsonl', ({ body }) => answerTo({ custom_id: 'other', body }));
  const run = await collect();
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('no result fits any request of this command');
});

test('what has failed in passing is in the next file, what has failed for good is named', async () => {
  const { folder, gen, collect } = await openFileScene();
  await gen('gen-answers', '--model', 'openai/m');
  const bad = { object: 'error', message: 'The prompt is too long.', type: 'BadRequestError', code: 400 };
  const answers = [
    (line: Line) => ({
      ...line,
      response: { status_code: 500, body: { error: { message: 'oops' } } },
      error: null,
    }),
    (line: Line) => ({ custom_id: line.custom_id, response: null, error: bad }),
    answerTo,
  ];
  const lines = await linesIn(folder, 'requests-m-wave1-1.jsonl');
  const results = lines.flatMap((line, index) => {
    const answer = answers[index];
    return answer ? [`${JSON.stringify(answer(line))}\n`] : [];
  });
  await writeFile(join(folder, 'out.jsonl'), results.join(''));
  const run = await collect();
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('failed: m, question 2: openai/m answered 400: The prompt is too long.');
  // The second tries of questions 1 and 4 (which has no result), the second turn of question 3.
  const next = (await linesIn(folder, 'requests-m-wave2-1.jsonl')).map(
    ({ body }) => body.messages.at(-1)?.content,
  );
  expect(next.sort()).toEqual([
    'Sample question 1, first turn?',
    'Sample question 3, second turn?',
    'Sample question 4, first turn?',
  ]);
});

test('a folder of another command is refused, and so is a model that takes no such file', async () => {
  const { gen, folder, data } = await openFileScene();
  await gen('gen-answers', '--model', 'openai/m');
  const other = await gen('gen-answers', '--model', 'openai/other');
  expect(other.code).toBe(2);
  expect(other.stderr).toContain(
    `${folder} belongs to another command (gen-answers --model openai/m --bench small`,
  );
  const claude = ['--model', 'anthropic/m', '--batch', 'file', join(data.path, 'x'), '--data-dir', data.path];
  const refused = await run('gen-answers', [...claude, '--bench', 'small']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('anthropic/m is asked in a format of its own');
});
