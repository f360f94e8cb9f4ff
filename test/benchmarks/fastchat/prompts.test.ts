import { property, record, assert as run, string } from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { readFastchatPrompts, renderPromptSet } from '../../../src/benchmarks/fastchat/prompts.ts';
import { fillPrompt } from '../../../src/judges/model/prompt.ts';
import { type JudgePrompt, judgePromptSetSchema } from '../../../src/records/judge-prompt.ts';
import { readYaml } from '../../../src/store/bench/yaml-file.ts';
import { makeDataDir } from '../../support/cli.ts';
import { fastchatPrompts } from '../../support/fastchat.ts';

const plain = fastchatPrompts[0];

async function readPrompts(records: readonly unknown[]): Promise<JudgePrompt[]> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  return readFastchatPrompts(await data.write('judge_prompts.jsonl', records));
}

test('`readFastchatPrompts()` keeps every field and derives turn and reference from the template', async () => {
  const prompts = await readPrompts(fastchatPrompts);
  expect(prompts).toEqual([
    { ...fastchatPrompts[0], turn: 'first', reference: false },
    { ...fastchatPrompts[1], turn: 'first', reference: true },
    { ...fastchatPrompts[2], turn: 'later', reference: false },
  ]);
});

test('`readFastchatPrompts()` derives the same of pairwise prompts', async () => {
  const pair = { ...plain, type: 'pairwise', output_format: '[[A]]' };
  const later = '{question_1}{question_2}{answer_a_1}{answer_a_2}{answer_b_1}{answer_b_2}';
  const prompts = await readPrompts([
    { ...pair, name: 'first', prompt_template: '{question}{answer_a}{answer_b}' },
    { ...pair, name: 'key', prompt_template: '{question}{ref_answer_1}{answer_a}{answer_b}' },
    { ...pair, name: 'later', prompt_template: later },
    { ...pair, name: 'later-key', prompt_template: `{ref_answer_1}{ref_answer_2}${later}` },
  ]);
  expect(prompts.map(({ turn, reference }) => [turn, reference])).toEqual([
    ['first', false],
    ['first', true],
    ['later', false],
    ['later', true],
  ]);
});

test('`readFastchatPrompts()` puts the prompts that FastChat takes before others of their kind', async () => {
  const prompts = await readPrompts([{ ...plain, name: 'single-v0' }, ...fastchatPrompts]);
  expect(prompts.map(({ name }) => name)).toEqual([
    'single-v1',
    'single-math-v1',
    'single-v1-multi-turn',
    'single-v0',
  ]);
});

test("braces in FastChat's system prompt stay braces, since FastChat fills the template only", async () => {
  const system = 'Reply as {"rating": 1}, not as {question} or {{x}}.';
  const [prompt] = await readPrompts([
    { ...plain, system_prompt: system, prompt_template: '{{}}{question}{answer}' },
  ]);
  const question = { question_id: 1, category: 'math', turns: ['Q'] };
  const match = {
    type: 'single',
    question,
    turn: 1,
    model: 'm',
    choice: 0,
    repeat: 0,
    answers: ['A'],
  } as const;
  expect(prompt && fillPrompt(prompt, match)).toMatchObject({ system, user: '{}QA' });
});

test.each([
  [
    'an unknown placeholder',
    { prompt_template: '{question}{answer}{mood}' },
    /has a placeholder .* not known: \{mood\}/,
  ],
  ['no answer', { prompt_template: '{question}' }, /never shows the answer/],
  [
    'an unknown verdict',
    { output_format: '[[stars]]' },
    /judge_prompts\.jsonl:1: output_format is "\[\[stars\]\]"/,
  ],
  ['another type', { type: 'triple' }, /judge_prompts\.jsonl:1: type is "triple"/],
])('`readFastchatPrompts()` refuses a prompt with %s', async (_, change, says) => {
  await expect(readPrompts([{ ...plain, ...change }])).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(says),
  });
});

test('`readFastchatPrompts()` refuses an empty file', async () => {
  await expect(readPrompts([])).rejects.toThrow('holds no judge prompts');
});

test('`renderPromptSet()` reads back as the same prompts, whatever their texts', () => {
  const texts = record({
    name: string({ unit: 'binary', minLength: 1 }),
    system_prompt: string({ unit: 'binary' }),
    prompt_template: string({ unit: 'grapheme', minLength: 1 }),
  });
  run(
    property(texts, (strings) => {
      const prompts = [{ ...plain, turn: 'first' as const, reference: false, ...strings }];
      expect(parse(renderPromptSet(prompts)).prompts).toEqual(prompts);
    }),
  );
});

test.each([
  ['no line break', 'a\nb'],
  ['one line break', 'a\nb\n'],
  ['two line breaks', 'a\nb\n\n'],
  ['line breaks only', '\n\n'],
  ['a carriage return', 'a\r\nb\r'],
  ['spaces', '  a\n b  \n '],
])('`renderPromptSet()` keeps a text that ends in %s to the byte', async (_, text) => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const prompt = {
    ...plain,
    turn: 'first' as const,
    reference: false,
    system_prompt: text,
    prompt_template: text,
  };
  const file = await data.write('judge-prompts/x.yaml', renderPromptSet([prompt]));
  expect((await readYaml(file, judgePromptSetSchema)).prompts).toEqual([prompt]);
});
