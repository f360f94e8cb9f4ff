import { expect, test } from 'vitest';
import { overviewOf } from '../../../src/results/report/overview.ts';

const openingOf = (turn: string) =>
  overviewOf({
    ...{ bench: 'b', version: '0', judged: null, single: undefined, pairs: undefined },
    questions: [{ question_id: 1, category: 'c', turns: [turn] }],
  }).questions[0]?.opening;

test.each([
  ['a short question', 'What is  this?\nSay it.', 'What is this? Say it.'],
  ['a long one, after a word', `${'word '.repeat(40)}end`, `${'word '.repeat(32).trim()}…`],
  ['one without blanks, anywhere', '字'.repeat(300), `${'字'.repeat(160)}…`],
])('the list of questions shows the beginning of %s', (_what, turn, opening) => {
  expect(openingOf(turn)).toBe(opening);
});
