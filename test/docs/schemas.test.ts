/** The JSON Schemas of the package: equal to the code, and taking what the code takes. */

import { existsSync, readdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchemas } from '../../docs/json-schemas.ts';
import { fileKinds, type KindName } from '../../src/records/kinds.ts';
import { repository } from '../support/cli.ts';

const schemas = jsonSchemas();
const ajv = new Ajv({
  strict: true,
  allowUnionTypes: true,
  formats: { uri: (text: string) => URL.canParse(text) },
});
const checks = new Map([...schemas].map(([name, text]) => [name, ajv.compile(JSON.parse(text))]));

function fits(kind: string, value: unknown): boolean {
  const check = checks.get(`${kind}.json`);
  if (!check) throw new Error(`no schema of ${kind}`);
  return check(value);
}

async function linesOf(path: string): Promise<unknown[]> {
  const text = await readFile(path, 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

test('`schemas/` is what the code says (`npm run docs` makes it)', async () => {
  const files = (await readdir(join(repository, 'schemas'))).sort();
  expect(files).toEqual([...schemas.keys()].sort());
  for (const name of files) {
    expect(await readFile(join(repository, 'schemas', name), 'utf8')).toBe(schemas.get(name));
  }
});

const yamls = [
  'suites/seed.yaml',
  ...readdirSync(join(repository, 'protocols')).map((name) => `protocols/${name}`),
  ...readdirSync(join(repository, 'judge-prompts')).map((name) => `judge-prompts/${name}`),
  'questions/instructions24.yaml',
  'questions/sums24.yaml',
  'examples/models.yaml',
  'examples/quantisation/models.yaml',
  'docs/models.md',
  'docs/suite.md',
  'docs/languages.md',
  'docs/protocols.md',
  'docs/asking.md',
  'docs/judge-prompts.md',
];

test.each(yamls)('%s names its schema, and fits it', async (path) => {
  const text = await readFile(join(repository, path), 'utf8');
  const yaml = path.endsWith('.md') ? (/```yaml\n(.*?)```/s.exec(text)?.[1] ?? '') : text;
  const address = /^# yaml-language-server: \$schema=(\S+)$/m.exec(yaml)?.[1] ?? '';
  const name = basename(address);
  expect([...schemas.keys()]).toContain(name);
  if (!address.includes('node_modules/mt-judge/')) {
    expect(existsSync(join(repository, dirname(path), address))).toBe(true);
  }
  expect(fits(name.replace('.json', ''), parse(yaml)), JSON.stringify(checks.get(name)?.errors)).toBe(true);
});

test.each([
  'examples/own-bench/questions/support.jsonl',
  'questions/mt80.jsonl',
  'questions/instructions24.jsonl',
  'questions/sums24.jsonl',
])('every line of %s fits the schema of questions', async (path) => {
  for (const line of await linesOf(join(repository, path))) expect(fits('question', line)).toBe(true);
});

const answer = {
  question_id: 1,
  answer_id: 'a',
  model_id: 'm',
  choices: [{ index: 0, turns: ['Yes.'] }],
  tstamp: 1.5,
};
const single = {
  question_id: 1,
  model: 'm',
  judge: ['j', 'single'],
  user_prompt: 'Rate it.',
  judgment: '[[7]]',
  score: 7,
  turn: 1,
  tstamp: 1.5,
};
const pair = {
  question_id: 1,
  model_1: 'm',
  model_2: 'n',
  g1_winner: 'model_1',
  g2_winner: 'tie',
  judge: ['j', 'pair'],
  g1_user_prompt: '',
  g1_judgment: '',
  g2_user_prompt: '',
  g2_judgment: '',
  turn: 1,
  tstamp: 1.5,
};
const ask = { generate: { template: '{question}' } };
const prompt = {
  name: 'p',
  type: 'single',
  turn: 'first',
  reference: false,
  system_prompt: '',
  prompt_template: '{question} {answer}',
  output_format: '[[rating]]',
};

/** A value of each kind, and the same broken in one place. */
const samples: Record<KindName, { good: unknown; broken: unknown[] }> = {
  models: {
    good: { endpoints: { lab: { provider: 'openai', base_url: 'http://127.0.0.1:1/v1' } } },
    broken: [{ endpoints: { lab: { provider: 'openai', base_url: 'nowhere' } } }, { modles: {} }],
  },
  bench: {
    good: { title: 'T', ask },
    broken: [{ ask }, { title: 'T', ask: { generate: { layout: 'up' } } }],
  },
  suite: {
    good: { benches: [{ bench: 'mt80' }] },
    broken: [{ benches: [] }, { benches: [{ bench: 'a b' }] }],
  },
  protocol: {
    good: {
      title: 'T',
      measures: 'M.',
      bench: 'mt80',
      references: [{ title: 'R', url: 'https://example.org/r' }],
    },
    broken: [
      { title: 'T', measures: 'M.', bench: 'mt80', references: [] },
      { title: 'T', measures: 'M.', bench: 'mt80', scoring: 'best', references: [] },
    ],
  },
  'judge-prompts': {
    good: { prompts: [prompt] },
    broken: [{ prompts: [] }, { prompts: [{ ...prompt, type: 'triple' }] }],
  },
  question: {
    good: { question_id: 'q', turns: ['Why?'], own_field: 1 },
    broken: [
      { question_id: 'q', turns: [] },
      { question_id: 1.5, turns: ['Why?'] },
    ],
  },
  shot: {
    good: { question_id: 1, turns: ['?'], answer: 'A' },
    broken: [{ question_id: 1, turns: ['?'], answer: 7 }],
  },
  answer: {
    good: answer,
    broken: [
      { ...answer, choices: [] },
      { ...answer, model_id: '' },
    ],
  },
  'single-judgment': {
    good: single,
    broken: [
      { ...single, judge: ['j'] },
      { ...single, turn: 0 },
    ],
  },
  'pair-judgment': {
    good: pair,
    broken: [
      { ...pair, g1_winner: 'm' },
      { ...pair, tstamp: 'now' },
    ],
  },
};

describe.each(Object.entries(samples))('the schema of %s', (kind, { good, broken }) => {
  const { schema } = fileKinds[kind as KindName];

  test('takes what the code takes', () => {
    expect([fits(kind, good), schema.safeParse(good).success]).toEqual([true, true]);
  });

  test.each(broken.map((value) => [JSON.stringify(value), value]))(
    'turns down %s, as the code does',
    (_, value) => {
      expect([fits(kind, value), schema.safeParse(value).success]).toEqual([false, false]);
    },
  );
});
