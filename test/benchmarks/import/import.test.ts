/** What each benchmark's rows become, in the forms in which they are published, on items of our own. */

import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  arcRows,
  gsm8kRows,
  hellaswagRows,
  humanevalRows,
  ifevalRows,
  math500Rows,
  mathRows,
  mbppRows,
  mmluRows,
  sanitizedRows,
} from '../../support/benchmark-rows.ts';
import { folderOf, importFrom, jsonl } from '../../support/importing.ts';
import { parquetOf } from '../../support/parquet.ts';

test('MMLU from parquet: subject, group, letter, and a question without its outer white space', async () => {
  const columns = { question: 'text', subject: 'text', choices: 'texts', answer: 'int' } as const;
  const from = await folderOf({
    'all/test-00000-of-00001.parquet': parquetOf(columns, mmluRows),
    'all/dev-00000-of-00001.parquet': parquetOf(columns, mmluRows.slice(0, 1)),
  });
  const { questions, shots, bench, notices } = await importFrom('mmlu', from);
  expect(questions).toEqual([
    {
      question_id: 'anatomy/0',
      category: 'anatomy',
      group: 'stem',
      turns: ['What do lungs do?'],
      reference: ['A'],
      target: 'A',
      check: { options: ['breathe', 'beat', 'see', 'hear'], labels: ['A', 'B', 'C', 'D'] },
    },
    expect.objectContaining({ question_id: 'virology/0', group: 'other', target: 'C' }),
  ]);
  expect(questions[1].check.options[3]).toBe(' a rock');
  expect(shots).toEqual([expect.objectContaining({ question_id: 'anatomy/dev/0', target: 'A' })]);
  expect(Object.keys(bench.groups ?? {})).toEqual(['stem', 'humanities', 'social sciences', 'other']);
  expect(Object.values(bench.groups ?? {}).flat()).toHaveLength(57);
  expect(notices).toEqual([
    'white space around the question, removed: 1 (anatomy/0)',
    'two equal options: 1 (virology/0)',
    'white space around an option, kept: 1 (virology/0)',
    expect.stringMatching(/^subjects without questions: 55 \(abstract_algebra, /),
    'white space around the question, removed (shots): 1 (anatomy/dev/0)',
    'row count: 2 questions, 14,042 were published',
    'row count: 1 shots, 285 were published',
  ]);
});

test('MMLU from CSV, headerless with letters and with a header and indices, the subject from the file name', async () => {
  const from = await folderOf({
    'test/anatomy_test.csv': '"Which one, of ""two"",\nis it?",one,two,three,four,B\r\nAnd?,1,2,3,4,D\r\n',
    'test/virology_test.csv': 'question,choice0,choice1,choice2,choice3,answer\nWho?,a,b,c,d,2\n',
    'dev/anatomy_dev.csv.gz': gzipSync('Shot?,1,2,3,4,A\n'),
  });
  const { questions, shots } = await importFrom('mmlu', from);
  expect(questions.map(({ question_id, target }) => [question_id, target])).toEqual([
    ['anatomy/0', 'B'],
    ['anatomy/1', 'D'],
    ['virology/0', 'C'],
  ]);
  expect(questions[0].turns).toEqual(['Which one, of "two",\nis it?']);
  expect(shots).toEqual([expect.objectContaining({ category: 'anatomy', target: 'A' })]);
});

test('ARC-Challenge from parquet and from the original form: labels stay as they are', async () => {
  const columns = { id: 'text', question: 'text', choices: 'choices', answerKey: 'text' } as const;
  const parquet = await folderOf({
    'ARC-Challenge/test-00000-of-00001.parquet': parquetOf(columns, arcRows),
    'ARC-Challenge/train-00000-of-00001.parquet': parquetOf(columns, arcRows),
  });
  const original = arcRows.map(({ id, question, choices, answerKey }) => ({
    id,
    question: {
      stem: question,
      choices: choices.text.map((text, index) => ({ text, label: choices.label[index] })),
    },
    answerKey,
  }));
  const lines = await folderOf({
    'ARC-Challenge-Test.jsonl': jsonl(original),
    'ARC-Challenge-Train.jsonl': jsonl(original),
  });
  const [fromParquet, fromLines] = [
    await importFrom('arc-challenge', parquet),
    await importFrom('arc-challenge', lines),
  ];
  expect(fromParquet.questions[0]).toMatchObject({
    question_id: 'Own_1',
    target: '1',
    check: { options: ['ice', 'fire', 'light'], labels: ['1', '2', '3'] },
  });
  expect(fromLines.questions).toEqual(fromParquet.questions);
  expect(fromLines.shots).toHaveLength(2);
  expect(fromParquet.notices.slice(0, 3)).toEqual([
    'three options: 1 (Own_1)',
    'labels that are digits, kept: 1 (Own_1)',
    'five options: 1 (Own_2)',
  ]);
});

test('HellaSwag is cleaned as lm-eval does it, and text labels are read', async () => {
  const from = await folderOf({ 'hellaswag_val.jsonl': jsonl(hellaswagRows) });
  const { questions, notices, warnings } = await importFrom('hellaswag', from);
  expect(questions.map(({ turns }) => turns[0])).toEqual([
    'Baking: A baker makes dough. The baker',
    'Painting: How to paint. Take a brush. ',
  ]);
  expect(questions[0]).toMatchObject({
    question_id: 0,
    category: 'activitynet',
    target: 'B',
    check: { options: ['sleeps well.', 'waits for it.', 'swims.', 'flies.'], labels: ['A', 'B', 'C', 'D'] },
  });
  expect(notices).toContain('empty ctx_b: 1 (question 1)');
  expect(notices).toContain('label as text, read as a number: 2 (question 0, question 1)');
  expect(warnings).toEqual([
    expect.stringMatching(/^no shots were found \(data\/train-00000-of-00001\.parquet\)/),
  ]);
});

describe('GSM8K', () => {
  test('gives the number behind the mark, and shots with their whole solution', async () => {
    const from = await folderOf({ 'test.jsonl': jsonl(gsm8kRows), 'train.jsonl': jsonl(gsm8kRows) });
    const { questions, shots, bench } = await importFrom('gsm8k', from);
    expect(questions.map(({ question_id, target }) => [question_id, target])).toEqual([
      [0, '4'],
      [1, '1,800'],
      [2, '-2'],
    ]);
    expect(shots[0]).toMatchObject({ question_id: 'train/0', answer: gsm8kRows[0]?.answer });
    expect(bench.ask.generate).toMatchObject({
      template: 'Question: {question}\nAnswer:',
      fewshot: { count: 5, source: 'train', sampler: 'first' },
      stop: ['Question:', '</s>', '<|im_end|>'],
    });
  });

  test('takes the eight shots from the YAML of a task', async () => {
    const samples = [{ question: 'One and one?', target: 'It is 2. The answer is 2.' }];
    const from = await folderOf({
      'test.json': JSON.stringify(gsm8kRows),
      'gsm8k-cot.yaml': `task: gsm8k_cot\nfewshot_config:\n  samples: ${JSON.stringify(samples)}\n`,
    });
    const { questions, shots } = await importFrom('gsm8k-cot', from);
    expect(questions).toHaveLength(3);
    expect(shots).toEqual([
      expect.objectContaining({ turns: ['One and one?'], answer: 'It is 2. The answer is 2.' }),
    ]);
  });
});

test('MATH gives the content of the last box, and its subjects as the hub names them', async () => {
  const [counting, algebra] = mathRows;
  const from = await folderOf({
    'MATH/test/algebra/10.json': JSON.stringify({ ...algebra, problem: 'Ten?' }, null, 2),
    'MATH/test/algebra/2.json': JSON.stringify(algebra),
    'MATH/test/counting_and_probability/1.json': JSON.stringify(counting),
    'minerva_math/utils.py':
      'def list_fewshot_samples():\n  return [\n    {\n      "problem": "Is $\\\\frac{1}{1}$ \\"one\\"?",\n      "solution": "Yes.\\nIt is.",\n      "few_shot": "1",\n    },\n  ]\n',
  });
  const { questions, shots } = await importFrom('math', from);
  expect(questions.map(({ question_id, target, turns }) => [question_id, target, turns[0]])).toEqual([
    ['algebra/0', '2', 'What is $3-1$?'],
    ['algebra/1', '2', 'Ten?'],
    ['counting_and_probability/0', '\\frac{4}{2}', 'What is $1+1$?'],
  ]);
  expect(shots).toEqual([
    expect.objectContaining({ turns: ['Is $\\frac{1}{1}$ "one"?'], answer: 'Yes.\nIt is.' }),
  ]);
});

test('MATH-500 gives its answer as it is; a copy without levels is noticed', async () => {
  const from = await folderOf({ 'test.jsonl': jsonl(math500Rows) });
  const { questions, notices } = await importFrom('math-500', from);
  expect(questions).toEqual([
    {
      question_id: 'own/1',
      category: 'algebra',
      turns: ['What is $2+1$?'],
      reference: ['It is $\\boxed{3}$.'],
      target: '3',
    },
  ]);
  expect(notices[0]).toBe('no level: 1 (own/1)');
});

test("IFEval leaves out the hub's nulls, and is asked with the prompt alone", async () => {
  const from = await folderOf({ 'ifeval_input_data.jsonl': jsonl(ifevalRows) });
  const { questions, bench, notices, warnings } = await importFrom('ifeval', from);
  expect(questions[0].check).toEqual({ instruction_id_list: ['punctuation:no_comma'], kwargs: [{}] });
  expect(bench.ask.generate).toMatchObject({ template: '{question}', stop: [], max_tokens: 1280 });
  expect(notices[0]).toBe('kwargs with nulls, left out: 1 (7)');
  expect(warnings).toEqual([]);
});

test('HumanEval keeps prompt, tests and solution for its graders', async () => {
  const from = await folderOf({ 'HumanEval.jsonl.gz': gzipSync(jsonl(humanevalRows)) });
  const { questions } = await importFrom('humaneval', from);
  expect(questions).toHaveLength(3);
  expect(questions[0]).toMatchObject({
    question_id: 'Own/1',
    turns: [humanevalRows[0]?.prompt],
    check: { entry_point: 'add_1', prompt: humanevalRows[0]?.prompt, canonical: '    return number + 1\n' },
  });
});

describe('MBPP', () => {
  test('asks the test ids with the shots 2, 3, 4, whose code keeps its line ends', async () => {
    const from = await folderOf({
      'mbpp.jsonl': jsonl(mbppRows),
      'sanitized-mbpp.json': JSON.stringify(sanitizedRows),
    });
    const { questions, shots, notices } = await importFrom('mbpp', from);
    expect(questions.map(({ question_id }) => question_id)).toEqual([11, 12]);
    expect(questions[0]).toMatchObject({
      tests: 'assert plus(1) == 12\nassert plus(2) == 13\nassert plus(3) == 14',
      reference: ['def plus(number):\n  return number + 11'],
      check: { challenge_test_list: ['assert plus(0) == 11'] },
    });
    expect(questions[1].check.test_setup_code).toBe('import math');
    expect(shots.map(({ answer }) => answer)).toEqual(
      [2, 3, 4].map((id) => `def plus(number):\r\n  return number + ${id}\n[DONE]`),
    );
    expect(notices).toEqual([
      'rows of other splits, no questions: 4 (task 2, task 3, task 4, and 1 more)',
      'CRLF in the code, LF in the reference: 2 (task 11, task 12)',
      'set-up code: 1 (task 12)',
      'CRLF in the code, kept (shots): 3 (task 2, task 3, task 4)',
      'row count: 2 questions, 500 were published',
    ]);
  });

  test('sanitized comes from its own file of the same folder, with imports as set-up code', async () => {
    const from = await folderOf({
      'mbpp.jsonl': jsonl(mbppRows),
      'sanitized-mbpp.json': JSON.stringify(sanitizedRows, null, 2),
    });
    const { questions, shots } = await importFrom('mbpp-sanitized', from);
    expect(questions.map(({ check }) => check.test_setup_code)).toEqual([undefined, 'import math']);
    expect(shots).toHaveLength(3);
  });
});
