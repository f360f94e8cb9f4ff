import { expect, test } from 'vitest';
import { hashQuestion, longestFirst, planAnswers } from '../../../src/generate/answers/plan.ts';
import type { Question } from '../../../src/records/question.ts';
import type { AnswerSummary } from '../../../src/store/answers/summary.ts';

const ask = (id: number, turns = ['One?', 'Two?']): Question => ({
  question_id: id,
  category: 'math',
  turns,
});
const span = { offset: 0, length: 1, number: 1 };

/** The answers on disk, by question. */
function onDisk(answers: Record<number, Partial<AnswerSummary>>) {
  const entries = new Map(
    Object.entries(answers).map(([id, answer]) => [
      id,
      {
        modelId: 'm',
        choices: [],
        method: 'generate' as const,
        questionHash: undefined,
        sentTo: undefined,
        askedWith: undefined,
        asked: undefined,
        ...answer,
        ...span,
      },
    ]),
  );
  return { entries, duplicates: 0, torn: undefined };
}

const choice = (index: number, turns = 2) => ({ index, hashes: Array.from({ length: turns }, () => 'h') });
const options = { numChoices: 1, overwrite: false };

test('what is not answered is pending, and what is answered is done', () => {
  const plan = planAnswers([ask(1), ask(2)], onDisk({ 1: { choices: [choice(0)] } }), options);
  expect(plan).toMatchObject({ done: 1, stale: 0 });
  expect(plan.pending.map(({ question, choices }) => [question.question_id, choices])).toEqual([[2, [0]]]);
});

test('an answer to another wording is stale and asked again, one that keeps no hash counts as it is', () => {
  const stale = { choices: [choice(0)], questionHash: hashQuestion(ask(1, ['Before?', 'Two?'])) };
  const valid = { choices: [choice(0)], questionHash: hashQuestion(ask(2)) };
  const answers = onDisk({ 1: stale, 2: valid, 3: { choices: [choice(0)] } });
  const plan = planAnswers([ask(1), ask(2), ask(3)], answers, options);
  expect(plan).toMatchObject({ done: 2, stale: 1 });
  expect(plan.pending).toMatchObject([{ question: { question_id: 1 }, keep: undefined }]);
});

test('choices that are there are kept, those that are missing or cut short are asked', () => {
  const answers = onDisk({ 1: { choices: [choice(0), choice(1, 1)] } });
  const [pending] = planAnswers([ask(1)], answers, { ...options, numChoices: 3 }).pending;
  expect(pending).toMatchObject({ choices: [1, 2], keep: span });
});

test('an overwriting run keeps nothing', () => {
  const plan = planAnswers([ask(1)], onDisk({ 1: { choices: [choice(0)] } }), {
    ...options,
    overwrite: true,
  });
  expect(plan).toMatchObject({ done: 0, pending: [{ choices: [0], keep: undefined }] });
});

test('questions of the most turns are begun first, the others in their order', () => {
  const pending = [ask(1, ['a']), ask(2, ['a', 'b', 'c']), ask(3, ['a'])].map((question) => ({
    question,
    choices: [0],
    keep: undefined,
  }));
  expect(longestFirst(pending).map(({ question }) => question.question_id)).toEqual([2, 1, 3]);
});

test('a choice with turns that are recorded as not answered is kept, and pending only where they are asked for again', () => {
  const answers = onDisk({
    1: { choices: [{ ...choice(0, 1), unanswered: 1 }] },
    2: { choices: [choice(0)] },
  });
  const kept = planAnswers([ask(1), ask(2)], answers, options);
  expect(kept).toMatchObject({ done: 2, unanswered: 1, pending: [] });
  const again = planAnswers([ask(1), ask(2)], answers, { ...options, retryFailed: true });
  expect(again).toMatchObject({ done: 1, unanswered: 0 });
  expect(again.pending).toMatchObject([{ question: { question_id: 1 }, choices: [0], keep: undefined }]);
});
