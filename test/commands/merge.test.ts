/** `mt-judge merge` as a process: what it takes, what it refuses, what it leaves. */

import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type DataDir, makeDataDir, sampleQuestions } from '../support/cli.ts';
import { linesOf, snapshot } from '../support/scene.ts';
import { merge } from '../support/shards.ts';

const path = {
  answers: 'answers/b/m.jsonl',
  single: 'judgments/b/j_single.jsonl',
  human: 'judgments/b/human_x_pair.jsonl',
};

const answer = (id: number, text = `answer ${id}`, fields: object = {}) => ({
  ...{
    question_id: id,
    answer_id: `a${id}`,
    model_id: 'm',
    choices: [{ index: 0, turns: [text] }],
    tstamp: id,
  },
  ...fields,
});
const rating = (id: number, score: number, fields: object = {}) => ({
  ...{
    question_id: id,
    model: 'm',
    judge: ['j', 'p'],
    user_prompt: 'u',
    judgment: `[[${score}]]`,
    score,
    turn: 1,
    tstamp: id,
  },
  ...fields,
});
const vote = (judge: string | undefined, winner: string, id = 1) => ({
  judge,
  model_a: 'm',
  model_b: 'n',
  question_id: id,
  turn: 1,
  winner,
});

interface Stage {
  data: DataDir;
  /** Merges the named folders into `t`. */
  merge: (names: readonly string[], ...flags: string[]) => ReturnType<typeof merge>;
  folder: (name: string) => string;
  target: () => Promise<Map<string, string>>;
}

function openStage(): Stage {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const folder = (name: string) => join(data.path, name);
  return {
    data,
    folder,
    merge: (names, ...flags) => merge(names.map(folder), folder('t'), ...flags),
    target: () => snapshot(folder('t')).catch(() => new Map()),
  };
}

test('`merge` unites questions, judge prompts, answers, judgments and votes, and says what comes next', async () => {
  const stage = openStage();
  const { data, folder } = stage;
  const questions = sampleQuestions(3).toReversed();
  await data.write('a/questions/b.jsonl', questions);
  await data.write('b/questions/b.jsonl', questions);
  await data.write('a/judge-prompts/own.yaml', 'prompts: []\n');
  await data.write(`a/${path.answers}`, [answer(1), answer(3)]);
  await data.write(`b/${path.answers}`, [answer(2)]);
  await data.write(`b/${path.single}`, [rating(2, 7)]);
  const { code, stdout, stderr } = await stage.merge(['a', 'b']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const at = (name: string) => join(folder('t'), name);
  expect(linesOf(stdout)).toEqual([
    `${at('judge-prompts/own.yaml')}: written`,
    `${at('questions/b.jsonl')}: written`,
    `${at(path.answers)}: 3 answers, 3 added`,
    `${at(path.single)}: 1 single judgments, 1 added`,
    `next: show-results --bench b --data-dir ${folder('t')}`,
  ]);
  // In the order of the bench, which is that of no file.
  expect((await data.records(`t/${path.answers}`)).map(({ question_id }) => question_id)).toEqual([3, 2, 1]);
  const before = await stage.target();
  const again = await stage.merge(['b', 'a', 'a'], '--quiet');
  expect(again.stdout).not.toMatch(/added|written|next/);
  expect(await stage.target()).toEqual(before);
});

test('`merge` takes the same record from several machines once, and keeps records that are stale or of no question', async () => {
  const { data, merge } = openStage();
  await data.write('a/questions/b.jsonl', sampleQuestions(1));
  await data.write(`a/${path.single}`, [
    rating(1, 7, { question_hash: 'of an earlier wording' }),
    rating(9, 3),
  ]);
  await data.write(`b/${path.single}`, [
    rating(1, 7, { question_hash: 'of an earlier wording', tstamp: 99 }),
  ]);
  expect((await merge(['a', 'b'])).code).toBe(0);
  expect(await data.records(`t/${path.single}`)).toEqual(await data.records(`a/${path.single}`));
});

test('`merge` carries votes of people: each voter is one key, and nameless votes are counted as they are', async () => {
  const { data, merge } = openStage();
  const nameless = vote(undefined, 'tie');
  await data.write(`a/${path.human}`, [vote('x', 'model_a'), vote('y', 'tie'), nameless, nameless]);
  await data.write(`b/${path.human}`, [vote('x', 'model_a'), vote('x', 'model_b', 2), nameless]);
  expect((await merge(['a', 'b'])).stdout).toMatch(/next: show-results --mode pairwise-all --bench b/);
  expect(await data.records(`t/${path.human}`)).toEqual(
    [vote('x', 'model_a'), vote('y', 'tie'), nameless, nameless, vote('x', 'model_b', 2)].map((each) =>
      JSON.parse(JSON.stringify(each)),
    ),
  );
  await data.write(`c/${path.human}`, [vote('y', 'model_b')]);
  const refused = await merge(['c']);
  expect(refused.stderr).toMatch(
    /human_x_pair\.jsonl:2 and .*:1 differ on the vote of y on question 1, m and n/,
  );
});

test('`merge` refuses conflicts before anything is written, with files, lines and key; --verbose names all', async () => {
  const stage = openStage();
  const { data, folder } = stage;
  await data.write(`a/${path.answers}`, [answer(1), answer(2)]);
  await data.write(`b/${path.answers}`, [answer(2, 'another'), answer(1, 'another too')]);
  await data.write(`b/${path.single}`, [rating(1, 5)]);
  const refused = await stage.merge(['a', 'b']);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  const [x, y] = [join(folder('a'), path.answers), join(folder('b'), path.answers)];
  expect(refused.stderr).toBe(
    `mt-judge: nothing is merged: ${x}:2 and ${y}:1 differ on the answer to question 2 (1 of 2 conflicts; --verbose names all): make them agree, or leave one of them out\n`,
  );
  const told = await stage.merge(['a', 'b'], '--verbose');
  expect(linesOf(told.stderr).slice(0, 2)).toEqual([
    `conflict: ${x}:2 and ${y}:1 differ on the answer to question 2`,
    `conflict: ${x}:1 and ${y}:2 differ on the answer to question 1`,
  ]);
  expect(existsSync(folder('t'))).toBe(false);
});

const wholes: [string, string, string, RegExp][] = [
  [
    'question files',
    'questions/b.jsonl',
    '{"question_id":1,"turns":["?"]}\n',
    /b\.jsonl:2 and \S+b\.jsonl:2 differ/,
  ],
  ['judge prompts', 'judge-prompts/own.yaml', 'prompts: []\n', /own\.yaml:2 and \S+own\.yaml:2 differ/],
];

test.each(wholes)(
  '`merge` refuses two %s of one name that differ, in sources or in the target',
  async (_, name, text, says) => {
    const stage = openStage();
    const longer = `${text}${name.endsWith('yaml') ? '#\n' : '{"question_id":2,"turns":["?"]}\n'}`;
    await stage.data.write(`a/${name}`, text);
    await stage.data.write(`b/${name}`, longer);
    const between = await stage.merge(['a', 'b']);
    expect(between).toMatchObject({ code: 2, stdout: '' });
    expect(between.stderr).toMatch(says);
    await stage.data.write(`t/${name}`, longer);
    const before = await stage.target();
    expect((await stage.merge(['a'])).stderr).toMatch(says);
    expect(await stage.target()).toEqual(before);
  },
);

test('`merge` refuses answers of two models that share a file name', async () => {
  const { data, merge } = openStage();
  await data.write(`a/${path.answers}`, [answer(1, 'x', { model_id: 'm' })]);
  await data.write(`b/${path.answers}`, [answer(2, 'x', { model_id: 'm/2' })]);
  expect((await merge(['a', 'b'])).stderr).toMatch(/holds the answers of "m" and \S+ those of "m\/2"/);
});

test('`merge` names what it leaves: files that are none of ours, torn lines, rows that were replaced', async () => {
  const stage = openStage();
  const { data, folder } = stage;
  await data.write(`a/${path.single}`, [rating(1, 5), rating(1, 6)]);
  await appendFile(join(folder('a'), path.single), '{"question_id": 2, "mod');
  for (const name of [
    'models.yaml',
    '.env',
    'answers/notes.txt',
    'answers/b/m.csv',
    'judgments/b/j.jsonl',
    'questions/x.txt',
  ])
    await data.write(`a/${name}`, '');
  await data.write('a/batches/1/state.json', '{}');
  const { code, stderr } = await stage.merge(['a'], '--verbose');
  expect(code).toBe(0);
  const file = join(folder('a'), path.single);
  const left = [
    '.env',
    'answers/b/m.csv',
    'answers/notes.txt',
    'batches',
    'judgments/b/j.jsonl',
    'models.yaml',
    'questions/x.txt',
  ];
  expect(linesOf(stderr)).toEqual([
    `${file}:3 is cut off and is left out`,
    `${file}: 1 row that a later row replaces is left out`,
    `left where they are: ${left.map((name) => join(folder('a'), name)).join(', ')}`,
  ]);
  expect(await data.records(`t/${path.single}`)).toEqual([rating(1, 6)]);
});

test("`merge` sets the target's torn line aside and takes the record from another machine", async () => {
  const stage = openStage();
  await stage.data.write(`t/${path.answers}`, `${JSON.stringify(answer(1))}\n{"question_id": 2`);
  await stage.data.write(`a/${path.answers}`, [answer(2)]);
  const { stderr } = await stage.merge(['a']);
  const file = join(stage.folder('t'), path.answers);
  expect(stderr).toContain(`${file}: the last line was cut off; it is set aside in ${file}.torn`);
  expect(await stage.data.records(`t/${path.answers}`)).toEqual([answer(1), answer(2)]);
});

test.each([
  [['nowhere'], /cannot merge \S+nowhere: there is no such folder/],
  [['file'], /cannot merge \S+file: there is no such folder/],
  [
    ['empty'],
    /cannot merge \S+empty: it has none of questions\/, judge-prompts\/, answers\/, judgments\/, \.cache\//,
  ],
  [['a', 'nowhere'], /nowhere: there is no such folder/],
  [['t'], /nothing to merge into \S+t but itself/],
  [['broken'], /broken\S+m\.jsonl:1: answer_id is missing \(the file should hold answers\)/],
  [['asked'], /asked\S+b\.jsonl:1: turns is missing/],
  [[], /missing required argument 'dir'/],
  [['a', '--frobnicate'], /unknown option '--frobnicate'/],
])('`merge` of %j is one line and exit 2, and writes nothing', async (names, says) => {
  const stage = openStage();
  await stage.data.write('file', '');
  await mkdir(stage.folder('empty'));
  await stage.data.write(`a/${path.answers}`, [answer(1)]);
  await stage.data.write(`t/${path.answers}`, [answer(5)]);
  await stage.data.write(`broken/${path.answers}`, [{ question_id: 1 }]);
  await stage.data.write(`asked/${path.answers}`, [answer(1)]);
  await stage.data.write('asked/questions/b.jsonl', [{ question_id: 1 }]);
  const before = await stage.target();
  const flags = names.filter((name) => name.startsWith('--'));
  const { code, stdout, stderr } = await stage.merge(
    names.filter((name) => !name.startsWith('--')),
    ...flags,
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(says);
  expect(linesOf(stderr)).toHaveLength(1);
  expect(await stage.target()).toEqual(before);
});

test('`merge` waits for nobody: a file that a living process writes, there or in the target, is refused', async () => {
  for (const [held, says] of [
    ['a', /is writing \S+a\/answers/],
    ['t', /cannot write \S+t\/answers/],
  ] as const) {
    const stage = openStage();
    await stage.data.write(`a/${path.answers}`, [answer(1)]);
    await stage.data.write(`t/${path.answers}`, [answer(2)]);
    const file = join(stage.folder(held), path.answers);
    await mkdir(`${file}.lock`);
    await writeFile(`${file}.lock-owner`, JSON.stringify({ pid: process.pid, host: hostname() }));
    const { code, stdout, stderr } = await stage.merge(['a']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).toContain(`process ${process.pid} on ${hostname()}`);
    // The lock of a process that has died holds nobody up.
    await writeFile(`${file}.lock-owner`, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    expect((await stage.merge(['a'])).code).toBe(0);
    expect(await stage.data.records(`t/${path.answers}`)).toHaveLength(2);
  }
});

test('`merge` follows links to folders and files, and knows a folder by whatever name', async () => {
  const stage = openStage();
  await stage.data.write(`real/${path.answers}`, [answer(1)]);
  await mkdir(join(stage.folder('a'), 'answers/b'), { recursive: true });
  await symlink(join(stage.folder('real'), path.answers), join(stage.folder('a'), path.answers));
  await symlink(stage.folder('a'), stage.folder('b'));
  expect((await stage.merge(['b', 'a'])).stdout).toMatch(/1 answers, 1 added/);
  await symlink(stage.folder('t'), stage.folder('u'));
  expect((await stage.merge(['u'])).stderr).toMatch(/nothing to merge into/);
  expect(await readFile(join(stage.folder('a'), path.answers), 'utf8')).toBe(
    `${JSON.stringify(answer(1))}\n`,
  );
});
