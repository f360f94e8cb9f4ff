/** `--limit`: every stage takes the same sample, and every output says that it is one. */

import { expect, test } from 'vitest';
import { linesOf, openScene } from '../support/scene.ts';

const questions = Array.from({ length: 12 }, (_, id) => ({
  question_id: id,
  category: id < 6 ? 'a' : 'b',
  turns: [`Question ${id}?`],
}));
const said = 'a sample of 5 of 12 questions (seed 0)';

test('the stages agree on the sample, and say so on stderr, in the dry run and in each format', async () => {
  const scene = await openScene({ questions });
  const limit = ['--limit', '5'];
  const dry = await scene.answers([...limit, '--dry-run']);
  expect(dry.stdout).toContain(said);
  expect(dry.stdout).toContain('m: 5 calls');
  const answered = await scene.answers(limit);
  expect(answered).toMatchObject({ code: 0 });
  expect(answered.stderr).toContain(said);
  expect(answered.stderr).toContain('--limit 5');
  expect(await scene.answers([...limit, '--quiet'])).toMatchObject({ code: 0 });
  expect(scene.server.requests).toHaveLength(5);
  const judged = await scene.judge(limit);
  expect(judged).toMatchObject({ code: 0 });
  expect(judged.stderr).toContain(said);
  const table = await scene.show(limit);
  expect(table).toMatchObject({ code: 0 });
  expect(table.stdout).toContain(said);
  const json = JSON.parse((await scene.show([...limit, '--format', 'json'])).stdout);
  expect(json.sample).toEqual({ questions: 5, of: 12, seed: 0 });
  expect(json.models[0].coverage).toMatchObject({ expected: 5, judged: 5, missing: 0 });
  expect((await scene.show([...limit, '--format', 'csv'])).stdout).toContain('5 of 12');
  expect((await scene.show([...limit, '--format', 'markdown'])).stdout).toContain(said);
  const whole = JSON.parse((await scene.show(['--format', 'json'])).stdout);
  expect(whole).not.toHaveProperty('sample');
});

test('another seed is another sample, and a seed without a limit is refused', async () => {
  const scene = await openScene({ questions });
  await scene.answers(['--limit', '3']);
  await scene.answers(['--limit', '3', '--seed', '7']);
  expect(scene.server.requests.length).toBeGreaterThan(3);
  const alone = await scene.answers(['--seed', '7']);
  expect([alone.code, linesOf(alone.stderr)]).toEqual([
    2,
    [expect.stringContaining('--seed goes with --limit')],
  ]);
});
