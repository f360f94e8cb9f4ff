/** What is asked again when questions, answers, references or prompts change, and what is not. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository, sampleQuestions } from '../support/cli.ts';
import type { Asked } from '../support/loopback.ts';
import { answersPath, copyScene, judgmentsPath, type Row, type Scene, startScene } from '../support/scene.ts';

let replies = 0;

/** No two replies are equal, so that a record that was made again can be told from the one before. */
function reply({ model, prompt }: Asked): string {
  replies += 1;
  return model === 'm' ? `Answer ${replies} to: ${prompt}` : `Judgment ${replies}.\n\nRating: [[6]]`;
}

const keyOf = (row: Row) => `${row.question_id}.${row.turn}${row.choice ? `.${row.choice}` : ''}`;

let finished: Awaited<ReturnType<typeof startScene>>;

beforeAll(async () => {
  finished = await startScene({ reply });
  expect((await finished.answers([])).code).toBe(0);
  expect((await finished.judge([])).code).toBe(0);
});

afterAll(() => finished.close());

/** Runs gen-judgment; the keys of the judgments that it made again, all others being what they were. */
async function judgedAgain(scene: Scene, args: string[] = []): Promise<string[]> {
  const before = new Map((await scene.data.records(judgmentsPath)).map((row) => [keyOf(row), row]));
  scene.server.requests.length = 0;
  expect(await scene.judge(args)).toMatchObject({ code: 0, stdout: '' });
  const after = await scene.data.records(judgmentsPath);
  expect(new Set(after.map(keyOf)).size).toBe(after.length);
  const changed = after.filter((row) => row.judgment !== before.get(keyOf(row))?.judgment).map(keyOf);
  expect(scene.server.requests).toHaveLength(changed.length);
  for (const row of after) if (!changed.includes(keyOf(row))) expect(row).toEqual(before.get(keyOf(row)));
  return changed;
}

async function changeQuestion(scene: Scene, id: number, change: Row): Promise<void> {
  const changed = sampleQuestions(4).map((each) => (each.question_id === id ? { ...each, ...change } : each));
  await scene.data.write('questions/small.jsonl', changed);
}

test('a further run with nothing changed asks for nothing and leaves both files as they are', async () => {
  const scene = await copyScene(finished);
  const before = [await scene.data.read(answersPath), await scene.data.read(judgmentsPath)];
  expect((await scene.answers([])).stderr).toContain('m: 0 answers written, 4 kept');
  expect(await judgedAgain(scene)).toEqual([]);
  expect([await scene.data.read(answersPath), await scene.data.read(judgmentsPath)]).toEqual(before);
  expect(scene.server.requests).toEqual([]);
});

test('a changed second turn is answered and judged again, and the first turn is not', async () => {
  const scene = await copyScene(finished);
  await changeQuestion(scene, 1, { turns: ['Sample question 1, first turn?', 'Another second turn?'] });
  const early = await scene.judge([]);
  expect(early.code).toBe(1);
  expect(early.stderr).toMatch(/^not judged: m\b.*the answer is to an earlier wording of the question/m);
  expect(scene.server.requests).toEqual([]);
  expect((await scene.answers([])).stderr).toContain('m: 1 answer written, 3 kept');
  expect(scene.server.requests.map(({ prompt }) => prompt)).toEqual(['Another second turn?']);
  expect(await judgedAgain(scene)).toEqual(['1.2']);
});

test('a changed answer makes the judgments of its turn and of later turns again', async () => {
  const scene = await copyScene(finished);
  const edit = async (turn: number) => {
    const records = await scene.data.records(answersPath);
    records[1].choices[0].turns[turn] = `Edited by hand, turn ${turn}.`;
    await scene.data.write(answersPath, records);
    return judgedAgain(scene);
  };
  expect(await edit(1)).toEqual(['2.2']);
  expect(await edit(0)).toEqual(['2.1', '2.2']);
});

test('a changed reference makes the judgments that saw it again, a new category those of its question', async () => {
  const scene = await copyScene(finished);
  await changeQuestion(scene, 2, { reference: ['First reference 2.', 'A better second reference.'] });
  expect(await judgedAgain(scene)).toEqual(['2.2']);
  await changeQuestion(scene, 2, { reference: ['A better first reference.', 'A better second reference.'] });
  expect(await judgedAgain(scene)).toEqual(['2.1', '2.2']);
  const kept = { reference: ['A better first reference.', 'A better second reference.'] };
  await changeQuestion(scene, 2, { ...kept, category: 'reasoning' });
  expect(await judgedAgain(scene)).toEqual(['2.1', '2.2']);
});

test('a question that gains a reference is judged again with the reference prompt', async () => {
  const scene = await copyScene(finished);
  await changeQuestion(scene, 3, { reference: ['Now there is one.', 'And another.'] });
  expect(await judgedAgain(scene)).toEqual(['3.1', '3.2']);
  const rows = await scene.data.records(judgmentsPath);
  const names = rows.filter((row) => row.question_id === 3).map((row) => row.judge[1]);
  expect(names).toEqual(['single-reference', 'single-later-reference']);
});

test('a changed judge prompt makes the judgments that used it again; its description changes nothing', async () => {
  const scene = await copyScene(finished);
  const prompts = await readFile(join(repository, 'judge-prompts/default.yaml'), 'utf8');
  await scene.data.write(
    'judge-prompts/default.yaml',
    prompts.replace('Rates the answer', 'Grades the answer'),
  );
  expect(await judgedAgain(scene)).toEqual([]);
  const template = 'The user asked:';
  expect(prompts.indexOf(template)).toBeLessThan(prompts.indexOf('name: single-reference'));
  await scene.data.write('judge-prompts/default.yaml', prompts.replace(template, 'A user has asked:'));
  expect(await judgedAgain(scene)).toEqual(['1.1', '3.1']);
});

test('--overwrite without the cache asks for everything again and keeps each record once', async () => {
  const scene = await copyScene(finished);
  expect((await scene.answers(['--overwrite', '--no-cache'])).code).toBe(0);
  expect(scene.server.requests).toHaveLength(8);
  expect((await scene.data.records(answersPath)).map((row) => row.question_id)).toEqual([1, 2, 3, 4]);
  expect(await judgedAgain(scene, ['--overwrite', '--no-cache'])).toHaveLength(8);
  const one = await judgedAgain(scene, ['--overwrite', '--no-cache', '--question-id', '3']);
  expect(one).toEqual(['3.1', '3.2']);
});

test('a raised --num-choices keeps the first choice and asks only for the new ones, as do their judgments', async () => {
  const scene = await copyScene(finished);
  const before = await scene.data.records(answersPath);
  expect((await scene.answers(['--num-choices', '3'])).code).toBe(0);
  expect(scene.server.requests).toHaveLength(4 * 2 * 2);
  const after = await scene.data.records(answersPath);
  expect(after.map((row) => row.choices[0])).toEqual(before.map((row) => row.choices[0]));
  expect(after.map((row) => row.choices.map((choice: Row) => choice.index))).toEqual(
    before.map(() => [0, 1, 2]),
  );
  expect(await judgedAgain(scene)).toEqual(
    [1, 2, 3, 4].flatMap((id) => [1, 2].flatMap((turn) => [1, 2].map((choice) => `${id}.${turn}.${choice}`))),
  );
  scene.server.requests.length = 0;
  expect((await scene.answers(['--num-choices', '2'])).stderr).toContain('4 kept');
  expect(scene.server.requests).toEqual([]);
  expect(await scene.data.records(answersPath)).toEqual(after);
});

test('a raised --repeats asks for the further repeats only', async () => {
  const scene = await copyScene(finished);
  const before = await scene.data.read(judgmentsPath);
  expect((await scene.judge(['--repeats', '2'])).code).toBe(0);
  expect(scene.server.requests).toHaveLength(8);
  const rows = await scene.data.records(judgmentsPath);
  expect(rows.map((row) => row.repeat)).toEqual(Array.from({ length: 16 }, (_, index) => index % 2));
  expect(
    `${rows
      .filter((row) => row.repeat === 0)
      .map((row) => JSON.stringify(row))
      .join('\n')}\n`,
  ).toBe(before);
});
