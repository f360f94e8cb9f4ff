/** `mt-judge import csv` and `jsonl` as processes: any table, by a mapping. */

import { expect, onTestFinished, test } from 'vitest';
import { type DataDir, makeDataDir, type Run, run } from '../../support/cli.ts';

const table = `prompt,output,who,mark,why,notes
What is 2 + 2?,4,m-one,9,"right, and short",x
What is 2 + 2?,"It is
five",m-two,2,wrong,y
Name a sea.,The Baltic,m-one,8.5,fine,z
Name a sea.,,m-two,,,w
`;

async function load(
  name: string,
  content: string | unknown[],
  ...flags: string[]
): Promise<{ data: DataDir } & Run> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const file = await data.write(name, content);
  const kind = /csv/.test(name) ? 'csv' : 'jsonl';
  return { data, ...(await run('mt-judge', ['import', kind, file, '--data-dir', data.path, ...flags])) };
}

test('a CSV gives questions, answers and judgments by the columns that are mapped', async () => {
  const map = 'question=prompt,answer=output,model=who,score=mark,rationale=why';
  const { data, code, stdout, stderr } = await load('my table.csv', table, '--map', map, '--judge', 'alice');
  expect(code, stderr).toBe(0);
  expect(stderr).toBe('note: columns that nothing is mapped to are left out: notes\n');
  expect(stdout).toMatch(/judgments\/my-table\/alice_single.jsonl: 3 judgments by alice \(3 new\)/);
  expect(await data.records('questions/my-table.jsonl')).toEqual([
    { question_id: 1, category: 'general', turns: ['What is 2 + 2?'] },
    { question_id: 2, category: 'general', turns: ['Name a sea.'] },
  ]);
  const two = await data.records('answers/my-table/m-two.jsonl');
  expect(two.map(({ choices }) => choices[0].turns)).toEqual([['It is\nfive']]);
  const shown = await run('show-results', [
    '--bench',
    'my-table',
    '--data-dir',
    data.path,
    '--format',
    'json',
  ]);
  expect(
    JSON.parse(shown.stdout).models.map(({ average }: { average: { score: number } }) => average.score),
  ).toEqual([8.75, 2]);
});

test('fields of JSONL may be paths; turns, choices and targets are read', async () => {
  const rows = [
    { id: 'a', q: 'First?', turn: 1, out: { text: 'one' }, ok: true },
    { id: 'a', q: 'Second?', turn: 2, out: { text: 'two' }, ok: false },
  ];
  const map = 'id=id,question=q,turn=turn,answer=out.text,score=ok';
  const { data, code, stderr } = await load(
    'rows.jsonl',
    rows,
    '--map',
    map,
    '--model-id',
    'm',
    '--bench',
    'mine',
  );
  expect(code, stderr).toBe(0);
  expect(await data.records('questions/mine.jsonl')).toEqual([
    { question_id: 'a', category: 'general', turns: ['First?', 'Second?'] },
  ]);
  expect((await data.records('answers/mine/m.jsonl'))[0].choices).toEqual([
    { index: 0, turns: ['one', 'two'] },
  ]);
  const judged = await data.records('judgments/mine/imported_single.jsonl');
  expect(judged.map(({ turn, score, scale }) => [turn, score, scale])).toEqual([
    [1, 1, [0, 1]],
    [2, 0, [0, 1]],
  ]);
});

test('questions alone are a bench of one’s own', async () => {
  const { data, code } = await load('own.csv', 'q,kind\nWhy?,short\n', '--map', 'question=q,category=kind');
  expect(code).toBe(0);
  expect(await data.records('questions/own.jsonl')).toEqual([
    { question_id: 1, category: 'short', turns: ['Why?'] },
  ]);
});

test.each([
  [
    'question=promt',
    /there is no column "promt" \(--map question=promt\); there are prompt, output, who, mark, why, notes$/,
  ],
  ['question=prompt,asnwer=output', /"asnwer" is no field \(--map\): there are question, answer, id, /],
  ['answer=output', /no column is the question \(--map\): write --map question=<column>/],
  ['question', /cannot read "question" \(--map\)/],
  ['question=prompt,question=output', /question stands twice \(--map\)$/],
  [
    'question=prompt,answer=output',
    /table\.csv:2: no model is named: map a column \(--map model=<column>\) or give --model-id$/,
  ],
  [
    'question=prompt,model=who,score=why',
    /table\.csv:2: the score must be a number, not "right, and short"$/,
  ],
])('a mapping %j that does not fit is one line', async (map, message) => {
  const { code, stdout, stderr } = await load('table.csv', table, '--map', map);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trim()).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('scores beyond their scale are refused, and --scale names another', async () => {
  const rows = 'q,m,s\nWhy?,m,80\n';
  const map = ['--map', 'question=q,model=m,score=s'];
  const refused = await load('t.csv', rows, ...map);
  expect(refused.stderr).toMatch(/t\.csv:2: the score 80 lies outside 1 to 10: give --scale <low>-<high>\n$/);
  const { data, code } = await load('t.csv', rows, ...map, '--scale', '0-100');
  expect(code).toBe(0);
  expect(await data.records('judgments/t/imported_single.jsonl')).toMatchObject([
    { score: 80, scale: [0, 100] },
  ]);
});

test('flags of one import are refused with another', async () => {
  const { code, stderr } = await run('mt-judge', ['import', 'promptfoo', 'x.json', '--map', 'question=q']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: 'mt-judge: --map has no use with import promptfoo\n' });
});
