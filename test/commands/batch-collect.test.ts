/** `mt-judge batch collect` as somebody tired gives it: other names, other places, what has failed, what is missing. */

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  answerTo,
  type Line,
  linesIn,
  openFileScene,
  requestFiles,
  runEngine,
} from '../support/batch-file-scene.ts';
import { makeDataDir, run } from '../support/cli.ts';
import { answersPath, linesOf } from '../support/scene.ts';

const wave1 = 'requests-m-wave1-1.jsonl';
const tooLong = { message: 'The prompt is too long.', type: 'BadRequestError', code: 400 };

test('the manifest repeats every flag as it was given, the shard among them', async () => {
  const { data, folder, gen, collect } = await openFileScene();
  const flags = [
    ...['--shard', '1/1', '--category', 'cats', 'writing', '--question-id', '1', '2', '--first-n', '2'],
    ...['--num-choices', '2', '--temperature', '0', '--max-tokens', '9', '--model-id', 'my m'],
  ];
  await data.write('questions/small.jsonl', [
    { question_id: 1, category: 'cats', turns: ['One?'] },
    { question_id: 2, category: 'writing', turns: ['Two?'] },
  ]);
  expect((await gen('gen-answers', '--model', 'openai/m', ...flags)).code).toBe(0);
  const { args } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  for (const flag of flags) expect(args).toContain(flag);
  const [name = ''] = await requestFiles(folder);
  await runEngine(folder, name);
  expect(await collect()).toMatchObject({ code: 0 });
  expect(await data.records('answers/small/my-m.jsonl')).toHaveLength(2);
});

test('results are found by any name in the folder, and elsewhere by the folder that they lie in', async () => {
  const { data, folder, gen, collect } = await openFileScene();
  await gen('gen-answers', '--model', 'openai/m');
  await runEngine(folder, wave1, answerTo, join(folder, 'what I got.json'));
  expect((await collect()).code).toBe(0);
  const parts = join(folder, 'parts');
  await mkdir(parts);
  await runEngine(folder, 'requests-m-wave2-1.jsonl', answerTo, join(parts, '000000.json'));
  const early = await collect();
  expect(early.stderr).toContain('requests-m-wave2-1.jsonl: 4 requests without a result yet');
  expect(early.stderr).toContain('(results elsewhere: --input-file <file or folder>)');
  expect((await collect('--input-file', parts)).code).toBe(0);
  expect(await data.records(answersPath)).toHaveLength(4);
});

test('result files that are not there, or a folder without any, are told in one line', async () => {
  const { data, folder, gen, collect } = await openFileScene();
  await gen('gen-answers', '--model', 'openai/m');
  const missing = join(folder, 'nope.jsonl');
  expect(await collect('--input-file', missing)).toMatchObject({
    code: 2,
    stderr: `mt-judge: cannot read ${missing}: there is no such file\n`,
  });
  const empty = makeDataDir();
  onTestFinished(empty.remove);
  await mkdir(join(empty.path, 'void'), { recursive: true });
  expect(await collect('--input-file', join(empty.path, 'void'))).toMatchObject({
    code: 2,
    stderr: `mt-judge: cannot find results in ${join(empty.path, 'void')}: it has no .jsonl or .json file\n`,
  });
  expect(linesOf((await run('mt-judge', ['batch', 'collect', data.path])).stderr)).toHaveLength(1);
});

test('what has failed for good is asked again by the command, not by collecting, and `next:` names that command', async () => {
  const { data, folder, gen, collect } = await openFileScene();
  await gen('gen-answers', '--model', 'openai/m');
  const failing = (line: Line) =>
    line.body.messages.at(-1)?.content === 'Sample question 2, first turn?'
      ? { custom_id: line.custom_id, response: null, error: tooLong }
      : answerTo(line);
  await runEngine(folder, wave1, failing);
  expect((await collect()).code).toBe(1);
  await runEngine(folder, 'requests-m-wave2-1.jsonl');
  for (let time = 0; time < 2; time += 1) {
    const collected = await collect();
    expect(collected.code).toBe(1);
    expect(linesOf(collected.stderr).at(-1)).toMatch(
      /^next: mt-judge gen-answers --model openai\/m --bench small .*--data-dir \S+ --batch file \S+batch$/,
    );
  }
  expect(await requestFiles(folder)).toHaveLength(2);

  // Given twice, it asks once.
  for (let time = 0; time < 2; time += 1)
    expect((await gen('gen-answers', '--model', 'openai/m')).code).toBe(0);
  expect(await requestFiles(folder)).toHaveLength(3);
  expect((await linesIn(folder, 'requests-m-wave3-1.jsonl')).map(({ body }) => body.messages)).toEqual([
    [{ role: 'user', content: 'Sample question 2, first turn?' }],
  ]);
  await runEngine(folder, 'requests-m-wave3-1.jsonl');
  expect((await collect()).code).toBe(0);
  await runEngine(folder, 'requests-m-wave4-1.jsonl');
  expect((await collect()).code).toBe(0);
  expect(await data.records(answersPath)).toHaveLength(4);
});

test('paths with blanks are quoted in what is to be typed next, and one request is one', async () => {
  const { folder, gen } = await openFileScene('my batch');
  const { stderr } = await gen('gen-answers', '--model', 'openai/m', '--first-n', '1');
  expect(stderr).toContain(`wrote ${join(folder, wave1)}: 1 request (openai/m)`);
  expect(stderr).toContain(`vllm run-batch -i '${join(folder, wave1)}' -o '`);
  expect(stderr).toContain(`then: mt-judge batch collect '${folder}'`);
});
