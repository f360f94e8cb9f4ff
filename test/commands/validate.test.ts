/** `mt-judge validate`: all problems of all files, each with its place. */

import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataDir, makeDataDir, repository, run } from '../support/cli.ts';

let data: DataDir;

beforeEach(() => {
  data = makeDataDir();
});

afterEach(() => data.remove());

const question = { question_id: 1, category: 'math', turns: ['1 + 1?', 'And 2 + 2?'] };
const answer = { question_id: 1, model_id: 'm', choices: [{ index: 0, turns: ['2', '4'] }], tstamp: 1 };
const single = {
  question_id: 1,
  model: 'm',
  judge: ['j', 'single'],
  user_prompt: '',
  judgment: '[[7]]',
  score: 7,
  turn: 1,
  tstamp: 1,
};

test('a data directory without problems ends with 0 and counts', async () => {
  await data.write('questions/b.jsonl', [question, { ...question, question_id: 2 }]);
  await data.write('questions/b.yaml', 'title: B\nask: { generate: {} }\n');
  await data.write('questions/shots/b.jsonl', [question]);
  await data.write('answers/b/m.jsonl', [answer]);
  await data.write('judgments/b/j_single.jsonl', [single]);
  await data.write('models.yaml', '# nothing yet\n');
  await mkdir(join(data.path, 'answers/empty'), { recursive: true });
  const { code, stdout, stderr } = await run('mt-judge', ['validate'], { cwd: data.path });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(
    [
      'models.yaml: 1 file',
      'bench: 1 file',
      'question: 1 file, 2 records',
      'shot: 1 file, 1 record',
      'answer: 1 file, 1 record',
      'single judgment: 1 file, 1 record',
      '0 problems in 6 files',
      '',
    ].join('\n'),
  );
});

test('every problem of every file is a line with file, line and value', async () => {
  await data.write(
    'models.yaml',
    'modles: {}\nendpoints:\n  lab:\n    provider: opneai\n    base_url: http://127.0.0.1:1/v1\n    rpm: 0\n',
  );
  await data.write('questions/b.jsonl', [
    question,
    question,
    { question_id: 3, turns: [] },
    { ...question, question_id: 4, reference: ['2'] },
  ]);
  await data.write('questions/b.yaml', 'title: B\nask:\n  generate:\n    layout: sideways\n');
  await data.write('answers/b/m.jsonl', [{ ...answer, model_id: 7, choices: [] }]);
  await appendFile(join(data.path, 'answers/b/m.jsonl'), 'no JSON\n{"question_id": 2, "mod');
  await data.write('judgments/b/j_single.jsonl', [{ ...single, turn: 0, score: 'seven' }]);
  await data.write('suites/s.yaml', 'benches:\n  - { bench: mt80 }\n  - { bench: mt80 }\n');
  const { code, stdout } = await run('mt-judge', ['validate', '--quiet'], { cwd: data.path });
  expect(code).toBe(2);
  const lines = stdout.trimEnd().split('\n');
  const starts = [
    'models.yaml:1: the file: has no field "modles": is it misspelt?',
    'models.yaml:4: endpoints.lab.provider: ',
    'models.yaml:6: endpoints.lab.rpm: ',
    'questions/b.jsonl:2: question_id 1 stands on line 1 already',
    'questions/b.jsonl:3: turns is []: ',
    'questions/b.jsonl:4: question 4 has 2 turns and 1 references',
    'questions/b.yaml:4: ask.generate.layout: ',
    'suites/s.yaml:1: benches: names a bench twice',
    'answers/b/m.jsonl:1: model_id is 7: ',
    'answers/b/m.jsonl:1: choices is []: ',
    'answers/b/m.jsonl:2: the line is not JSON: no JSON',
    'answers/b/m.jsonl:3: the last line is cut off: {"question_id": 2, "mod',
    'judgments/b/j_single.jsonl:1: score is "seven": ',
    'judgments/b/j_single.jsonl:1: turn is 0: ',
    '14 problems in 6 files',
  ];
  expect([...lines].sort().map((line, at) => line.slice(0, [...starts].sort()[at]?.length))).toEqual(
    [...starts].sort(),
  );
});

test('problems of one file are printed up to a bound, and counted beyond it', async () => {
  await data.write(
    'questions/b.jsonl',
    Array.from({ length: 50 }, (_, id) => ({ question_id: id })),
  );
  const { code, stdout } = await run('mt-judge', ['validate', '--max-problems', '3'], { cwd: data.path });
  expect(code).toBe(2);
  expect(stdout.match(/^questions\/b\.jsonl:\d+: turns is missing$/gm)).toHaveLength(3);
  expect(stdout).toContain('questions/b.jsonl: … and 47 more (--max-problems)\n');
  expect(stdout).toContain('50 problems in 1 file\n');
});

test('what a schema cannot say is checked, too: endpoints of models, judge prompts', async () => {
  const prompt = (name: string, template: string) =>
    `  - { name: ${name}, type: single, turn: first, reference: false, system_prompt: "", prompt_template: "${template}", output_format: "[[rating]]" }\n`;
  const set = await data.write(
    'judge-prompts/own.yaml',
    `prompts:\n${prompt('p', '{question} {answr}')}${prompt('p', '{question}')}`,
  );
  const models = await data.write('models.yaml', 'models:\n  tuned:\n    endpoint: lba\n    model: x\n');
  const { code, stdout } = await run('mt-judge', ['validate', set, models], { cwd: data.path });
  expect(code).toBe(2);
  expect(stdout).toContain('own.yaml:2: judge prompt "p" has a placeholder that is not known: {answr}\n');
  expect(stdout).toContain('own.yaml:3: judge prompt "p" never shows the answer');
  expect(stdout).toContain('own.yaml:3: judge prompt "p" stands there twice\n');
  expect(stdout).toContain('models.yaml:3: models.tuned.endpoint: there is no endpoint "lba"');
});

test('a named file is known by its content where its place does not tell', async () => {
  const answers = await data.write('some.jsonl', [answer, { ...answer, question_id: null }]);
  const suite = await data.write('mine.yaml', 'benches: []\n');
  const { code, stdout } = await run('mt-judge', ['validate', answers, suite]);
  expect(code).toBe(2);
  expect(stdout).toMatch(/some\.jsonl:2: question_id is null: /);
  expect(stdout).toMatch(/mine\.yaml:1: benches: /);
  expect(stdout).toContain('answer: 1 file, 2 records\n');
});

test("the package's own files have no problems", async () => {
  const { code, stdout } = await run('mt-judge', [
    'validate',
    repository,
    join(repository, 'examples/models.yaml'),
  ]);
  expect({ code, end: stdout.split('\n').at(-2) }).toMatchObject({ code: 0 });
  expect(stdout).toContain('suite: 1 file\nprotocol: 14 files\nset of judge prompts: 10 files\n');
});

test('a folder without any of the files, and an unknown file, end with exit 2', async () => {
  const empty = await run('mt-judge', ['validate'], { cwd: data.path });
  expect(empty.code).toBe(2);
  expect(empty.stderr).toMatch(/nothing to check in \./);
  const missing = await run('mt-judge', ['validate', 'nowhere.jsonl'], { cwd: data.path });
  expect(missing.code).toBe(2);
  expect(missing.stderr).toMatch(/cannot read nowhere\.jsonl/);
});
