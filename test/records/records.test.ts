import { expect, test } from 'vitest';
import { answerKey, answerSchema } from '../../src/records/answer.ts';
import { judgePromptKey, judgePromptSchema, judgePromptSetSchema } from '../../src/records/judge-prompt.ts';
import { singleJudgmentKey, singleJudgmentSchema } from '../../src/records/judgment.ts';
import { modelEntrySchema, modelsFileSchema } from '../../src/records/models.ts';
import { questionKey, questionSchema } from '../../src/records/question.ts';

const question = { question_id: 81, category: 'writing', turns: ['One?', 'Two?'] };
const answer = {
  question_id: 81,
  answer_id: 'a',
  model_id: 'm',
  choices: [{ index: 0, turns: ['One.', 'Two.'] }],
  tstamp: 1.5,
};
const judgment = {
  question_id: 81,
  model: 'm',
  judge: ['j', 'single'],
  user_prompt: 'u',
  judgment: 'Rating: [[7]]',
  score: 7,
  turn: 1,
  tstamp: 1.5,
};
const prompt = {
  name: 'p',
  type: 'single',
  turn: 'first',
  reference: false,
  system_prompt: '',
  prompt_template: '{question}{answer}',
  output_format: '[[rating]]',
};

test.each([
  ['questionSchema', questionSchema, question],
  ['answerSchema', answerSchema, answer],
  ['singleJudgmentSchema', singleJudgmentSchema, judgment],
])('`%s` takes exactly FastChat’s fields and lets unknown ones pass through', (_name, schema, record) => {
  expect(schema.parse(record)).toEqual(record);
  const wider = { ...record, meta: { source: 'elsewhere' } };
  expect(schema.parse(wider)).toEqual(wider);
});

test.each([
  ['questionSchema', questionSchema, question, ['question_id', 'turns']],
  ['answerSchema', answerSchema, answer, Object.keys(answer).filter((name) => name !== 'answer_id')],
  ['singleJudgmentSchema', singleJudgmentSchema, judgment, Object.keys(judgment)],
])('`%s` refuses a record that lacks a field', (_name, schema, record, fields) => {
  for (const field of fields) {
    const rest = Object.fromEntries(Object.entries(record).filter(([name]) => name !== field));
    expect(schema.safeParse(rest).error?.issues[0]?.path).toEqual([field]);
  }
});

test.each([
  ['no turns', { turns: [] }],
  ['an empty turn', { turns: ['One?', ''] }],
  ['a turn that is no text', { turns: [1] }],
  ['a fraction for an id', { question_id: 1.5 }],
  ['an empty id', { question_id: '' }],
  ['a temperature beyond 2', { required_temperature: 2.1 }],
  ['a reference that is no list', { reference: 'two' }],
])('`questionSchema` refuses %s', (_what, change) => {
  expect(questionSchema.safeParse({ ...question, ...change }).success).toBe(false);
});

test('`questionSchema` puts a question without a category under "general"', () => {
  expect(questionSchema.parse({ question_id: 'a', turns: ['One?'] }).category).toBe('general');
});

test.each([
  ['no choices', { choices: [] }],
  ['a choice without turns', { choices: [{ index: 0 }] }],
  ['a negative index', { choices: [{ index: -1, turns: [] }] }],
  ['an empty model id', { model_id: '' }],
  ['a demo mark that says false', { demo: false }],
])('`answerSchema` refuses %s', (_what, change) => {
  expect(answerSchema.safeParse({ ...answer, ...change }).success).toBe(false);
});

test.each([
  ['turn 0', { turn: 0 }],
  ['a judge without a prompt name', { judge: ['j'] }],
  ['a score that is no number', { score: '7' }],
  ['a negative choice', { choice: -1 }],
])('`singleJudgmentSchema` refuses %s', (_what, change) => {
  expect(singleJudgmentSchema.safeParse({ ...judgment, ...change }).success).toBe(false);
});

test('questions and answers have one key for 81 and "81"', () => {
  expect(questionKey({ question_id: 81 })).toBe(questionKey({ question_id: '81' }));
  expect(answerKey({ question_id: 81 })).toBe(questionKey({ question_id: '81' }));
});

test('`singleJudgmentKey()` reads a missing choice and repeat as the first', () => {
  const fastchat = { question_id: 81, model: 'm', judge: ['j', 'single-v1'] as const, turn: 1 };
  const ours = {
    ...fastchat,
    question_id: '81',
    choice: 0,
    repeat: 0,
    judge: ['j', 'other-prompt'] as const,
  };
  expect(singleJudgmentKey(ours)).toBe(singleJudgmentKey(fastchat));
});

test('`singleJudgmentKey()` tells apart model, question, turn, choice, repeat and judge', () => {
  const row = { question_id: 1, model: 'm', judge: ['j', 'p'] as const, turn: 1, choice: 0, repeat: 0 };
  const others = [
    { ...row, question_id: 2 },
    { ...row, model: 'n' },
    { ...row, turn: 2 },
    { ...row, choice: 1 },
    { ...row, repeat: 1 },
    { ...row, judge: ['k', 'p'] as const },
    { ...row, model: 'm","1', question_id: 1 },
  ];
  expect(new Set([row, ...others].map(singleJudgmentKey)).size).toBe(others.length + 1);
});

test('judge prompts are checked strictly: a mistyped field is an error', () => {
  expect(judgePromptSchema.safeParse(prompt).success).toBe(true);
  expect(judgePromptSchema.safeParse({ ...prompt, promt_template: 'x' }).success).toBe(false);
  expect(judgePromptSchema.safeParse({ ...prompt, output_format: '[[score]]' }).success).toBe(false);
  expect(judgePromptSetSchema.safeParse({ prompts: [] }).success).toBe(false);
  expect(judgePromptKey(prompt)).toBe('p');
});

test('models.yaml is checked strictly: a mistyped field is an error, and so is a key in place of its variable', () => {
  const entry = { endpoint: 'openai', model: 'gpt-4.1', price: { input: 2, output: 8 } };
  expect(modelEntrySchema.safeParse(entry).success).toBe(true);
  expect(modelEntrySchema.safeParse({ ...entry, temprature: 0 }).success).toBe(false);
  const endpoint = { provider: 'openai', base_url: 'http://127.0.0.1:1/v1' };
  const withKey = (api_key_env: string) => ({ endpoints: { own: { ...endpoint, api_key_env } } });
  expect(modelsFileSchema.safeParse(withKey('OWN_KEY')).success).toBe(true);
  expect(modelsFileSchema.safeParse(withKey('sk-not-a-name')).success).toBe(false);
  expect(modelsFileSchema.parse({})).toEqual({ endpoints: {}, models: {} });
});
