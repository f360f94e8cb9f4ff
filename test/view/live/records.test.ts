/** What is kept of the rows of a bench, against the rows as they were written. */

import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { followRecords } from '../../../src/view/live/records.ts';
import { makeDataDir } from '../../support/cli.ts';

const hash = (digit: string) => digit.repeat(32);

function singleRow(fields: object = {}) {
  return {
    ...{ question_id: 81, model: 'm', judge: ['j', 'single-v1'], user_prompt: 'é', judgment: 'ü [[7]]' },
    ...{ score: 7, turn: 1, tstamp: 1.5, question_hash: hash('a'), answer_hash: hash('b') },
    ...fields,
  };
}

function game(fields: object = {}) {
  return {
    ...{ question_id: 81, model_1: 'm', model_2: 'n', g1_winner: 'model_1', g2_winner: 'tie' },
    ...{ judge: ['j', 'pair-v2'], g1_user_prompt: '', g1_judgment: 'é', g2_user_prompt: '', g2_judgment: '' },
    ...{ turn: 1, tstamp: 2.5, answer_1_hash: hash('c'), ...fields },
  };
}

async function follow(files: Record<string, readonly object[]>) {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const write = (name: string, rows: readonly object[]) =>
    data.write(`judgments/small/${name}.jsonl`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  for (const [name, rows] of Object.entries(files)) await write(name, rows);
  const records = followRecords({ dataDir: data.path, bench: 'small', signal: new AbortController().signal });
  await records.advance();
  return { ...records, write, file: (name: string) => join(data.path, `judgments/small/${name}.jsonl`) };
}

/** The rows of a snapshot as the records that they were read from. */
function recordsOf({ at, length }: { at: (row: number) => object; length: number }) {
  return Array.from({ length }, (_, row) => {
    const { question, judge, prompt, ...fields } = at(row) as Record<string, unknown>;
    return { ...fields, question_id: question, judge: [judge, prompt] } as Record<string, unknown>;
  });
}

test('a row is kept field by field, whatever its names are, and told where it stands', async () => {
  const rows = [
    singleRow(),
    singleRow({
      question_id: 'ä',
      model: 'é',
      turn: 2,
      choice: 1,
      repeat: 3,
      reference_hash: null,
      demo: true,
    }),
    singleRow({ answer_hash: 'other', prompt_set: 'ö', score: -1 }),
    singleRow({ answer_hash: undefined, question_hash: undefined }),
  ];
  const { snapshot, file } = await follow({ b_single: rows, a_single: [singleRow({ model: 'first' })] });
  const { singles, problems } = snapshot();
  expect(problems).toEqual([]);
  const records = recordsOf(singles);
  expect(records.map(({ model }) => model)).toEqual(['first', 'm', 'é', 'm', 'm']);
  for (const [place, { user_prompt, judgment, question_id, ...kept }] of rows.entries()) {
    expect(records[place + 1]).toMatchObject({ ...kept, question_id: String(question_id) });
  }
  const before = Buffer.byteLength(`${JSON.stringify(rows[0])}\n`);
  const length = Buffer.byteLength(JSON.stringify(rows[1]));
  expect(records[2]).toMatchObject({ file: file('b_single'), offset: before, length, number: 2 });
});

test('a game keeps its two winners, its marks and its hashes', async () => {
  const rows = [
    game(),
    game({ g1_winner: 'error', g2_winner: 'model_2', answer_2_hash: hash('d') }),
    game({ g1_winner: 'tie', games: 1, model_2: 'ñ' }),
    game({ g1_winner: 'error', g2_winner: 'error', games: 1, withdrawn: true }),
  ];
  const records = recordsOf((await follow({ j_pair: rows })).snapshot().pairs.pairs);
  for (const [place, row] of rows.entries()) {
    const { g1_user_prompt, g1_judgment, g2_user_prompt, g2_judgment, question_id, ...kept } = row;
    expect(records[place]).toMatchObject({ ...kept, question_id: String(question_id) });
  }
  expect(records[0]).toMatchObject({ games: undefined, withdrawn: undefined });
});

test('the last row of a key counts, over files too; the two models of a match have no order', async () => {
  const scores = [singleRow(), singleRow({ turn: 2 }), singleRow({ judge: ['other', 'single-v1'] })];
  const { snapshot } = await follow({
    a_single: scores,
    b_single: [singleRow({ question_id: '81', score: 3 })],
    a_pair: [game(), game({ model_1: 'n', model_2: 'm' }), game({ model_2: 'o' })],
  });
  const { singles, pairs } = snapshot();
  expect([[...singles.last], [...singles.duplicates]]).toEqual([[3, 1, 2], [['m', 1]]]);
  expect([[...pairs.rows], [...pairs.superseded]]).toEqual([[0, 1, 2], [[0, 1]]]);
});

test('a snapshot stays as it was while files grow and are written anew', async () => {
  const { snapshot, advance, write, file } = await follow({
    j_single: [singleRow(), singleRow({ turn: 2 })],
  });
  const before = snapshot().singles;
  await appendFile(file('j_single'), `${JSON.stringify(singleRow({ turn: 3 }))}\n`);
  await advance();
  expect([before.length, snapshot().singles.length]).toEqual([2, 3]);
  await writeFile(file('j_single'), '');
  await write('j_single', [singleRow({ model: 'new' })]);
  await advance();
  expect(recordsOf(before).map(({ model, turn }) => [model, turn])).toEqual([
    ['m', 1],
    ['m', 2],
  ]);
  expect(recordsOf(snapshot().singles).map(({ model }) => model)).toEqual(['new']);
});

test('what is no judgment is named in one line, and the others are there', async () => {
  const { snapshot, file } = await follow({
    j_single: [singleRow(), singleRow({ turn: 0 }), singleRow({ tstamp: 'now' }), singleRow({ turn: 2 })],
    j_pair: [
      game({ model_2: 'm' }),
      game({ g1_winner: 'nobody' }),
      { model_a: 'm', model_b: 'n', winner: 'tie' },
    ],
  });
  const { singles, pairs, problems } = snapshot();
  expect([singles.length, pairs.rows.length, pairs.voteRows.length]).toEqual([2, 0, 1]);
  expect(problems).toHaveLength(4);
  expect(problems[0]).toContain(`cannot read ${file('j_pair')}:1: model_2 is "m" like model_1`);
  expect(problems[3]).toContain(`cannot read ${file('j_single')}:3: tstamp is`);
});
