/** Sets of judge prompts stand side by side: one file each, one is shown, and every output names it. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/cli.ts';
import { judgmentsPath, linesOf, openScene, type Row, type Scene } from '../support/scene.ts';

const strictPath = 'judgments/small/j.strict_single.jsonl';

/** The package's prompts under another name, and with another text. */
async function addStrict({ data }: Scene, text = 'Be strict. '): Promise<void> {
  const own = await readFile(join(repository, 'judge-prompts', 'default.yaml'), 'utf8');
  await data.write(
    'judge-prompts/strict.yaml',
    own.replaceAll(/prompt_template: \|.*\n/g, `$&      ${text}\n`),
  );
}

/** Answers, and the ratings 7 by the default prompts and 4 by the strict ones. */
async function judgedTwice(): Promise<Scene> {
  const scene = await openScene({
    reply: ({ prompt, model }) => {
      if (model !== 'j') return 'An answer.';
      return `Rating: [[${prompt.includes('strict') ? 4 : 7}]]`;
    },
  });
  await addStrict(scene);
  expect((await scene.answers([])).code).toBe(0);
  expect((await scene.judge([])).code).toBe(0);
  expect((await scene.judge(['--judge-prompts', 'strict'])).code).toBe(0);
  return scene;
}

const scores = (rows: Row[]) => [...new Set(rows.map(({ score }) => score))];

test('another set has a file of its own and replaces nothing', async () => {
  const scene = await judgedTwice();
  expect(scores(await scene.data.records(judgmentsPath))).toEqual([7]);
  expect(scores(await scene.data.records(strictPath))).toEqual([4]);
  scene.server.requests.length = 0;
  for (const set of ['default', 'strict']) {
    const again = await scene.judge(['--judge-prompts', set]);
    expect(again.stderr).toContain('0 judgments written, 8 kept');
    expect(again.stderr).not.toContain('replaces');
  }
  expect(scene.server.requests).toHaveLength(0);
});

test('a set whose content has changed makes its own judgments stale, and says how many it replaces', async () => {
  const scene = await judgedTwice();
  await addStrict(scene, 'Be very strict. ');
  expect((await scene.judge([])).stderr).toContain('0 judgments written, 8 kept');
  const dry = await scene.judge(['--judge-prompts', 'strict', '--dry-run']);
  expect(dry.stdout).toContain('replaces 8 judgments of judge j (8 stale)\n');
  const again = await scene.judge(['--judge-prompts', 'strict']);
  expect(again.stderr).toContain('8 judgments written, 0 kept');
});

test('show-results shows the default set, or the one that is named, and a note names the other', async () => {
  const scene = await judgedTwice();
  const own = await scene.show(['--format', 'json']);
  const board = JSON.parse(own.stdout);
  expect(board).toMatchObject({ prompt_set: 'default', models: [{ average: { score: 7, n: 8 } }] });
  expect(board.asked).toMatchObject([{ judge: 'j', temperatures: [0], repeats: 1 }]);
  expect(own.stderr).toContain('there are more by strict (--judge-prompts)');
  const strict = await scene.show(['--judge-prompts', 'strict']);
  expect(strict.stdout).toContain('4.00');
  expect(strict.stdout).toMatch(/judge prompts strict; j: model .*, temperature 0, 1 repeat/);
  const csv = await scene.show(['--judge-prompts', 'strict', '--format', 'csv']);
  expect(csv.stdout.split('\r\n')[1]).toMatch(/,false,strict,[^,]*,0,1,small,/);
  const compat = await scene.show(['--compat', 'fastchat', '--judge-prompts', 'strict']);
  expect(compat.stdout).toContain('4.0');
  const unknown = await scene.show(['--judge-prompts', 'lax']);
  expect([unknown.code, linesOf(unknown.stderr).length]).toEqual([2, 1]);
  expect(unknown.stderr).toContain(
    'no judgments by the judge prompts "lax" (--judge-prompts): there are those by default, strict',
  );
});

test('of several sets without the default one none is chosen: exit 2 names them', async () => {
  const scene = await judgedTwice();
  const rows = await scene.data.records(judgmentsPath);
  await scene.data.write(
    judgmentsPath,
    rows.map((row: Row) => ({ ...row, prompt_set: 'lax' })),
  );
  const shown = await scene.show([]);
  expect([shown.code, linesOf(shown.stderr).length]).toEqual([2, 1]);
  expect(shown.stderr).toContain('name one of lax, strict with --judge-prompts');
});

test('a file of an earlier version that holds two sets keeps both, and each run takes its own', async () => {
  const scene = await judgedTwice();
  const [own, strict] = [await scene.data.records(judgmentsPath), await scene.data.records(strictPath)];
  await scene.data.write(judgmentsPath, [...own, ...strict]);
  await scene.data.write(strictPath, '');
  scene.server.requests.length = 0;
  expect((await scene.judge(['--judge-prompts', 'strict'])).stderr).toContain('0 judgments written, 8 kept');
  expect((await scene.judge([])).stderr).toContain('0 judgments written, 8 kept');
  expect(scene.server.requests).toHaveLength(0);
  expect((await scene.judge(['--overwrite'])).code).toBe(0);
  const rows = await scene.data.records(judgmentsPath);
  expect(rows.filter((row: Row) => row.prompt_set === 'strict')).toHaveLength(8);
  expect(rows).toHaveLength(16);
  const board = JSON.parse((await scene.show(['--judge-prompts', 'strict', '--format', 'json'])).stdout);
  expect(board.models[0]).toMatchObject({
    average: { score: 4, n: 8 },
    coverage: { duplicates: 0, stale: 0 },
  });
});

test('pairs have files of their own, too', async () => {
  const scene = await openScene({
    reply: ({ model }) => (model === 'j' ? 'Final verdict: [[A]]' : `An answer of ${model}.`),
  });
  await addStrict(scene);
  expect((await scene.answers([])).code).toBe(0);
  expect((await scene.run('gen-answers', ['--model', 'openai/n'])).code).toBe(0);
  const pairs = ['--mode', 'pairwise-all'];
  expect((await scene.judge(pairs)).code).toBe(0);
  const strict = await scene.judge([...pairs, '--judge-prompts', 'strict', '--first-n', '2']);
  expect(strict.code).toBe(0);
  expect(strict.stderr).toContain('show-results --mode pairwise-all --judge-prompts strict --first-n 2 ');
  expect(await scene.data.records('judgments/small/j.strict_pair.jsonl')).toHaveLength(4);
  const board = JSON.parse((await scene.show([...pairs, '--format', 'json'])).stdout);
  expect(board).toMatchObject({
    prompt_set: 'default',
    models: [{ coverage: { expected: 8, judged: 8 } }, {}],
  });
  const other = await scene.show([...pairs, '--judge-prompts', 'strict', '--first-n', '2']);
  expect(other.stdout).toContain('judge prompts strict; j: ');
  const agreed = await scene.run('mt-judge', ['agreement']);
  expect(agreed.stderr).not.toContain('bug');
});
