import { expect, test } from 'vitest';
import { contentHash } from '../../../src/content-hash.ts';
import { pairMode } from '../../../src/generate/judgments/pairwise.ts';
import { singleMode } from '../../../src/generate/judgments/single.ts';
import type { SingleJudgment } from '../../../src/records/judgment.ts';
import type { PairJudgment } from '../../../src/records/pair-judgment.ts';
import type { AnswerReader } from '../../../src/store/answers/answer-file.ts';

const single: SingleJudgment = {
  ...{ question_id: 1, model: 'm', judge: ['j', 'single'], user_prompt: 'u', judgment: 'Rating: [[7]]' },
  ...{ score: 7, turn: 1, tstamp: 1.5 },
};
const hashes = { question_hash: 'q', reference_hash: null, prompt_hash: 'p' };
const pair: PairJudgment = {
  ...{
    question_id: 1,
    model_1: 'a',
    model_2: 'b',
    g1_winner: 'model_1',
    g2_winner: 'tie',
    judge: ['j', 'pair'],
  },
  ...{ g1_user_prompt: 'A a B b', g1_judgment: '[[A]]', g2_user_prompt: 'A b B a', g2_judgment: '[[C]]' },
  ...{ turn: 1, tstamp: 1.5 },
};

test('`singleMode` hashes what a judgment was made from, and nothing where FastChat wrote it', () => {
  const kept = singleMode.summarise({ ...single, ...hashes, answer_hash: 'a' });
  expect(kept.inputsHash).toBe(contentHash({ ...hashes, answer_hashes: ['a'] }));
  expect(singleMode.summarise(single)).toEqual({
    methodName: 'single',
    inputsHash: undefined,
    prompts: contentHash(['u']),
  });
});

test('`pairMode()` takes a record in the other order of models for the same match', () => {
  const mode = pairMode();
  const one = { ...pair, ...hashes, answer_1_hash: 'ha', answer_2_hash: 'hb' };
  const other: PairJudgment = {
    ...one,
    ...{ model_1: 'b', model_2: 'a', answer_1_hash: 'hb', answer_2_hash: 'ha' },
    ...{ g1_user_prompt: pair.g2_user_prompt, g2_user_prompt: pair.g1_user_prompt },
  };
  expect(mode.keyOf(other)).toBe(mode.keyOf(one));
  expect(mode.summarise(other)).toEqual(mode.summarise(one));
  expect(mode.rankOf(other, 3)).toEqual(mode.rankOf(one, 3));
});

test('`pairMode()` pairs every two models once, or each with the baseline', () => {
  const reader = (model: string): AnswerReader => ({
    model,
    torn: undefined,
    answers: new Map(),
    read: () => Promise.reject(new Error('not read')),
    close: async () => undefined,
  });
  const readers = ['c', 'a', 'b'].map(reader);
  const named = (baseline?: string) =>
    pairMode(baseline)
      .pairings(readers)
      .map((readers) => readers.map(({ model }) => model).join(' '));
  expect(named()).toEqual(['a b', 'a c', 'b c']);
  expect(named('b')).toEqual(['a b', 'b c']);
});
