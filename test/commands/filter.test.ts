/** `--filter key=value` on what questions' records say: the same selection by every command that selects questions. */

import { expect, onTestFinished, test } from 'vitest';
import { makeDataDir, type Run, run } from '../support/cli.ts';
import { linesOf, openScene } from '../support/scene.ts';

/** Six questions: levels 1, 2, 3 in turn, sources web and book, a list of tags. */
const questions = Array.from({ length: 6 }, (_, index) => ({
  question_id: index + 1,
  category: index % 2 === 0 ? 'writing' : 'math',
  turns: [`Question ${index + 1}?`],
  level: (index % 3) + 1,
  meta: { source: index < 2 ? 'web' : 'book' },
  tags: index === 5 ? ['long, old', 'rare'] : ['common'],
}));

const ids = (rows: readonly { question_id: number }[]) => rows.map(({ question_id }) => question_id);

test('keys are joined by and, values of one key by or; dotted keys, lists and values with commas are found', async () => {
  const cases: [string[], number[]][] = [
    [['level=3'], [3, 6]],
    [
      ['level=1', 'level=3'],
      [1, 3, 4, 6],
    ],
    [['level=1', 'meta.source=book'], [4]],
    [['tags=long, old'], [6]],
    [
      ['category=math', 'tags=common'],
      [2, 4],
    ],
  ];
  for (const [filters, expected] of cases) {
    const scene = await openScene({ questions });
    const given = filters.flatMap((filter) => ['--filter', filter]);
    const ran = await scene.answers(given);
    expect(ran).toMatchObject({ code: 0 });
    expect(ids(await scene.data.records('answers/small/m.jsonl'))).toEqual(expected);
  }
});

test('every stage selects alike, `next:` carries the filter along, and nothing is stale for it', async () => {
  const scene = await openScene({ questions });
  const all = await scene.answers([]);
  expect(all.stderr).toContain('6 answers written');
  const kept = await scene.answers(['--filter', 'level=3']);
  expect(kept.stderr).toContain('0 answers written, 2 kept');
  expect(kept.stderr).toContain('--judge <endpoint>/<model> --filter level=3 --bench small');
  const judged = await scene.judge(['--filter', 'level=3', 'meta.source=book']);
  expect(judged.stderr).toContain('next: show-results --filter level=3 meta.source=book --bench small');
  expect(ids(await scene.data.records('judgments/small/j_single.jsonl'))).toEqual([3, 6]);
  expect((await scene.show(['--filter', 'level=3', '--min-coverage', '1'])).code).toBe(0);
  expect((await scene.show(['--min-coverage', '1'])).code).toBe(1);
  const other = await scene.show(['--filter', 'level=1']);
  expect([other.code, linesOf(other.stderr)]).toEqual([
    2,
    ['show-results: no judgments are left: loosen --category, --filter, --question-id or --first-n'],
  ]);
});

test('an unknown key, an unknown value and a word without = are one line and exit 2, before anything is sent', async () => {
  const scene = await openScene({ questions });
  const told = async (filter: string) => {
    const ran = await scene.answers(['--filter', filter]);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    return linesOf(ran.stderr);
  };
  expect(await told('difficulty=3')).toEqual([
    'gen-answers: unknown key "difficulty" (--filter): the questions have question_id, category, level, meta.source, tags',
  ]);
  expect(await told('level=4')).toEqual([
    'gen-answers: no question has level=4 (--filter): level is 1, 2, 3',
  ]);
  expect(await told('level=1,2')).toEqual([
    'gen-answers: no question has level=1,2 (--filter): level is 1, 2, 3',
  ]);
  expect(await told('level')).toEqual([
    'gen-answers: --filter takes <key>=<value>, as in --filter level=3, and not "level"',
  ]);
  expect(scene.server.requests).toEqual([]);
});

/** The demo models on the six questions; every command is run on the same folder. */
async function openFolder() {
  const data = makeDataDir();
  onTestFinished(data.remove);
  await data.write('questions/small.jsonl', questions);
  await data.write('suites/mine.yaml', 'benches:\n  - bench: small\n');
  const start = (...args: string[]): Promise<Run> =>
    run('mt-judge', [...args, '--data-dir', data.path], { cwd: data.path });
  const bench = ['--bench', 'small'];
  const models = ['--model', 'offline/echo', 'offline/terse', '--judge', 'offline/judge'];
  return { data, start, bench, models };
}

test('run and suite ask and show the selection alone', async () => {
  const { data, start, bench, models } = await openFolder();
  const ran = await start('run', ...bench, ...models, '--filter', 'level=3');
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.stdout).toMatch(/\becho .* 2\/2/);
  const suite = await start(
    'suite',
    'suites/mine.yaml',
    ...models,
    '--filter',
    'level=2',
    '--format',
    'json',
  );
  expect(suite).toMatchObject({ code: 0 });
  expect(JSON.parse(suite.stdout).rows[0].scores.echo).toMatchObject({ judged: 2, expected: 2 });
  expect(ids(await data.records('answers/small/echo.jsonl')).sort()).toEqual([2, 3, 5, 6]);
});

test('compare and status count the selection alone', async () => {
  const { start, bench, models } = await openFolder();
  expect((await start('run', ...bench, ...models, '--quiet')).code).toBe(0);
  const compared = await start(
    'compare',
    'echo',
    'terse',
    '--format',
    'json',
    '--filter',
    'level=1',
    'level=3',
  );
  expect(JSON.parse(compared.stdout).candidates[0].benches[0]).toMatchObject({ n: 4, of: 4 });
  const status = JSON.parse(
    (await start('status', ...bench, '--filter', 'level=3', '--format', 'json')).stdout,
  );
  const [counted] = status.benches;
  expect(counted.questions).toBe(2);
  expect(counted.answers[0]).toMatchObject({ done: 2, stale: 0, missing: 0 });
  expect(counted.judgments[0]).toMatchObject({ done: 2, missing: 0, gone: 0 });
  const whole = await start('status', '--filter', 'level=3');
  expect([whole.code, linesOf(whole.stderr)[0]]).toEqual([
    2,
    'mt-judge: --filter goes with --bench: each bench has metadata of its own',
  ]);
});

test('agreement counts votes on the selected questions', async () => {
  const { data, start, bench } = await openFolder();
  const vote = (judge: string, question_id: number, winner: string) => ({
    ...{ judge, model_a: 'm', model_b: 'n', question_id, turn: 1, winner },
  });
  const votes = [3, 4].flatMap((id) => [
    vote('a', id, 'model_a'),
    vote('b', id, id === 3 ? 'model_a' : 'model_b'),
  ]);
  await data.write('votes.jsonl', votes);
  const agreed = async (...args: string[]) => {
    const shown = await start('agreement', 'votes.jsonl', ...bench, '--format', 'json', ...args);
    return JSON.parse(shown.stdout).agreement[0].all.s1;
  };
  expect(await agreed()).toMatchObject({ agreed: 1, total: 2 });
  expect(await agreed('--filter', 'level=3')).toMatchObject({ agreed: 1, total: 1 });
});

test('files of requests that are collected later are those of the selection', async () => {
  const { data, start, bench } = await openFolder();
  const batch = [
    '--model',
    'openai/m',
    '--filter',
    'level=3',
    'tags=long, old',
    '--batch',
    'file',
    'requests',
  ];
  expect((await start('gen-answers', ...bench, ...batch)).code).toBe(0);
  const manifest = JSON.parse(await data.read('requests/manifest.json'));
  expect(manifest.args).toEqual(
    expect.arrayContaining(['--filter', 'level=3', '--filter', 'tags=long, old']),
  );
});
