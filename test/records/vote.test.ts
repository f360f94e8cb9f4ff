import { expect, test } from 'vitest';
import { pairJudgmentKey } from '../../src/records/pair-judgment.ts';
import { type VoteRecord, voteKey, voteSchema } from '../../src/records/vote.ts';

const vote: VoteRecord = {
  ...{ judge: 'expert_1', model_a: 'm', model_b: 'n', question_id: 81, turn: 1 },
  winner: 'model_a',
};

test.each(['model_a', 'model_b', 'tie', 'tie (bothbad)', 'tie (inconsistent)'])(
  'a vote may be %j',
  (winner) => {
    expect(voteSchema.parse({ ...vote, winner })).toEqual({ ...vote, winner });
  },
);

test('a vote of the arena names neither judge nor question nor turn, and unknown fields pass through', () => {
  const arena = { model_a: 'm', model_b: 'n', winner: 'tie (bothbad)', language: 'English' };
  expect(voteSchema.parse(arena)).toEqual(arena);
});

test.each([
  ['another winner', { winner: 'model_c' }],
  ['no winner', { winner: undefined }],
  ['no second model', { model_b: undefined }],
  ['a model against itself', { model_b: 'm' }],
  ['a turn of none', { turn: 0 }],
])('a vote with %s is refused', (_, change) => {
  expect(voteSchema.safeParse({ ...vote, ...change }).success).toBe(false);
});

test('`voteKey()` does not depend on the order of the models, nor on whether a question id is a number', () => {
  const other = { ...vote, model_a: 'n', model_b: 'm', question_id: '81', winner: 'tie' as const };
  expect(voteKey(other)).toBe(voteKey(vote));
  expect(voteKey({ ...vote, turn: 2 })).not.toBe(voteKey(vote));
  expect(voteKey({ ...vote, judge: 'expert_2' })).not.toBe(voteKey(vote));
});

test('`voteKey()` is that of the pair judgment on the same answers by the same judge', () => {
  const pair = {
    question_id: 81,
    model_1: 'n',
    model_2: 'm',
    judge: ['expert_1', 'pair-v2'] as const,
    turn: 1,
  };
  expect(voteKey(vote)).toBe(pairJudgmentKey(pair));
});

test('`voteKey()` is undefined where nobody can tell a second vote from a first', () => {
  expect(voteKey({ ...vote, judge: undefined })).toBeUndefined();
  expect(voteKey({ ...vote, question_id: undefined })).toBeUndefined();
});
