import { expect, test } from 'vitest';
import { createReadyMatches, type QuestionMatches } from '../../../src/generate/pipeline/ready-matches.ts';
import type { Question } from '../../../src/records/question.ts';
import type { AnswerReader } from '../../../src/store/answers/answer-file.ts';

const shelfOf = (model: string): AnswerReader => ({
  ...{ model, torn: undefined, answers: new Map() },
  read: () => Promise.reject(new Error('not read here')),
  close: async () => undefined,
});
const [a, b, c] = [shelfOf('a'), shelfOf('b'), shelfOf('c')];
const [q1, q2]: [Question, Question] = [
  { question_id: 1, category: 'stem', turns: ['One?'] },
  { question_id: 2, category: 'stem', turns: ['Two?'] },
];

const names = (matchess: readonly QuestionMatches[]) =>
  matchess.map(
    ({ pairing, question }) => `${pairing.map(({ model }) => model).join('')}${question.question_id}`,
  );

test('a line-up is ready once all of its models have answered, and once only', () => {
  // c has answered the first question, and nothing else is answered.
  const pairings = [
    [a, b],
    [a, c],
    [b, c],
  ];
  const readyMatches = createReadyMatches(
    pairings,
    [q1, q2],
    (reader, question) => reader !== c || question === q2,
  );
  expect(names(readyMatches.ready)).toEqual([]);
  expect(names(readyMatches.waiting)).toHaveLength(6);
  expect(names(readyMatches.settle(a, q1))).toEqual(['ac1']);
  expect(names(readyMatches.settle(a, q1))).toEqual([]);
  expect(names(readyMatches.settle(b, q1))).toEqual(['ab1', 'bc1']);
  expect(names(readyMatches.settle(b, q2))).toEqual([]);
  expect(names(readyMatches.settle(c, q2))).toEqual(['bc2']);
  expect(names(readyMatches.settle(a, q2))).toEqual(['ab2', 'ac2']);
});

test('what waits for nothing is ready at once', () => {
  const readyMatches = createReadyMatches([[a], [b]], [q1, q2], (reader) => reader === b);
  expect(names(readyMatches.ready)).toEqual(['a1', 'a2']);
  expect(names(readyMatches.settle(a, q1))).toEqual([]);
  expect(names(readyMatches.settle(b, q2))).toEqual(['b2']);
});
