/** Real FastChat records: its own figures from its own file, and five published models through a loopback judge. */

import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run, sharedData } from '../support/cli.ts';
import type { Asked } from '../support/loopback.ts';
import { judgmentsPath, linesOf, type Row, startScene } from '../support/scene.ts';

const folder = join(sharedData, 'fastchat');
const present = existsSync(folder);
const models = ['claude-v1', 'gpt-3.5-turbo', 'gpt-4', 'llama-13b', 'vicuna-13b-v1.3'];
/** FastChat's `NEED_REF_CATS`, as far as MT-Bench has them. */
const withReference = ['math', 'reasoning', 'coding'];
const published = join(folder, 'model_judgment/gpt-4_single.jsonl');

/** A test that is skipped where the shared data folder is absent; its title says so. */
const real = (title: string, work: () => Promise<void>) =>
  test.skipIf(!present)(`${title} (needs the real records of the shared data folder)`, work);

const readRows = async (name: string): Promise<Row[]> =>
  linesOf(await readFile(join(folder, name), 'utf8')).map((line) => JSON.parse(line));

const ratingOf = (prompt: string) => (prompt.length % 19) / 2 + 1;

/** FastChat's figures for a file, as `show_result.py` computes them: model, score and turn of each row, no −1. */
function fastchatMean(rows: Row[], model: string, turn?: number): number {
  const scores = rows
    .filter((row) => row.score !== -1 && row.model === model && (turn === undefined || row.turn === turn))
    .map((row) => row.score);
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

let scene: Awaited<ReturnType<typeof startScene>> | undefined;

/** The scene of the five models: the bench as FastChat judges it, their answers, and a judge that rates by length. */
beforeAll(async () => {
  if (!present) return;
  const answered = await readRows('reference_answer/gpt-4.jsonl');
  const references = new Map(answered.map((row) => [row.question_id, row.choices[0].turns]));
  const questions = (await readRows('question.jsonl')).map(({ reference: _unused, ...question }) => ({
    ...question,
    ...(withReference.includes(question.category) ? { reference: references.get(question.question_id) } : {}),
  }));
  const reply = ({ prompt }: Asked) => `It is as it is.\n\nRating: [[${ratingOf(prompt)}]]`;
  scene = await startScene({ questions, reply });
  for (const model of models) {
    const name = `${model}.jsonl`;
    await cp(join(folder, 'model_answer', name), join(scene.data.path, 'answers/small', name));
  }
});

afterAll(() => scene?.close());

function stage() {
  if (!scene) throw new Error('the scene was not set');
  return scene;
}

real('show-results --compat fastchat prints the figures that show_result.py prints', async () => {
  const { code, stdout, stderr } = await run('show-results', [
    ...['--compat', 'fastchat', '--input-file', published],
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const words = stdout.split('\n').map((line) => line.split(/\s+/));
  const figuresOf = (model: string) => words.filter(([name]) => name === model).map((line) => line.at(-1));
  expect(figuresOf('ultrachat_sai')).toEqual(['7.1500', '6.200', '6.67500']);
  expect(figuresOf('ultrachat_cai')).toEqual(['7.1000', '5.925', '6.51250']);
  expect(figuresOf('ultrachat_baseline')).toEqual(['6.7625', '6.025', '6.39375']);
});

real('show-results shows the same means as its own, with their coverage', async () => {
  const { code, stdout } = await run('show-results', ['--format', 'json', '--input-file', published]);
  expect(code).toBe(0);
  const figures = ({ model, average, coverage }: Row) => [model, average.score, coverage.judged];
  expect(JSON.parse(stdout).models.map(figures)).toEqual([
    ['ultrachat_sai', 6.675, 160],
    ['ultrachat_cai', 6.5125, 160],
    ['ultrachat_baseline', 6.39375, 160],
  ]);
});

real('five published models are judged, with reference prompts where FastChat has references', async () => {
  const { judge, server, data } = stage();
  const judged = await judge(['-j', '64']);
  expect(judged).toMatchObject({ code: 0, stdout: '' });
  expect(judged.stderr).not.toMatch(/warning|leak/i);
  const rows = await data.records(judgmentsPath);
  expect(rows).toHaveLength(800);
  expect([...new Set(rows.map((row) => row.model))]).toEqual(models);
  for (const row of rows) expect(row.score).toBe(ratingOf(row.user_prompt));
  // Models that answer alike are judged with one prompt, and that may be asked once.
  const prompts = new Set(rows.map((row) => row.user_prompt));
  expect(new Set(server.requests.map(({ prompt }) => prompt))).toEqual(prompts);
  expect(server.requests.length).toBeLessThanOrEqual(800);
  const referenced = rows.filter((row) => row.reference_hash !== null);
  expect(referenced).toHaveLength(models.length * 30 * 2);
  const names = new Set(referenced.map((row) => row.judge[1]));
  expect(names).toEqual(new Set(['single-reference', 'single-later-reference']));
});

real(
  "five published models make a leaderboard of 160 of 160 judgments each, with FastChat's means",
  async () => {
    const { show, data } = stage();
    const { code, stdout, stderr } = await show(['--format', 'json', '--min-coverage', '1']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const board: Row[] = JSON.parse(stdout).models;
    const rows = await data.records(judgmentsPath);
    expect(board.map(({ model }) => model).sort()).toEqual(models);
    const coverage = { expected: 160, judged: 160, unparsed: 0, missing: 0, duplicates: 0, stale: 0 };
    for (const row of board) {
      expect(row.coverage).toEqual(coverage);
      expect(row.average.score).toBeCloseTo(fastchatMean(rows, row.model), 10);
      for (const turn of [1, 2]) {
        expect(row.turns[turn].score).toBeCloseTo(fastchatMean(rows, row.model, turn), 10);
      }
      const counts = Object.values<Row>(row.categories).map(({ n }) => n);
      expect(counts).toEqual(Array.from({ length: 8 }, () => 20));
    }
    const scores = board.map((row) => row.average.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  },
);

real('--compat fastchat gives the means of the five models as show_result.py would', async () => {
  const { show, data } = stage();
  const { stdout } = await show(['--compat', 'fastchat', '--format', 'json']);
  const rows = await data.records(judgmentsPath);
  const averages = new Map(JSON.parse(stdout).average.map((row: Row) => [row.model, row.score]));
  for (const model of models) expect(averages.get(model)).toBeCloseTo(fastchatMean(rows, model), 10);
});

real('five published models are not judged again by a further run', async () => {
  const { judge, server } = stage();
  server.requests.length = 0;
  expect((await judge([])).stderr).toContain('j: 0 judgments written, 800 kept');
  expect(server.requests).toEqual([]);
});
