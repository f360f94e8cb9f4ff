/** `mt-judge init`: what it writes is what the other commands read. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../../support/cli.ts';

let data: DataDir;

beforeEach(() => {
  data = makeDataDir();
});

afterEach(() => data.remove());

const mtJudge = (...args: string[]) => run('mt-judge', args, { cwd: data.path });

test('the files of an offline project are valid, and its bench runs to the end', async () => {
  const made = await mtJudge(
    'init',
    '--endpoint',
    'offline',
    '--model',
    'reference',
    '--judge',
    'judge',
    '--bench',
    'own',
  );
  expect(made).toMatchObject({ code: 0 });
  expect(made.stdout).toBe('models.yaml: written\n.env.example: written\nquestions/own.jsonl: written\n');
  expect(made.stderr.trimEnd().split('\n')).toEqual([
    'Put your own questions in place of the two samples of questions/own.jsonl.',
    'next: mt-judge validate',
    'next: mt-judge run --model candidate --judge judge --bench own',
  ]);
  expect((await mtJudge('validate')).stdout).toContain('0 problems in 2 files');
  const ran = await mtJudge('run', '--model', 'candidate', '--judge', 'judge', '--bench', 'own');
  expect(ran.code).toBe(0);
  expect(await readdir(join(data.path, 'answers/own'))).toEqual(['reference.jsonl']);
  expect(await data.records('judgments/own/judge_single.jsonl')).toHaveLength(4);
});

test('models.yaml begins with its schema, and names what was given; keys stand in no file', async () => {
  const given = ['--endpoint', 'my-lab', '--base-url', 'http://127.0.0.1:9/v1', '--model', 'org/tuned: 8b'];
  const made = await mtJudge('init', ...given, '--judge', 'openai/gpt-4.1');
  expect(made.code).toBe(0);
  const models = await data.read('models.yaml');
  expect(models.split('\n')[0]).toBe(
    '# yaml-language-server: $schema=node_modules/mt-judge/schemas/models.json',
  );
  expect(models).toContain('  my-lab:\n    provider: openai\n    base_url: http://127.0.0.1:9/v1\n');
  expect(models).toContain('    api_key_env: MY_LAB_API_KEY\n');
  expect(models).toContain('    model: "org/tuned: 8b"\n    model_id: org-tuned--8b\n');
  expect(models).toContain('  judge:\n    endpoint: openai\n    model: gpt-4.1\n');
  expect(await data.read('.env.example')).toMatch(/^MY_LAB_API_KEY=\nOPENAI_API_KEY=\n$/m);
  expect(made.stderr).toContain(
    'next: cp .env.example .env  # then put your key there: MY_LAB_API_KEY, OPENAI_API_KEY',
  );
  expect((await mtJudge('validate')).code).toBe(0);
});

test('what is there is not overwritten: exit 2, and nothing is written', async () => {
  await data.write('models.yaml', '# mine\n');
  const made = await mtJudge('init', '--endpoint', 'openai', '--model', 'm', '--judge', 'j');
  expect(made.code).toBe(2);
  expect(made.stderr).toContain('models.yaml exists with other content');
  expect(await readdir(data.path)).toEqual(['models.yaml']);
  expect(await data.read('models.yaml')).toBe('# mine\n');
});

test.each([
  [[], '--endpoint is missing: give, for example, --endpoint openai'],
  [['--endpoint', 'openai'], '--model is missing: give, for example, --model gpt-4.1-mini'],
  [['--endpoint', 'opneai'], 'unknown endpoint "opneai" (--endpoint)'],
  [
    ['--endpoint', 'lab', '--base-url', 'lab:8000'],
    '--base-url must be an http or https address, not "lab:8000"',
  ],
  [
    ['--endpoint', 'openai', '--base-url', 'http://127.0.0.1:9'],
    '--base-url goes with an endpoint of your own name',
  ],
  [
    ['--endpoint', 'openai', '--model', 'm', '--judge', 'j', '--bench', '../x'],
    '--bench must be letters, digits',
  ],
])('%j without a terminal ends with exit 2 and writes nothing', async (flags, message) => {
  const { code, stderr } = await mtJudge('init', ...flags);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  expect(await readdir(data.path)).toEqual([]);
});
