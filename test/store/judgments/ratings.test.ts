import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { listJudgmentFiles } from '../../../src/store/judgments/judgments.ts';
import { readRatings, scoreOf } from '../../../src/store/judgments/ratings.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

const row = (change: Record<string, unknown> = {}) => ({
  question_id: 1,
  model: 'm',
  judge: ['j', 'single'],
  user_prompt: 'u',
  judgment: 'Rating: [[7]]',
  score: 7,
  turn: 1,
  tstamp: 1.5,
  ...change,
});

test('`readRatings()` keeps the last row of each key, counts the others, and keeps all as FastChat counts them', async () => {
  const file = await dir.write('j.jsonl', [
    row({ score: 3 }),
    row({ turn: 2 }),
    row({ score: 9 }),
    row({ model: 'n' }),
  ]);
  const { rows, all, duplicates, torn } = await readRatings([file], { every: true });
  expect(rows.map(({ model, turn, score }) => [model, turn, score])).toEqual([
    ['m', 1, 9],
    ['m', 2, 7],
    ['n', 1, 7],
  ]);
  expect(all.map(({ score }) => score)).toEqual([3, 7, 9, 7]);
  expect([...duplicates]).toEqual([['m', 1]]);
  expect(torn).toEqual([]);
});

test('`readRatings()` takes the rows of several files together', async () => {
  const files = [
    await dir.write('j.jsonl', [row({ score: 3 })]),
    await dir.write('k.jsonl', [row({ judge: ['k', 'single'] }), row({ score: 5 })]),
  ];
  const { rows, duplicates } = await readRatings(files);
  expect(rows.map(({ judge, score }) => [judge[0], score])).toEqual([
    ['j', 5],
    ['k', 7],
  ]);
  expect(duplicates.get('m')).toBe(1);
});

test('`readRatings()` reports a torn last line and reads the rest', async () => {
  const file = await dir.write('j.jsonl', `${JSON.stringify(row())}\n{"question_id": 2, "mo`);
  const { rows, torn } = await readRatings([file]);
  expect(rows).toHaveLength(1);
  expect(torn).toEqual([{ file, line: 2 }]);
});

test('`readRatings()` names an answers file that stands in the place of judgments', async () => {
  const answers = [{ question_id: 1, answer_id: 'a', model_id: 'm', choices: [], tstamp: 1 }];
  const reading = readRatings([await dir.write('j.jsonl', answers)]);
  await expect(reading).rejects.toBeInstanceOf(UserError);
  await expect(reading).rejects.toThrow(
    /j\.jsonl:1: model is missing \(the file should hold single judgments; pair judgments are shown .*\)$/,
  );
});

test('`scoreOf()` is undefined for the mark of an unparsed reply alone', () => {
  expect(scoreOf({ score: -1 })).toBeUndefined();
  expect(scoreOf({ score: 7.5 })).toBe(7.5);
});

test('`scoreOf()` goes by the scale of the row', () => {
  const scale: [number, number] = [0, 1];
  expect([-1, 0, 0.5, 1, 7].map((score) => scoreOf({ score, scale }))).toEqual([
    undefined,
    0,
    0.5,
    1,
    undefined,
  ]);
});

test('`readRatings()` keeps the scale of each row, and that it has no verdict, but not why', async () => {
  const own = { ...row(), judge: ['own', 'program'], score: 0, scale: [0, 1], unparsed: 'No number.' };
  const { rows, scales } = await readRatings([await dir.write('j.jsonl', [row(), own])]);
  expect([...rows].map(({ scale, unparsed }) => [scale, unparsed])).toEqual([
    [undefined, undefined],
    [[0, 1], ''],
  ]);
  expect(scales).toEqual([
    [1, 10],
    [0, 1],
  ]);
});

test('`listJudgmentFiles()` lists the files of a mode by name', async () => {
  for (const name of ['b_single', 'a_single', 'a_pair']) await dir.write(`judgments/x/${name}.jsonl`, '');
  const folder = join(dir.path, 'judgments', 'x');
  expect(await listJudgmentFiles(dir.path, 'x', 'single')).toEqual([
    join(folder, 'a_single.jsonl'),
    join(folder, 'b_single.jsonl'),
  ]);
  expect(await listJudgmentFiles(dir.path, 'y', 'pair')).toEqual([]);
});
