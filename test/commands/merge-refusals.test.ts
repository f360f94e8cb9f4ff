/** What `mt-judge merge` refuses, before anything is written. */

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answer, openStage, path, rating } from '../support/merging.ts';
import { linesOf } from '../support/scene.ts';

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
test.each([
  [['nowhere'], /cannot merge \S+nowhere: there is no such folder/],
  [['file'], /cannot merge \S+file: there is no such folder/],
  [
    ['empty'],
    /cannot merge \S+empty: it has none of questions\/, judge-prompts\/, answers\/, judgments\/, \.cache\//,
  ],
  [['a', 'nowhere'], /nowhere: there is no such folder/],
  [['t'], /nothing to merge into \S+t but itself/],
  [['broken'], /broken\S+m\.jsonl:1: model_id is missing \(the file should hold answers\)/],
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
