import { expect, test } from 'vitest';
import { hashMatch, referencesUpTo } from '../../src/judges/match.ts';
import type { Question } from '../../src/records/question.ts';

const question: Question = {
  question_id: 1,
  category: 'math',
  turns: ['one?', 'two?'],
  reference: ['1', '2'],
};

test('`referencesUpTo()` gives the references of the turns so far, or none where the question has none', () => {
  expect(referencesUpTo(question, 1)).toEqual(['1']);
  expect(referencesUpTo(question, 2)).toEqual(['1', '2']);
  expect(referencesUpTo({ question_id: 1, category: 'math', turns: ['one?'] }, 1)).toBeUndefined();
});

test('`hashMatch()` leaves a turn as it is when a later turn changes', () => {
  const before = hashMatch({ question, turn: 1, answers: ['a'] });
  const changed = { ...question, turns: ['one?', 'three?'], reference: ['1', '3'] };
  expect(hashMatch({ question: changed, turn: 1, answers: ['a'] })).toEqual(before);
});

test('`hashMatch()` notices each change of question, category, answer and reference', () => {
  const before = hashMatch({ question, turn: 2, answers: ['a', 'b'] });
  const hashOf = (change: Partial<Question>, answers = ['a', 'b']) =>
    hashMatch({ question: { ...question, ...change }, turn: 2, answers });
  expect(hashOf({ turns: ['one!', 'two?'] }).question_hash).not.toBe(before.question_hash);
  expect(hashOf({ category: 'coding' }).question_hash).not.toBe(before.question_hash);
  expect(hashOf({ reference: ['1', '3'] }).reference_hash).not.toBe(before.reference_hash);
  expect(hashOf({}, ['a!', 'b']).answer_hash).not.toBe(before.answer_hash);
  expect(hashOf({ question_id: 2, extra: true })).toEqual(before);
});

test('`hashMatch()` says null for a question without a reference', () => {
  const plain: Question = { question_id: 1, category: 'math', turns: ['one?'] };
  expect(hashMatch({ question: plain, turn: 1, answers: ['a'] }).reference_hash).toBeNull();
});
