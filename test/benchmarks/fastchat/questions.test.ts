import { expect, onTestFinished, test } from 'vitest';
import { type FastchatQuestions, readFastchatQuestions } from '../../../src/benchmarks/fastchat/questions.ts';
import { makeDataDir } from '../../support/cli.ts';
import { fastchatAnswer } from '../../support/fastchat.ts';

interface Given {
  questions: string | readonly unknown[];
  references?: string | readonly unknown[];
}

async function read({ questions, references }: Given): Promise<FastchatQuestions> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const file = await data.write('question.jsonl', questions);
  const referenceFile = references && (await data.write('gpt-4.jsonl', references));
  return readFastchatQuestions(file, referenceFile);
}

function question(id: number, category: string, fields: object = {}) {
  return { question_id: id, category, turns: ['First?', 'Second?'], ...fields };
}

const key = (id: number) => fastchatAnswer(id, 'gpt-4', [`key ${id}`, `second key ${id}`]);

test("`readFastchatQuestions()` takes references for FastChat's categories with references only", async () => {
  const categories = [
    'math',
    'reasoning',
    'coding',
    'arena-hard-200',
    'writing',
    'stem',
    'extraction',
    'Math',
  ];
  const questions = categories.map((category, index) => question(index, category));
  const result = await read({ questions, references: questions.map(({ question_id }) => key(question_id)) });
  expect(result.questions.map(({ reference }) => reference)).toEqual([
    ...[0, 1, 2, 3].map((id) => [`key ${id}`, `second key ${id}`]),
    ...[4, 5, 6, 7].map(() => undefined),
  ]);
  expect(result.unreferenced).toEqual([]);
});

test.each([
  ['of strings', ['a', 'b']],
  ['too short', ['a']],
  ['null', null],
  ['a text', 'a'],
  ['a number', 1],
])('`readFastchatQuestions()` drops a `reference` in the question file that is %s', async (_, reference) => {
  const questions = [question(1, 'math', { reference }), question(2, 'writing', { reference, note: [1] })];
  const result = await read({ questions, references: [key(1)] });
  expect(result.questions).toEqual([
    question(1, 'math', { reference: ['key 1', 'second key 1'] }),
    question(2, 'writing', { note: [1] }),
  ]);
});

test('`readFastchatQuestions()` takes the first choice of the last record of a question', async () => {
  const second = { index: 1, turns: ['no', 'no'] };
  const first = { index: 0, turns: ['yes', 'yes'] };
  const references = [key(1), { question_id: 1, choices: [first, second] }];
  const result = await read({ questions: [question(1, 'math')], references });
  expect(result.questions[0]?.reference).toEqual(['yes', 'yes']);
});

test('`readFastchatQuestions()` names the questions whose category wants a reference and that have none', async () => {
  const questions = [question(1, 'math'), question(2, 'coding'), question(3, 'writing')];
  expect((await read({ questions, references: [key(2)] })).unreferenced).toEqual(['1']);
  expect((await read({ questions })).unreferenced).toEqual(['1', '2']);
});

const short = fastchatAnswer(1, 'gpt-4', ['only one']);
const one = question(1, 'math');

test.each<[string, Given, RegExp]>([
  [
    'a question twice',
    { questions: [one, one] },
    /question\.jsonl:2: question_id 1 stands on line 1 already/,
  ],
  [
    'a reference too short',
    { questions: [one], references: [short] },
    /gpt-4\.jsonl:1: .* question 1 has 1 turns, .* 2/,
  ],
  [
    'a reference without turns',
    { questions: [one], references: [{ question_id: 1 }] },
    /gpt-4\.jsonl:1: choices is missing/,
  ],
  ['no question', { questions: '\n' }, /question\.jsonl: it holds no questions/],
  [
    'a torn question',
    { questions: '{"question_id": 1, "cat' },
    /question\.jsonl:1: the last line is cut off/,
  ],
  [
    'a torn reference',
    { questions: [one], references: '{"question_id"' },
    /gpt-4\.jsonl:1: the last line is cut off/,
  ],
])('`readFastchatQuestions()` refuses %s', async (_, given, says) => {
  await expect(read(given)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(says),
  });
});
