/** Stage 3 as a process: FastChat's reading of our rows, the formats, the gates, and what coverage is told. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Asked } from '../support/loopback.ts';
import { copyScene, judgmentsPath, linesOf, type Row, startScene } from '../support/scene.ts';

/** m is rated 8 and 6, its first math answer not at all; n is rated 3. */
function reply({ model, prompt }: Asked): string {
  if (model === 'm' || model === 'n') return `${model} has this to say.`;
  if (prompt.includes('n has this')) return 'Rating: [[3]]';
  if (prompt.includes('question 2, first') && !prompt.includes('second turn')) return 'No idea.';
  return prompt.includes('second turn') ? 'Rating: [[6]]' : 'Rating: [[8]]';
}

let finished: Awaited<ReturnType<typeof startScene>>;

beforeAll(async () => {
  finished = await startScene({ reply });
  expect((await finished.run('gen-answers', ['--model', 'openai/m', 'openai/n'])).code).toBe(0);
  expect((await finished.judge([])).code).toBe(0);
});

afterAll(() => finished.close());

/** `display_result_single` of FastChat's show_result.py: the columns model, score and turn, −1 dropped, the mean by model. */
function asFastchat(rows: Row[]): Record<string, [number, number, number]> {
  const frame = rows
    .map(({ model, score, turn }) => ({ model, score, turn }))
    .filter(({ score }) => score !== -1);
  const mean = (model: string, turn?: number) => {
    const scores = frame
      .filter((row) => row.model === model && (turn === undefined || row.turn === turn))
      .map(({ score }) => score);
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  };
  const names = [...new Set(frame.map(({ model }) => model))];
  return Object.fromEntries(names.map((name) => [name, [mean(name, 1), mean(name, 2), mean(name)]]));
}

test('our rows, read by model, score and turn as show_result.py reads them, give the figures that we show', async () => {
  const golden = asFastchat(await finished.data.records(judgmentsPath));
  expect(golden).toEqual({ m: [8, 6, 48 / 7], n: [3, 3, 3] });
  const { stdout } = await finished.show(['--format', 'json']);
  const shown = JSON.parse(stdout).models.map((row: Row) => [
    row.model,
    [row.turns[1].score, row.turns[2].score, row.average.score],
  ]);
  expect(Object.fromEntries(shown)).toEqual(golden);
  const compat = await finished.show(['--compat', 'fastchat']);
  expect(compat.stdout).toContain('m      6.857143\nn      3.000000\n');
});

test('duplicate rows count in --compat fastchat; otherwise the last one counts, and the rest are told', async () => {
  const scene = await copyScene(finished);
  const rows = await scene.data.records(judgmentsPath);
  const first = rows.find((row) => row.model === 'n');
  await scene.data.write(judgmentsPath, [...rows, { ...first, score: 9 }]);
  const { stdout } = await scene.show(['--format', 'json', '--model-list', 'n']);
  expect(JSON.parse(stdout).models[0]).toMatchObject({
    average: { score: (7 * 3 + 9) / 8, n: 8 },
    coverage: { duplicates: 1 },
  });
  const table = await scene.show(['--model-list', 'n']);
  expect(table.stdout).toMatch(/^n .* 8\/8, 1 duplicates?$/m);
  const compat = await scene.show(['--compat', 'fastchat', '--format', 'json']);
  expect(JSON.parse(compat.stdout).average.find((row: Row) => row.model === 'n').score).toBe((8 * 3 + 9) / 9);
});

test('an unparsed verdict is in no mean, and stands in the coverage beside it', async () => {
  const { code, stdout, stderr } = await finished.show([]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\S+ +m +8\.00 .*\(3\) +6\.00 .*\(4\) +6\.86 .*\(7\) \* +7\/8, 1 unparsed$/m);
  expect(stdout).toContain('* not every expected judgment is in this mean\n');
  expect(stderr).toBe('warning: m: coverage 7/8, 1 unparsed\n');
});

test('--format csv and markdown hold the same figures', async () => {
  const csv = (await finished.show(['--format', 'csv'])).stdout.split('\r\n').map((line) => line.split(','));
  const column = (name: string) => (csv[0] ?? []).indexOf(name);
  const row = csv.find((cells) => cells[0] === 'm' && cells[1] === 'average') ?? [];
  expect(Number(row[column('score')])).toBeCloseTo(48 / 7, 10);
  expect([row[column('n')], row[column('expected')], row[column('unparsed')], row[column('demo')]]).toEqual([
    '7',
    '8',
    '1',
    'false',
  ]);
  const markdown = (await finished.show(['--format', 'markdown'])).stdout;
  expect(markdown).toMatch(/^\| \S+ \| m \| 8\.00 .*\| 7\/8, 1 unparsed \|$/m);
  expect(markdown).toMatch(/^\| \S+ \| n \|.* \| 8\/8 \|$/m);
});

test('--by shows one table', async () => {
  const byCategory = await finished.show(['--by', 'category']);
  expect(byCategory.stdout).toMatch(/^model +math +writing$/m);
  expect(byCategory.stdout).not.toContain('coverage');
});

for (const [flags, missed] of [
  [['--fail-under', '3'], []],
  [['--fail-under', '3.5'], ['gate missed: the average of n is 3.00, below --fail-under 3.5']],
  [['--min-coverage', '0.87'], []],
  [
    ['--min-coverage', '0.9'],
    ['gate missed: the coverage of m is 7/8, 1 unparsed, below --min-coverage 0.9'],
  ],
  [
    ['--fail-under', '9', '--model-list', 'n'],
    ['gate missed: the average of n is 3.00, below --fail-under 9'],
  ],
] as const) {
  test(`${flags.join(' ')} ${missed.length > 0 ? 'is missed: exit 1, and the gate is named' : 'is met: exit 0'}`, async () => {
    const { code, stdout, stderr } = await finished.show([...flags]);
    expect(code).toBe(missed.length > 0 ? 1 : 0);
    expect(linesOf(stderr).filter((line) => line.startsWith('gate missed'))).toEqual(missed);
    expect(stdout).toContain('bench small');
  });
}

test('answers that are missing for some questions are judged where present, and the rest is named: exit 1', async () => {
  const scene = await copyScene(finished);
  const path = 'answers/small/m.jsonl';
  const answers = await scene.data.records(path);
  await scene.data.write(
    path,
    answers.filter((row) => row.question_id !== 3),
  );
  const judged = await scene.judge(['--overwrite', '--no-cache']);
  expect(judged).toMatchObject({ code: 1, stdout: '' });
  const unjudged = linesOf(judged.stderr).filter((line) => line.startsWith('not judged: '));
  expect(unjudged).toEqual([expect.stringMatching(/^not judged: m\b.*\bno answer\b.*$/)]);
  expect(unjudged[0]).toMatch(/\bquestion 3\b/);
  expect(judged.stderr).toContain('next: run gen-answers for what is missing, then this command again');
  expect(await scene.data.records(judgmentsPath)).toHaveLength(16);
  expect(scene.server.requests.filter(({ prompt }) => prompt.includes('question 3, first'))).toHaveLength(2);
});

test('judgments of a changed question are told as stale and are in no mean', async () => {
  const scene = await copyScene(finished);
  const questions = (await scene.data.records('questions/small.jsonl')) as Row[];
  questions[0].turns[1] = 'Another second turn?';
  await scene.data.write('questions/small.jsonl', questions);
  const { code, stdout, stderr } = await scene.show(['--format', 'json', '--model-list', 'n']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).models[0]).toMatchObject({
    average: { n: 7 },
    coverage: { judged: 7, stale: 1 },
  });
  expect(stderr).toBe('warning: n: coverage 7/8, 1 stale\n');
});

test('a table by category of judgments whose questions are not at hand is refused, and says what would help', async () => {
  const scene = await copyScene(finished);
  const rows = await scene.data.records(judgmentsPath);
  const elsewhere = rows.map((row) => ({ ...row, question_id: `elsewhere ${row.question_id}` }));
  const file = await scene.data.write('elsewhere.jsonl', elsewhere);
  const by = await scene.show(['--input-file', file, '--by', 'category']);
  expect(by).toMatchObject({ code: 2, stdout: '' });
  expect(by.stderr).toMatch(/^show-results: nothing to show --by category: .*name theirs with --bench\n$/);
  expect((await scene.show(['--input-file', file, '--by', 'turn'])).code).toBe(0);
  const empty = await scene.data.write('empty.jsonl', '');
  const none = await scene.show(['--input-file', empty]);
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toMatch(/empty\.jsonl: run gen-judgment .* or name another file with --input-file\n$/);
});

test('a model that has answers and that nobody has judged is named, and no file of answers stops the table', async () => {
  const scene = await copyScene(finished);
  await scene.data.write(
    'answers/small/new.jsonl',
    await scene.data.read('answers/small/m.jsonl').then(renamed),
  );
  await scene.data.write('answers/small/torn.jsonl', '{"question_id": 1, "mod');
  const { code, stdout, stderr } = await scene.show([]);
  expect(code).toBe(0);
  expect(linesOf(stderr)).toContain('warning: new: answers, but no judgments: run gen-judgment for them');
  expect(stdout).not.toContain('new');
  expect((await scene.show(['--model-list', 'n'])).stderr).not.toContain('new');
  await scene.data.write('answers/small/broken.jsonl', 'no JSON\n{}\n');
  expect((await scene.show([])).code).toBe(0);
});

function renamed(answers: string): string {
  return answers.replaceAll('"model_id":"m"', '"model_id":"new"');
}
