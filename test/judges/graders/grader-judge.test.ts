import { expect, test } from 'vitest';
import { JudgeError, UserError } from '../../../src/errors.ts';
import { type Grader, GraderError } from '../../../src/judges/graders/grader.ts';
import { graderJudge } from '../../../src/judges/graders/grader-judge.ts';
import { hashMatch, type PairMatch, type SingleMatch } from '../../../src/judges/match.ts';
import { findGraderJudge } from '../../../src/judges/registry.ts';

/** Finds the first word in capitals, and compares it with the target. */
const grader: Grader = {
  name: 'capitals',
  version: '2',
  grade: ({ question, response }) => {
    const { target } = question;
    if (typeof target !== 'string') throw new GraderError('the question has no target');
    const extracted = /\b[A-Z]{2,}\b/.exec(response)?.[0];
    if (extracted === undefined) return { kind: 'no-answer', target, rationale: 'No word in capitals.' };
    const rationale = `The first word in capitals is ${extracted}.`;
    const score = extracted === target ? 1 : 0;
    return { kind: 'graded', score, extracted, target, rationale, details: { length: extracted.length } };
  },
};
const judge = graderJudge(grader);

const match = (answer: string, target?: string): SingleMatch => ({
  type: 'single',
  question: { question_id: 1, category: 'stem', turns: ['Why?'], ...(target ? { target } : {}) },
  turn: 1,
  model: 'm',
  choice: 0,
  repeat: 0,
  answers: [answer],
});

test('a grader is a judge by its name and version, from 0 to 1, without a prompt', async () => {
  expect(judge).toMatchObject({ id: 'capitals@2', kind: 'program', scale: [0, 1] });
  expect(judge.methodFor(match('')).name).toBe('program');
  expect(await judge.decide(match('It is YES.', 'YES'))).toEqual({
    verdict: { kind: 'rating', rating: 1 },
    rationale: 'The first word in capitals is YES.',
    reply: 'The first word in capitals is YES.',
    prompt: '',
    calls: [],
    grading: { extracted: 'YES', target: 'YES', details: { length: 3 } },
  });
});

test('no answer found is the score 0 with nothing extracted', async () => {
  expect(await judge.decide(match('it is yes', 'YES'))).toMatchObject({
    verdict: { kind: 'rating', rating: 0 },
    rationale: 'No word in capitals.',
    grading: { extracted: undefined, target: 'YES' },
  });
});

test('a question that cannot be graded is no judgment, and any other error is a bug', async () => {
  await expect(judge.decide(match('YES'))).rejects.toBeInstanceOf(JudgeError);
  const broken = graderJudge({
    ...grader,
    grade: () => {
      throw new RangeError('a bug');
    },
  });
  await expect(broken.decide(match('YES'))).rejects.toBeInstanceOf(RangeError);
});

test('a grader takes no pairs', () => {
  const { question, choice, repeat } = match('');
  const models = { model_1: 'm', model_2: 'n', answersA: [''], answersB: [''] };
  const pair: PairMatch = { type: 'pairwise', question, turn: 1, choice, repeat, ...models };
  expect(() => judge.methodFor(pair)).toThrow(UserError);
});

test('what a grader compares with is part of what makes a judgment stale', () => {
  const hashOf = (target?: string) => hashMatch(match('YES', target)).question_hash;
  expect(new Set([hashOf(), hashOf('YES'), hashOf('NO')]).size).toBe(3);
});

test('`findGraderJudge()` knows its graders by name, with or without the version that it has', async () => {
  const known = { 'lm-eval/capitals:first': async () => ({ ...grader, name: 'lm-eval/capitals:first' }) };
  const found = await findGraderJudge('lm-eval/capitals:first', known);
  expect(found?.id).toBe('lm-eval/capitals:first@2');
  expect((await findGraderJudge('lm-eval/capitals:first@2', known))?.id).toBe(found?.id);
  await expect(findGraderJudge('lm-eval/capitals:first@1', known)).rejects.toThrow(
    'has lm-eval/capitals:first@2',
  );
  expect(await findGraderJudge('openai/gpt-4.1', known)).toBeUndefined();
  expect(await findGraderJudge('constructor', known)).toBeUndefined();
});
