/** Every output says how its figures came about, and which ranks its intervals leave open. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/cli.ts';
import { writeJudgedBench } from '../support/judged-bench.ts';
import { openPairScene } from '../support/pairs.ts';
import { middling, ratedFolder, three } from '../support/rated-folder.ts';
import { readReport } from '../support/report-file.ts';
import { openScene } from '../support/scene.ts';

const version = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')).version as string;

test('table, Markdown, CSV, JSON, chart and report say bench, hash, judge, dates and version', async () => {
  const scene = await openScene({ reply: ({ model }) => (model === 'j' ? 'Rating: [[7]]' : 'An answer.') });
  expect((await scene.answers([])).code).toBe(0);
  expect((await scene.judge([])).code).toBe(0);
  const questions = await readFile(join(scene.data.path, 'questions/small.jsonl'));
  const sha256 = createHash('sha256').update(questions).digest('hex');
  const today = new Date().toISOString().slice(0, 10);

  const { provenance } = JSON.parse((await scene.show(['--format', 'json'])).stdout);
  expect(provenance).toMatchObject({
    mt_judge: version,
    bench: 'small',
    questions_sha256: sha256,
    questions: 4,
    prompt_set: 'default',
    judges: [{ judge: 'j', temperatures: [0], repeats: 1 }],
    num_fewshot: [],
  });
  expect(provenance.first_judgment.slice(0, 10) <= today).toBe(true);
  expect(Date.parse(provenance.last_judgment)).toBeGreaterThanOrEqual(Date.parse(provenance.first_judgment));

  const note = `bench small: 4 questions, SHA-256 ${sha256.slice(0, 12)}…; judged `;
  for (const format of ['table', 'markdown']) {
    const { stdout } = await scene.show(['--format', format]);
    expect(stdout).toContain(note);
    expect(stdout).toContain(`; mt-judge ${version}`);
    expect(stdout).toMatch(/judge prompts default; j: model .+, temperature 0, 1 repeat/);
  }
  const [head = '', row = ''] = (await scene.show(['--format', 'csv'])).stdout.split('\r\n');
  const cells = Object.fromEntries(head.split(',').map((name, place) => [name, row.split(',')[place]]));
  expect(cells).toMatchObject({
    bench: 'small',
    questions_sha256: sha256,
    num_fewshot: '',
    mt_judge: version,
  });
  expect(cells.last_judgment).toBe(provenance.last_judgment);

  const [svg, html] = ['c.svg', 'r.html'].map((name) => join(scene.data.path, name));
  expect((await scene.show(['--chart', svg ?? '', '--html', html ?? ''])).code).toBe(0);
  const texts = (await readFile(svg ?? '', 'utf8')).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  expect(texts).toContain(`SHA-256 ${sha256.slice(0, 12)}`);
  expect(texts).toContain(`mt-judge ${version}`);
  const { overview } = await readReport(html ?? '');
  expect(overview.single?.provenance).toEqual(provenance);
});

test('pairwise results say it, too', async () => {
  const scene = await openPairScene(['m', 'n']);
  expect((await scene.judge(['--mode', 'pairwise-all'])).code).toBe(0);
  const shown = await scene.show(['--mode', 'pairwise-all', '--format', 'json']);
  expect(JSON.parse(shown.stdout)).toMatchObject({ provenance: { bench: 'small', mt_judge: version } });
  const { stdout } = await scene.show(['--mode', 'pairwise-all']);
  expect(stdout).toMatch(/bench small: 2 questions, SHA-256 [0-9a-f]{12}…; judged /);
});

test('of a benchmark, graders stand in the place of judges, and the shots of its answers are named', async () => {
  const data = await ratedFolder([]);
  await writeJudgedBench(data, {
    bench: 'sums',
    sides: [
      { model: 'a', scores: [1, 0, 1] },
      { model: 'b', scores: [1, 1, 1] },
    ],
  });
  await data.write('questions/sums.yaml', 'title: Sums\nask: {}\n');
  const asked = {
    method: 'generate',
    num_fewshot: 5,
    layout: 'one',
    template_hash: 't',
    stop: { sent: [], applied: [] },
  };
  const answers = await data.records('answers/sums/a.jsonl');
  await data.write(
    'answers/sums/a.jsonl',
    answers.map((answer) => ({ ...answer, asked })),
  );
  const shown = await data.show('--bench', 'sums');
  expect(shown.code, shown.stderr).toBe(0);
  expect(shown.stdout).toContain('number@1: a program, 1 repeat');
  expect(shown.stdout).toMatch(
    /bench sums: 3 questions, SHA-256 [0-9a-f]{12}…; 5-shot; judged 1970-01-01; mt-judge /,
  );
  expect(shown.stdout).not.toContain('judge prompts not named');
  expect(shown.stdout).toMatch(/^rank {2}model {2}metric/m);
  expect(shown.stdout).toMatch(/^1–2 {3}b {6}number@1/m);
});

test('ties are shown as ties, in every format, and names stand in their natural order', async () => {
  const models = [10, 2, 1].map((number) => ({ model: `model-${number}`, score: middling }));
  const tied = await ratedFolder(models);
  const { stdout } = await tied.show();
  const ranks = stdout.split('\n').flatMap((line) => /^(1–3) +(model-\d+) /.exec(line)?.slice(1) ?? []);
  expect(ranks).toEqual(['1–3', 'model-1', '1–3', 'model-2', '1–3', 'model-10']);
  expect(stdout).toContain('rank: 1 + the models whose whole interval lies above');
  const json = JSON.parse((await tied.show('--format', 'json')).stdout);
  expect(json.models).toMatchObject(
    ['model-1', 'model-2', 'model-10'].map((model) => ({ model, rank: 1, rank_worst: 3 })),
  );
  expect((await tied.show('--format', 'markdown')).stdout).toContain('| 1–3 | model-1 |');
  expect((await tied.show('--format', 'csv')).stdout).toMatch(/^model-1,average,.*,1,3,false,/m);
  const apart = await (await ratedFolder(three)).show();
  expect(apart.stdout).toMatch(/^1 +c .*\n2–3 +a .*\n2–3 +b /m);
});

test('the notes of a report name no flags', async () => {
  const data = await ratedFolder([
    ...three,
    ...three.map((each) => ({ ...each, judge: 'k' })),
    { model: 'gpt-4', score: middling },
    { model: 'gpt-4', judge: 'gpt-4o', score: middling },
  ]);
  const file = join(data.path, 'r.html');
  expect((await data.show()).stdout).toContain('--no-self');
  for (const more of [[], ['--no-self']]) {
    expect((await data.show('--html', file, ...more)).code).toBe(0);
    const { overview } = await readReport(file);
    const notes = [...overview.notes.single, ...overview.notes.pairwise];
    expect(notes.length).toBeGreaterThan(5);
    expect(notes.filter((note) => /(?:^|[\s(])--\w/.test(note))).toEqual([]);
  }
});
