/** `mt-judge merge` as a process: what it takes and what it leaves. */

import { appendFile, mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleQuestions } from '../support/cli.ts';
import { answer, openStage, path, rating, vote } from '../support/merging.ts';
import { linesOf } from '../support/scene.ts';

test('`merge` merges questions, judge prompts, answers, judgments and votes, and says what comes next', async () => {
  const stage = openStage();
  const { data, folder } = stage;
  const questions = sampleQuestions(3).toReversed();
  await data.write('a/questions/b.jsonl', questions);
  await data.write('b/questions/b.jsonl', questions);
  await data.write('a/judge-prompts/own.yaml', 'prompts: []\n');
  await data.write(`a/${path.answers}`, [answer(1), answer(3)]);
  await data.write(`b/${path.answers}`, [answer(2)]);
  await data.write(`b/${path.single}`, [rating(2, 7)]);
  const { code, stdout, stderr } = await stage.merge(['a', 'b']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const at = (name: string) => join(folder('t'), name);
  expect(linesOf(stdout)).toEqual([
    `${at('judge-prompts/own.yaml')}: written`,
    `${at('questions/b.jsonl')}: written`,
    `${at(path.answers)}: 3 answers, 3 added`,
    `${at(path.single)}: 1 single judgments, 1 added`,
    `next: show-results --bench b --data-dir ${folder('t')}`,
  ]);
  // In the order of the bench, which is that of no file.
  expect((await data.records(`t/${path.answers}`)).map(({ question_id }) => question_id)).toEqual([3, 2, 1]);
  const before = await stage.target();
  const again = await stage.merge(['b', 'a', 'a'], '--quiet');
  expect(again.stdout).not.toMatch(/added|written|next/);
  expect(await stage.target()).toEqual(before);
});

test('`merge` takes the same record from several machines once, and keeps records that are stale or of no question', async () => {
  const { data, merge } = openStage();
  await data.write('a/questions/b.jsonl', sampleQuestions(1));
  await data.write(`a/${path.single}`, [
    rating(1, 7, { question_hash: 'of an earlier wording' }),
    rating(9, 3),
  ]);
  await data.write(`b/${path.single}`, [
    rating(1, 7, { question_hash: 'of an earlier wording', tstamp: 99 }),
  ]);
  expect((await merge(['a', 'b'])).code).toBe(0);
  expect(await data.records(`t/${path.single}`)).toEqual(await data.records(`a/${path.single}`));
});

test('`merge` carries votes of people: each voter is one key, and nameless votes are counted as they are', async () => {
  const { data, merge } = openStage();
  const nameless = vote(undefined, 'tie');
  await data.write(`a/${path.human}`, [vote('x', 'model_a'), vote('y', 'tie'), nameless, nameless]);
  await data.write(`b/${path.human}`, [vote('x', 'model_a'), vote('x', 'model_b', 2), nameless]);
  expect((await merge(['a', 'b'])).stdout).toMatch(/next: show-results --mode pairwise-all --bench b/);
  expect(await data.records(`t/${path.human}`)).toEqual(
    [vote('x', 'model_a'), vote('y', 'tie'), nameless, nameless, vote('x', 'model_b', 2)].map((each) =>
      JSON.parse(JSON.stringify(each)),
    ),
  );
  await data.write(`c/${path.human}`, [vote('y', 'model_b')]);
  const refused = await merge(['c']);
  expect(refused.stderr).toMatch(
    /human_x_pair\.jsonl:2 and .*:1 differ on the vote of y on question 1, m and n/,
  );
});

test('`merge` names what it leaves: files that are none of ours, torn lines, rows that were replaced', async () => {
  const stage = openStage();
  const { data, folder } = stage;
  await data.write(`a/${path.single}`, [rating(1, 5), rating(1, 6)]);
  await appendFile(join(folder('a'), path.single), '{"question_id": 2, "mod');
  for (const name of [
    'models.yaml',
    '.env',
    'answers/notes.txt',
    'answers/b/m.csv',
    'judgments/b/j.jsonl',
    'questions/x.txt',
  ])
    await data.write(`a/${name}`, '');
  await data.write('a/batches/1/state.json', '{}');
  const { code, stderr } = await stage.merge(['a'], '--verbose');
  expect(code).toBe(0);
  const file = join(folder('a'), path.single);
  const left = [
    '.env',
    'answers/b/m.csv',
    'answers/notes.txt',
    'batches',
    'judgments/b/j.jsonl',
    'models.yaml',
    'questions/x.txt',
  ];
  expect(linesOf(stderr)).toEqual([
    `${file}:3 is cut off and is left out`,
    `${file}: 1 row that a later row replaces is left out`,
    `left where they are: ${left.map((name) => join(folder('a'), name)).join(', ')}`,
  ]);
  expect(await data.records(`t/${path.single}`)).toEqual([rating(1, 6)]);
});

test("`merge` sets the target's torn line aside and takes the record from another machine", async () => {
  const stage = openStage();
  await stage.data.write(`t/${path.answers}`, `${JSON.stringify(answer(1))}\n{"question_id": 2`);
  await stage.data.write(`a/${path.answers}`, [answer(2)]);
  const { stderr } = await stage.merge(['a']);
  const file = join(stage.folder('t'), path.answers);
  expect(stderr).toContain(`${file}: the last line was cut off; it is set aside in ${file}.torn`);
  expect(await stage.data.records(`t/${path.answers}`)).toEqual([answer(1), answer(2)]);
});

test('`merge` follows links to folders and files, and knows a folder by whatever name', async () => {
  const stage = openStage();
  await stage.data.write(`real/${path.answers}`, [answer(1)]);
  await mkdir(join(stage.folder('a'), 'answers/b'), { recursive: true });
  await symlink(join(stage.folder('real'), path.answers), join(stage.folder('a'), path.answers));
  await symlink(stage.folder('a'), stage.folder('b'));
  expect((await stage.merge(['b', 'a'])).stdout).toMatch(/1 answers, 1 added/);
  await symlink(stage.folder('t'), stage.folder('u'));
  expect((await stage.merge(['u'])).stderr).toMatch(/nothing to merge into/);
  expect(await readFile(join(stage.folder('a'), path.answers), 'utf8')).toBe(
    `${JSON.stringify(answer(1))}\n`,
  );
});
