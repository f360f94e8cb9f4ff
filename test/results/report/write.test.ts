/** `show-results --html` and `--chart` as processes: what they write, for which judgments, and what they refuse. */

import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { flagsIn } from '../../../src/results/report/flags.ts';
import { makeDataDir, run, sharedData } from '../../support/cli.ts';
import { answersOf, middling, type Rated, ratedFolder, three } from '../../support/rated-folder.ts';
import { readReport } from '../../support/report-file.ts';
import type { Row } from '../../support/scene.ts';

async function folder(rated: readonly Rated[] = three) {
  const data = await ratedFolder(rated);
  onTestFinished(data.remove);
  const file = join(data.path, 'report.html');
  return { ...data, file, report: () => readReport(file) };
}

const game = (question_id: number, winner: string, judge = 'j'): Row => ({
  ...{ question_id, model_1: 'a', model_2: 'b', judge: [judge, 'pair'], turn: 1, tstamp: 0 },
  ...{ g1_winner: winner, g2_winner: winner, g1_user_prompt: '', g2_user_prompt: '' },
  ...{ g1_judgment: 'one [[A]]', g2_judgment: 'two [[B]]' },
});

test('the page holds what the JSON says, the table is still printed, and stderr tells of the file', async () => {
  const data = await folder();
  const plain = await data.show();
  const shown = await data.show('--html', data.file);
  expect(shown).toMatchObject({ code: 0, stdout: plain.stdout });
  expect(shown.stderr).toMatch(/^wrote .*report\.html: \d+ kB, 12 questions$/m);
  const { overview } = await data.report();
  const json = await data.show('--format', 'json', '--by', 'judge', '--health');
  expect(overview.single).toEqual(JSON.parse(json.stdout));
  const notes = plain.stdout.split('\n').filter((line) => line.startsWith('mean score'));
  expect(overview.notes.single).toEqual(expect.arrayContaining(notes));
  expect(overview).toMatchObject({ pairwise: null, models: ['c', 'a', 'b'], judged: null });
  expect(overview.scores.score).toHaveLength(72);
  expect((await readdir(data.path)).filter((name) => name.includes('report'))).toEqual(['report.html']);
});

test('the texts of each question are in the page: turns, reference, answers, judgments', async () => {
  const data = await folder();
  await data.write(
    'answers/small/a.jsonl',
    answersOf('a', (question) => `An answer to ${question}.`),
  );
  expect((await data.show('--html', data.file)).code).toBe(0);
  const { texts, overview } = await data.report();
  expect(texts).toHaveLength(overview.questions.length);
  expect(texts[1]).toMatchObject({
    ...{ key: '2', turns: ['Sample question 2, first turn?', 'Sample question 2, second turn?'] },
    reference: ['First reference 2.', 'Second reference 2.'],
    answers: [
      { model: 'a', choice: 0, turns: [{ text: 'An answer to 2.' }, { text: 'And a second turn.' }] },
    ],
  });
  expect(texts[1]?.scores).toHaveLength(6);
  expect(texts[0]?.reference).toBeNull();
});

test('superseded, stale and unparsed judgments are in the transcripts by these names', async () => {
  const data = await folder([{ model: 'a', score: (question) => (question === 3 ? -1 : 5) }]);
  await data.write(
    'answers/small/a.jsonl',
    answersOf('a', (question) => (question === 4 ? '[[10]]' : 'text')),
  );
  const file = 'judgments/small/j_single.jsonl';
  const rows = await data.records(file);
  const changed = { ...rows[2], question_hash: 'of another question', score: 9 };
  await data.write(file, [...rows, changed]);
  expect((await data.show('--html', data.file)).code).toBe(0);
  const { texts, overview } = await data.report();
  const flags = (question: number) => texts[question]?.scores.map((each) => flagsIn(each.flags));
  expect(flags(1)).toEqual([['superseded'], [], ['stale']]);
  expect(flags(2)).toEqual([['unparsed'], ['unparsed']]);
  const row = overview.scores.question.indexOf(3);
  expect(flagsIn(overview.scores.flags[row] ?? 0)).toEqual(['suspected injection']);
});

test('filters of show-results are filters of the page, in both of its modes', async () => {
  const data = await folder([...three, { model: 'a', judge: 'k', score: middling }]);
  await data.write('judgments/small/j_pair.jsonl', [game(1, 'model_1'), game(2, 'model_2')]);
  const shown = await data.show('--html', data.file, '--judge', 'k', '--model-list', 'a');
  expect(shown.code, shown.stderr).toBe(0);
  const { overview, texts } = await data.report();
  expect(overview).toMatchObject({ models: ['a'], judges: ['k'], pairwise: null });
  expect(new Set(texts.flatMap(({ scores }) => scores.map(({ judge }) => judge)))).toEqual(new Set(['k']));
});

test('pair judgments have their part in the page, whichever mode is shown', async () => {
  const data = await folder();
  const rows = [game(1, 'model_1'), game(2, 'model_2'), game(3, 'model_1'), game(4, 'error')];
  await data.write('judgments/small/j_pair.jsonl', rows);
  const json = JSON.parse((await data.show('--mode', 'pairwise-all', '--format', 'json')).stdout);
  for (const mode of ['single', 'pairwise-all']) {
    expect((await data.show('--html', data.file, '--mode', mode)).code).toBe(0);
    const { overview, texts } = await data.report();
    expect(overview.pairwise).toEqual(json);
    expect(overview.single?.models).toHaveLength(3);
    expect(overview.meetings).toEqual([{ model: 'a', opponent: 'b', win: 2, loss: 1, tie: 0 }]);
    expect(texts[0]?.games).toMatchObject([
      { winners: ['model_1', 'model_1'], replies: ['one [[A]]', 'two [[B]]'] },
    ]);
    expect(flagsIn(texts[3]?.games[0]?.flags ?? 0)).toEqual(['unparsed']);
  }
});

test('a page of votes has them by question, and judges that nobody names', async () => {
  const data = await folder();
  const votes = [
    { model_a: 'x', model_b: 'y', winner: 'model_a', question_id: 1, turn: 1, judge: 'ann' },
    { model_a: 'y', model_b: 'x', winner: 'tie (bothbad)', question_id: 1 },
    { model_a: 'x', model_b: 'y', winner: 'model_b' },
  ];
  const file = await data.write('votes.jsonl', votes);
  const shown = await data.show('--mode', 'pairwise-all', '--input-file', file, '--html', data.file);
  expect(shown.code, shown.stderr).toBe(0);
  const { overview, texts } = await data.report();
  expect(overview.single).toBeNull();
  expect(overview.meetings).toEqual([{ model: 'x', opponent: 'y', win: 1, loss: 1, tie: 1 }]);
  expect(texts[0]?.games.map(({ judge, winners }) => [judge, ...winners])).toEqual([
    ['ann', 'model_1'],
    [null, 'tie'],
  ]);
});

test('a named file of an unknown bench makes a page of its own questions', async () => {
  const data = await folder();
  const rows = await data.records('judgments/small/j_single.jsonl');
  const file = await data.write(
    'other.jsonl',
    rows.map((row) => ({ ...row, question_id: `q${row.question_id}` })),
  );
  const shown = await data.show('--bench', 'mt80', '--input-file', file, '--html', data.file);
  expect(shown.code, shown.stderr).toBe(0);
  const { overview, texts } = await data.report();
  expect(overview.questions[0]).toEqual({ key: 'q1', id: 'q1', category: null, turns: 0, opening: '' });
  expect(texts[0]).toMatchObject({ turns: [], reference: null, answers: [] });
  expect(texts[0]?.scores).toHaveLength(6);
});

test('a line that is cut off at the end of a file is left out', async () => {
  const data = await folder();
  const file = 'judgments/small/j_single.jsonl';
  await data.write(file, `${await data.read(file)}{"question_id": 1, "mod`);
  const shown = await data.show('--html', data.file);
  expect(shown.code).toBe(0);
  expect(shown.stderr).toMatch(/is cut off/);
  expect((await data.report()).overview.scores.score).toHaveLength(72);
});

const fastchat = join(sharedData, 'fastchat');

test.skipIf(!existsSync(fastchat))(
  "a page of FastChat's own records has the figures of the JSON and every reply",
  async () => {
    const data = makeDataDir();
    onTestFinished(data.remove);
    const at = ['--bench', 'mt_bench', '--data-dir', data.path];
    expect((await run('mt-judge', ['import', 'fastchat', fastchat, ...at])).code).toBe(0);
    const file = join(data.path, 'report.html');
    expect((await run('show-results', [...at, '--html', file])).code).toBe(0);
    const { overview, texts } = await readReport(file);
    for (const [part, flags] of [
      ['single', ['--by', 'judge', '--health']],
      ['pairwise', ['--mode', 'pairwise-all']],
    ] as const) {
      const { stdout } = await run('show-results', [...at, ...flags, '--format', 'json']);
      expect(overview[part]).toEqual(JSON.parse(stdout));
    }
    const judgments = await data.records('judgments/mt_bench/gpt-4_single.jsonl');
    const replies = texts.flatMap(({ scores }) => scores.map(({ reply }) => reply));
    expect(replies.sort()).toEqual(judgments.map(({ judgment }) => judgment).sort());
  },
);

test('charts are written as SVG and as PNG', async () => {
  const data = await folder();
  const [svg, png] = [join(data.path, 'c.svg'), join(data.path, 'c.png')];
  const shown = await data.show('--chart', svg);
  expect(shown.code).toBe(0);
  expect(shown.stderr).toContain('left out the radar, which needs three categories or more');
  const text = await readFile(svg, 'utf8');
  expect(text).toMatch(/^<\?xml .*<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+"/s);
  for (const name of ['>a<', '>b<', '>c<']) expect(text).toContain(name);
  expect((await data.show('--chart', png, '--chart-kind', 'whisker')).code).toBe(0);
  const bytes = await readFile(png);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  const size = [16, 20].map((at) => bytes.readUInt32BE(at) / 2);
  expect(text).toContain(`width="${size[0]}" height="${size[1]}"`);
});

test.for<[name: string, args: string[], message: string]>([
  [
    'an ending that is no picture',
    ['--chart', 'c.gif'],
    'show-results: cannot write c.gif (--chart): name a file that ends in .svg or .png',
  ],
  [
    'a kind without a chart',
    ['--chart-kind', 'radar'],
    'show-results: --chart-kind goes with --chart: name the file to write',
  ],
  [
    'a radar of two categories',
    ['--chart', '{}/c.svg', '--chart-kind', 'radar'],
    'a radar needs three categories or more: choose --chart-kind whisker',
  ],
  ['a folder that is not there', ['--html', '{}/no/r.html'], 'there is no folder {}/no: make it first'],
  [
    "FastChat's own figures",
    ['--html', 'r.html', '--compat', 'fastchat'],
    '--compat fastchat has no use for --html: leave one of them out',
  ],
])('%s is refused in one line', async ([, args, message]) => {
  const data = await folder();
  const inside = (text: string) => text.replaceAll('{}', data.path);
  const shown = await data.show(...args.map(inside));
  expect(shown.code).toBe(2);
  expect(shown.stderr.trim().split('\n').at(-1)).toContain(inside(message));
});
