/** `mt-judge import fastchat` as a process, on a small folder in FastChat's form. */

import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type DataDir, makeDataDir, type Run, run } from '../support/cli.ts';
import {
  fastchatAnswer,
  fastchatJudgment,
  fastchatPair,
  flatLayout,
  writeFastchat,
} from '../support/fastchat.ts';
import { snapshot } from '../support/scene.ts';

interface Stage {
  data: DataDir;
  /** Imports `source`, a path below the data directory, into its folder `out`. */
  load: (source: string, ...flags: string[]) => Promise<Run>;
  /** What lies below `out`. */
  out: () => Promise<Map<string, string>>;
}

async function openStage(layout = flatLayout): Promise<Stage> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  await writeFastchat(data, 'source', layout);
  const out = join(data.path, 'out');
  await mkdir(out);
  return {
    data,
    load: (source, ...flags) =>
      run('mt-judge', ['import', 'fastchat', join(data.path, source), '--data-dir', out, ...flags]),
    out: () => snapshot(out),
  };
}

test('`import` puts questions, prompts, answers and judgments in place and says what to do next', async () => {
  const { data, load } = await openStage();
  const { code, stdout, stderr } = await load('source');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const out = join(data.path, 'out');
  expect(stdout.split('\n')).toEqual([
    `${out}/questions/mt_bench.jsonl: 2 questions, 1 with a reference (written)`,
    `${out}/judge-prompts/fastchat.yaml: 3 judge prompts (written)`,
    `${out}/answers/mt_bench/m-one.jsonl: 2 answers of m-one (written)`,
    `${out}/answers/mt_bench/m-two.jsonl: 2 answers of m-two (written)`,
    `${out}/judgments/mt_bench/gpt-4_single.jsonl: 2 single judgments by gpt-4 (written)`,
    `${out}/judgments/mt_bench/gpt-4_pair.jsonl: 1 pair judgments by gpt-4 (written)`,
    `next: show-results --bench mt_bench --data-dir ${out} --compat fastchat`,
    `next: gen-judgment --bench mt_bench --data-dir ${out} --judge-prompts fastchat --judge openai/gpt-4`,
    '',
  ]);
  expect(await data.records('out/questions/mt_bench.jsonl')).toEqual([
    { question_id: 81, category: 'writing', turns: ['Write.', 'Shorten.'], note: 'kept' },
    {
      question_id: 111,
      category: 'math',
      turns: ['Add.', 'Subtract.'],
      reference: ['the sum', 'the difference'],
    },
  ]);
  for (const [from, to] of [
    ['model_answer/m-one.jsonl', 'answers/mt_bench/m-one.jsonl'],
    ['model_judgment/gpt-4_single.jsonl', 'judgments/mt_bench/gpt-4_single.jsonl'],
    ['model_judgment/gpt-4_pair.jsonl', 'judgments/mt_bench/gpt-4_pair.jsonl'],
  ]) {
    expect(await data.read(`out/${to}`)).toBe(await data.read(`source/${from}`));
  }
});

test.each([
  ['the flat folder', { bench: '', prompts: '' }, ''],
  ['the folder above `data`', { bench: 'data/mt_bench', prompts: 'data' }, ''],
  ['`data`', { bench: 'data/mt_bench', prompts: 'data' }, 'data'],
  ['`data/mt_bench`', { bench: 'data/mt_bench', prompts: 'data' }, 'data/mt_bench'],
  ['another bench below `data`', { bench: 'data/other', prompts: 'data' }, 'data/other'],
  ['a whole checkout', { bench: 'fastchat/llm_judge/data/mt_bench', prompts: 'fastchat/llm_judge/data' }, ''],
])('`import` finds everything when it is pointed at %s', async (_, layout, pointed) => {
  const flat = await openStage();
  await flat.load('source');
  const { load, out, data } = await openStage(layout);
  expect((await load(`source/${pointed}`)).code).toBe(0);
  const contents = async (stage: Stage) =>
    [...(await stage.out())].map(([path, text]) => [path.slice(stage.data.path.length), text]);
  expect(await contents({ data, load, out })).toEqual(await contents(flat));
});

test('`import` names its bench and its prompt set as it is told', async () => {
  const { load, out } = await openStage();
  const { stdout } = await load('source', '--bench', 'mine', '--judge-prompts', 'theirs');
  const names = [...(await out()).keys()].join('\n');
  expect(names).toMatch(/questions\/mine\.jsonl/);
  expect(names).toMatch(/judge-prompts\/theirs\.yaml/);
  expect(names).toMatch(/answers\/mine\/m-one\.jsonl/);
  expect(names).not.toMatch(/mt_bench|fastchat\.yaml/);
  expect(stdout).toMatch(/next: gen-judgment --bench mine .*--judge-prompts theirs/);
});

test('`import` of the same folder a second time touches no file', async () => {
  const { load, out } = await openStage();
  await load('source');
  const before = await out();
  const files = [...before].filter(([, text]) => text !== '(folder)').map(([path]) => path);
  const marks = () => Promise.all(files.map(async (path) => pickMarks(await stat(path))));
  const marksBefore = await marks();
  const again = await load('source');
  expect(again.code).toBe(0);
  expect(again.stdout.match(/\(unchanged\)/g)).toHaveLength(6);
  expect(again.stdout).not.toMatch(/written|replaced/);
  expect(await out()).toEqual(before);
  expect(await marks()).toEqual(marksBefore);
});

function pickMarks({ mtimeMs, ctimeMs, ino }: { mtimeMs: number; ctimeMs: number; ino: number }) {
  return { mtimeMs, ctimeMs, ino };
}

test('`import` refuses to replace a file with other content, writes nothing, and obeys --overwrite', async () => {
  const { data, load, out } = await openStage();
  const mine = [fastchatJudgment(81, 'm-mine')];
  await data.write('out/judgments/mt_bench/gpt-4_single.jsonl', mine);
  const before = await out();
  const refused = await load('source');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(
    /^mt-judge: \S*gpt-4_single\.jsonl exists with other content: .*--bench.*--overwrite.*\n$/,
  );
  expect(await out()).toEqual(before);
  const replaced = await load('source', '--overwrite');
  expect(replaced.stdout).toMatch(/gpt-4_single\.jsonl: 2 single judgments by gpt-4 \(replaced\)/);
  expect(replaced.stdout.match(/\(written\)/g)).toHaveLength(5);
  expect(await data.read('out/judgments/mt_bench/gpt-4_single.jsonl')).toBe(
    await data.read('source/model_judgment/gpt-4_single.jsonl'),
  );
});

const bad: [string, string, string | unknown[], RegExp][] = [
  ['answer', 'model_answer/m-two.jsonl', [{ question_id: 81 }], /m-two\.jsonl:1: model_id is missing/],
  [
    'judgment',
    'model_judgment/gpt-4_single.jsonl',
    [fastchatJudgment(81, 'm'), fastchatAnswer(81, 'm', ['x'])],
    /gpt-4_single\.jsonl:2: .* \(the file should hold single judgments\)/,
  ],
  [
    'pair judgment',
    'model_judgment/gpt-4_pair.jsonl',
    [{ ...fastchatPair(81), g2_winner: 'nobody' }],
    /gpt-4_pair\.jsonl:1: g2_winner is "nobody"/,
  ],
  ['line', 'model_answer/m-one.jsonl', 'version https://lfs\n', /m-one\.jsonl:1: the line is not JSON/],
  ['prompt', 'judge_prompts.jsonl', '{"name": "x"}\n', /judge_prompts\.jsonl:1: type is missing/],
  ['question', 'question.jsonl', [{ question_id: 81, turns: [] }], /question\.jsonl:1: turns is "?\[\]/],
];

test.each(bad)(
  '`import` refuses a bad %s by file and line and writes nothing',
  async (_, name, text, says) => {
    const { data, load, out } = await openStage();
    await data.write(`source/${name}`, text);
    const { code, stdout, stderr } = await load('source');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(await out()).toEqual(new Map());
  },
);

test('`import` takes questions alone, says what is not there, and warns of references that lack', async () => {
  const { data, load } = await openStage();
  await data.write('alone/question.jsonl', await data.read('source/question.jsonl'));
  const { code, stdout, stderr } = await load('alone');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /2 questions, 0 with a reference \(written\)\nnext: gen-answers .*\nnext: gen-judgment/,
  );
  expect(stdout).not.toMatch(/--judge-prompts|show-results/);
  expect(stderr.split('\n')).toEqual([
    'warning: 1 questions that FastChat judges with a reference have none by gpt-4 (111): they will be judged without one',
    'not there to import: judge prompts, answers, single judgments, pair judgments',
    '',
  ]);
  const quiet = await load('alone', '--quiet');
  expect(quiet.stdout).toMatch(/^\S+: 2 questions, 0 with a reference \(unchanged\)\n$/);
  expect(quiet.stderr).toMatch(/^warning: .*\n$/);
});

test('`import` copies a torn last line as it is and reports it', async () => {
  const { data, load } = await openStage();
  const torn = `${JSON.stringify(fastchatJudgment(81, 'm-one'))}\n{"question_id": 111, "mod`;
  await data.write('source/model_judgment/gpt-4_single.jsonl', torn);
  const { code, stdout, stderr } = await load('source');
  expect(code).toBe(0);
  expect(stdout).toMatch(/gpt-4_single\.jsonl: 1 single judgments/);
  expect(stderr).toMatch(/^warning: \S+gpt-4_single\.jsonl:2: the last line is cut off/);
  expect(await readFile(join(data.path, 'out/judgments/mt_bench/gpt-4_single.jsonl'), 'utf8')).toBe(torn);
});

test.each([
  [['nowhere'], /there is no such folder/],
  [['source/question.jsonl'], /it is a file; give the folder/],
  [
    ['source/model_answer'],
    /no question file \(looked for question\.jsonl, mt_bench\/question\.jsonl, data\/mt_bench\/question\.jsonl, /,
  ],
  [['source', '--judge', 'gpt-5'], /no references by "gpt-5" \(--judge\) in \S+: there are those by "gpt-4"/],
  [['source', '--bench', '../up'], /cannot name a file "\.\.\/up" \(--bench\)/],
  [['source', '--judge-prompts', '..'], /cannot name a file "\.\." \(--judge-prompts\)/],
  [['source', '--frobnicate'], /unknown option '--frobnicate'/],
])('`import` of %j is one line and exit 2', async (args, says) => {
  const { load, out } = await openStage();
  const [source = '', ...flags] = args;
  const { code, stdout, stderr } = await load(source, ...flags);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(says);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(await out()).toEqual(new Map());
});
