import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { withGroups } from '../../../src/store/bench/bench-file.ts';
import { loadQuestions, type Selection, selectQuestions } from '../../../src/store/bench/questions.ts';
import { type DataDir, makeDataDir, sampleQuestions } from '../../support/cli.ts';

let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

const question = { question_id: 1, category: 'math', turns: ['One?', 'Two?'] };
const load = async (content: string | unknown[]) => loadQuestions(await dir.write('q.jsonl', content));
const faultOf = async (content: string | unknown[]) => {
  const error: unknown = await load(content).catch((thrown: unknown) => thrown);
  if (error instanceof UserError) return error.message.replace(`${dir.path}/`, '');
  throw error;
};

test('`loadQuestions()` keeps the order of the file and every field', async () => {
  const questions = [{ ...question, question_id: 'b', extra: 1 }, question];
  expect(await load(questions)).toEqual(questions);
});

test('`loadQuestions()` takes any number of turns, and more references than turns', async () => {
  const questions = [
    { ...question, turns: ['Only?'], reference: ['a', 'b'] },
    { ...question, question_id: 2, turns: ['1', '2', '3', '4'] },
  ];
  expect(await load(questions)).toHaveLength(2);
});

test.each([
  [1, 1],
  [1, '1'],
])('`loadQuestions()` names both lines of the ids %j and %j, which are one', async (first, second) => {
  const content = [
    { ...question, question_id: first },
    { ...question, question_id: 5 },
    { ...question, question_id: second },
  ];
  expect(await faultOf(content)).toBe('cannot read q.jsonl:3: question_id 1 stands on line 1 already');
});

test('`loadQuestions()` names a question with fewer references than turns', async () => {
  expect(await faultOf([question, { ...question, question_id: 2, reference: ['a'] }])).toBe(
    'cannot read q.jsonl:2: question 2 has 2 turns and 1 references',
  );
});

test('`loadQuestions()` names a question without turns', async () => {
  expect(await faultOf([{ ...question, turns: [] }])).toMatch(/^cannot read q\.jsonl:1: turns is \[\]: /);
  expect(await faultOf([{ question_id: 1 }])).toMatch(/^cannot read q\.jsonl:1: turns is missing/);
});

test('`loadQuestions()` refuses a file that is cut off, since a question would be missing', async () => {
  expect(await faultOf(`${JSON.stringify(question)}\n{"question_id": 2, "tur`)).toBe(
    'cannot read q.jsonl:2: the last line is cut off',
  );
});

test('`loadQuestions()` refuses a file without questions', async () => {
  expect(await faultOf('\n')).toBe('cannot use q.jsonl: it holds no questions');
});

const six = sampleQuestions(6).map((each) => ({
  question_id: each.question_id as number,
  category: each.category as string,
  turns: each.turns as string[],
}));
const select = (selection: Selection) =>
  selectQuestions(six, selection).map(({ question_id }) => question_id);

test('`selectQuestions()` selects all without a selection', () => {
  expect(select({})).toEqual([1, 2, 3, 4, 5, 6]);
});

test.each<[string, Selection, number[]]>([
  ['ids, in the order of the file', { questionIds: ['5', '2'] }, [2, 5]],
  ['categories', { categories: ['math'] }, [2, 4, 6]],
  ['positions, the end excluded', { begin: 1, end: 3 }, [2, 3]],
  ['positions from the beginning', { end: 2 }, [1, 2]],
  ['positions to the end and beyond', { begin: 4, end: 99 }, [5, 6]],
  ['the first few', { firstN: 2 }, [1, 2]],
  ['the first few of a category', { categories: ['math'], firstN: 2 }, [2, 4]],
  [
    'ids, category and positions at once',
    { questionIds: ['2', '4', '5'], categories: ['math'], begin: 2 },
    [4],
  ],
])('`selectQuestions()` selects by %s', (_what, selection, expected) => {
  expect(select(selection)).toEqual(expected);
});

test('`selectQuestions()` names an unknown id or category, its flag and what the bench has', () => {
  expect(() => select({ questionIds: ['1', '7'] })).toThrow(
    'unknown value "7" for --question-id: the bench has 1, 2, 3, 4, 5, 6',
  );
  expect(() => select({ categories: ['maths'] })).toThrow(
    'unknown value "maths" for --category: the bench has writing, math',
  );
});

test('`selectQuestions()` takes the name of a group for its categories', () => {
  const grouped = [
    { ...question, question_id: 1, category: 'anatomy', group: 'stem' },
    { ...question, question_id: 2, category: 'virology', group: 'other' },
    { ...question, question_id: 3, category: 'astronomy', group: 'stem' },
  ];
  const idsOf = (...categories: string[]) =>
    selectQuestions(grouped, { categories }).map(({ question_id }) => question_id);
  expect(idsOf('stem')).toEqual([1, 3]);
  expect(idsOf('virology', 'astronomy')).toEqual([2, 3]);
  expect(() => idsOf('arts')).toThrow(
    'unknown value "arts" for --category: the bench has anatomy, stem, virology',
  );
});

test('`withGroups()` makes the groups of the bench’s yaml names for `selectQuestions()`, too', async () => {
  await dir.write('questions/b.jsonl', [question]);
  await dir.write(
    'questions/b.yaml',
    'title: B\nask: {}\ngroups: { exact: [math, logic], all: [math, writing], social sciences: [law] }\n',
  );
  const idsOf = async (...categories: string[]) => {
    const selection = await withGroups({ categories }, { dataDir: dir.path, bench: 'b' });
    return selectQuestions(six, selection).map(({ question_id }) => question_id);
  };
  expect(await idsOf('exact')).toEqual([2, 4, 6]);
  expect(await idsOf('all')).toEqual([1, 2, 3, 4, 5, 6]);
  await expect(idsOf('arts')).rejects.toThrow('the bench has writing, all, math, exact');
  await expect(idsOf('social sciences')).rejects.toThrow('no question is selected');
  expect(await withGroups({}, { dataDir: dir.path, bench: 'nothere' })).toEqual({});
});

test('`selectQuestions()` lists no more than a dozen of what the bench has', () => {
  const many = Array.from({ length: 20 }, (_, id) => ({ ...question, question_id: id }));
  expect(() => selectQuestions(many, { questionIds: ['x'] })).toThrow(/0, 1, .*, 11 and 8 more$/);
});

test('`selectQuestions()` refuses a selection of nothing', () => {
  expect(() => select({ questionIds: ['1'], categories: ['math'] })).toThrow(UserError);
  expect(() => select({ begin: 6 })).toThrow(/^no question is selected/);
});
