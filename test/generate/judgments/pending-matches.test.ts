import { expect, test } from 'vitest';
import { packMatches } from '../../../src/generate/judgments/pending-matches.ts';
import type { AnswerReader } from '../../../src/store/answers/answer-file.ts';

const summary = {
  modelId: '',
  choices: [],
  method: 'generate' as const,
  questionHash: undefined,
  sentTo: undefined,
  askedWith: undefined,
  asked: undefined,
};
const readerOf = (model: string, offset: number): AnswerReader => ({
  ...{ model, torn: undefined },
  answers: new Map(['1', '2'].map((key) => [key, { ...summary, offset, length: 5, number: Number(key) }])),
  read: () => Promise.reject(new Error('not read here')),
  close: async () => undefined,
});

test('a packed match comes back with its question, its coordinates and where its answers stand, as often as it is asked for', () => {
  const [a, b] = [readerOf('a', 10), readerOf('b', 20)];
  const questions = [1, 2].map((question_id) => ({ question_id, category: 'stem', turns: ['One?', 'Two?'] }));
  const matches = packMatches([[a], [a, b]], questions);
  matches.add({ pairing: 1, question: 1, turn: 2, choice: 3, repeat: 4 });
  matches.add({ pairing: 0, question: 0, turn: 1, choice: 0, repeat: 0 });
  const at = (offset: number, number: number) => ({ offset, length: 5, number });
  const expected = [
    {
      ...{ question: questions[1], turn: 2, choice: 3, repeat: 4 },
      sides: [
        { reader: a, span: at(10, 2) },
        { reader: b, span: at(20, 2) },
      ],
    },
    { question: questions[0], turn: 1, choice: 0, repeat: 0, sides: [{ reader: a, span: at(10, 1) }] },
  ];
  expect(matches.length).toBe(2);
  expect([...matches]).toEqual(expected);
  expect([...matches]).toEqual(expected);
});
