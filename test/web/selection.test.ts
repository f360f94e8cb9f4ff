/** What filters leave, and in which order. */

import { expect, test } from 'vitest';
import { flagBit } from '../../src/results/report/flags.ts';
import type { Overview } from '../../src/results/report/shape.ts';
import { type Filters, start } from '../../web/state/address.ts';
import { oneMetric, ratedAnswers } from '../../web/state/answers.ts';
import { selectGames } from '../../web/state/games.ts';
import { selectAnswers, selectQuestions } from '../../web/state/selection.ts';

type Row = [question: number, model: number, judge: number, score: number, flags?: number];

const rows: Row[] = [
  [0, 0, 0, 9],
  [0, 0, 1, 4],
  [0, 1, 0, 2],
  [0, 1, 1, -1, flagBit('unparsed')],
  [1, 0, 0, 1, flagBit('superseded')],
  [1, 0, 0, 8, flagBit('cut off')],
  [1, 1, 1, 6],
];

/** Question, the two models, judge, flags. */
const games: [question: number, one: number, other: number, judge: number, flags?: number][] = [
  [2, 0, 1, 0],
  [2, 1, 0, 1, flagBit('unparsed')],
  [0, 0, 1, -1, flagBit('superseded')],
];

const zeros = rows.map(() => 0);
const overview = {
  questions: ['math', 'writing', 'math'].map((category, place) => ({ key: `${place}`, category })),
  ...{ models: ['a', 'b'], judges: ['i', 'j'] },
  scores: {
    ...{
      question: rows.map(([each]) => each),
      model: rows.map(([, each]) => each),
      judge: rows.map(([, , each]) => each),
    },
    ...{ score: rows.map(([, , , each]) => each), flags: rows.map(([, , , , each = 0]) => each) },
    ...{ turn: zeros.map(() => 1), choice: zeros, repeat: zeros },
  },
  games: {
    question: games.map(([each]) => each),
    ...{ model_1: games.map(([, each]) => each), model_2: games.map(([, , each]) => each) },
    ...{ judge: games.map(([, , , each]) => each), flags: games.map(([, , , , each = 0]) => each) },
  },
} as unknown as Overview;

const answers = ratedAnswers(overview);
const select = (change: Partial<Filters>) =>
  selectAnswers(answers, overview, { ...start, ...change }).map(
    ({ question, model }) => `${question}${model}`,
  );

test('the lowest come first, by the scores that count', () => {
  expect(select({ list: 'lowest' })).toEqual(['01', '11', '00', '10']);
});

test('judges disagree most where their scores are farthest apart', () => {
  expect(select({ list: 'disagree' })).toEqual(['00']);
});

test('unparsed replies and flagged answers have lists of their own', () => {
  expect(select({ list: 'unparsed' })).toEqual(['01']);
  expect(select({ list: 'flagged' })).toEqual(['10']);
});

test('filters by category, model, judge and score narrow together', () => {
  expect(select({ category: 'math' })).toEqual(['00', '01']);
  expect(select({ model: 'a' })).toEqual(['00', '10']);
  expect(select({ judge: 'j', list: 'lowest' })).toEqual(['00', '11']);
  expect(select({ min: 6 })).toEqual(['00', '10', '11']);
  expect(select({ min: 6, judge: 'j' })).toEqual(['11']);
  expect(select({ max: 1 }), 'a superseded score is none').toEqual([]);
});

test('questions without any score are listed until a filter is about scores', () => {
  const questions = (change: Partial<Filters>) => {
    const filters = { ...start, ...change };
    return selectQuestions(overview, filters, selectAnswers(answers, overview, filters));
  };
  expect(questions({})).toEqual([0, 1, 2]);
  expect(questions({ category: 'math' })).toEqual([0, 2]);
  expect(questions({ category: 'math', model: 'b', list: 'lowest' })).toEqual([0]);
  expect(questions({ category: 'math', model: 'b' }), 'it has met another on question 2').toEqual([0, 2]);
  expect(questions({ judge: 'j' }), 'who has rated on 0 and 1').toEqual([0, 1, 2]);
  expect(questions({ model: 'b', min: 6 }), 'a match has no score').toEqual([1]);
});

test('matches of two models stand in the lists of what is unparsed and flagged, by the same filters', () => {
  const rowsOf = (change: Partial<Filters>) => selectGames(overview, { ...start, ...change });
  expect(rowsOf({})).toEqual([0, 1, 2]);
  expect(rowsOf({ list: 'unparsed' })).toEqual([1]);
  expect(rowsOf({ list: 'unparsed', judge: 'i' })).toEqual([]);
  expect(rowsOf({ list: 'flagged', model: 'b' })).toEqual([2]);
  expect(rowsOf({ list: 'flagged', category: 'writing' })).toEqual([]);
  expect(rowsOf({ list: 'lowest' })).toEqual([]);
});

test('a benchmark lists what is wrong, what has no answer, and where graders disagree', () => {
  const none = flagBit('no answer');
  const graded: Row[] = [
    [0, 0, 0, 1],
    [0, 0, 1, 0],
    [1, 0, 0, 0, none],
    [1, 0, 1, 0, none],
    [2, 0, 0, 1],
    [2, 0, 1, 1],
  ];
  const bench = {
    ...overview,
    single: { grader: 'i', scale: [0, 1] },
    scores: {
      ...{ question: graded.map(([each]) => each), model: graded.map(([, each]) => each) },
      ...{ judge: graded.map(([, , each]) => each), score: graded.map(([, , , each]) => each) },
      ...{ flags: graded.map(([, , , , each = 0]) => each), turn: graded.map(() => 1) },
      ...{ choice: graded.map(() => 0), repeat: graded.map(() => 0) },
    },
  } as unknown as Overview;
  const all = ratedAnswers(bench);
  const listed = (list: Filters['list']) =>
    selectAnswers(all, bench, { ...start, list }).map(({ question }) => question);
  expect(listed('wrong')).toEqual([0]);
  expect(listed('no-answer')).toEqual([1]);
  expect(listed('disagree')).toEqual([0]);
  expect(listed('flagged')).toEqual([]);
  expect(oneMetric(all[0]?.rows ?? [], bench, '').map(({ score }) => score)).toEqual([1]);
  expect(oneMetric(all[0]?.rows ?? [], bench, 'j').map(({ score }) => score)).toEqual([0]);
});

test('a report that goes without some texts lists what can be read', () => {
  const bounded = { ...overview, withTexts: [1] };
  const all = ratedAnswers(bounded);
  expect(new Set(all.map(({ question }) => question))).toEqual(new Set([1]));
  expect(selectQuestions(bounded, start, all)).toEqual([1]);
});
