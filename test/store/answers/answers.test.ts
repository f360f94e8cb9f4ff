import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentHash } from '../../../src/content-hash.ts';
import { countAnswers, indexAnswers, isFailedChoice, modelIdOf } from '../../../src/store/answers/answers.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

const answer = {
  question_id: 1,
  answer_id: 'a',
  model_id: 'm',
  choices: [{ index: 0, turns: ['One.', 'Two.'] }],
  tstamp: 1.5,
};

test('`indexAnswers()` keeps a hash of the answers up to each turn, and of the question', async () => {
  const file = await dir.write('m.jsonl', [{ ...answer, question_hash: 'q' }]);
  expect((await indexAnswers(file)).entries.get('1')).toMatchObject({
    modelId: 'm',
    choices: [{ index: 0, hashes: [contentHash(['One.']), contentHash(['One.', 'Two.'])] }],
    questionHash: 'q',
    sentTo: undefined,
  });
});

test('`indexAnswers()` tells whom the first call went to', async () => {
  const call = {
    sent: { endpoint: 'openai', model: 'x', parameters: {} },
    finish_reason: 'stop',
    latency_ms: 1,
    attempts: 1,
  };
  const choices = [{ index: 0, turns: ['One.'], calls: [call] }];
  const file = await dir.write('m.jsonl', [{ ...answer, choices }]);
  expect((await indexAnswers(file)).entries.get('1')?.sentTo).toBe('openai/x');
});

test('`indexAnswers()` leaves out what FastChat wrote for a failed call: an error mark is no answer', async () => {
  const choices = [
    { index: 0, turns: ['One.', '$ERROR$'] },
    { index: 1, turns: ['One.', 'The text $ERROR$ in an answer.'] },
  ];
  const file = await dir.write('m.jsonl', [{ ...answer, choices }]);
  expect((await indexAnswers(file)).entries.get('1')?.choices.map(({ index }) => index)).toEqual([1]);
  expect(isFailedChoice({ index: 0, turns: ['$ERROR$'] })).toBe(true);
});

test('`indexAnswers()` names a judgments file that stands in the place of answers', async () => {
  const file = await dir.write('m.jsonl', [{ question_id: 1, model: 'm', judge: ['j', 'p'], score: 7 }]);
  await expect(indexAnswers(file)).rejects.toThrow(
    /m\.jsonl:1: model_id is missing \(the file should hold answers\)$/,
  );
});

test('`modelIdOf()` is the record’s own where it fits the file, or else the file’s', () => {
  expect(modelIdOf('/d/org-m.jsonl', 'org/m')).toBe('org/m');
  expect(modelIdOf('/d/claude-v1.jsonl', 'claude-1.3')).toBe('claude-v1');
  expect(modelIdOf('/d/m.jsonl', undefined)).toBe('m');
});

test('`indexAnswers()` keeps no hash of turns that are recorded as not answered, and counts them', async () => {
  const unanswered = { turn: 2, reason: 'context_exceeded', message: 'too long' };
  const choices = [
    { index: 0, turns: ['One.', '', ''], unanswered },
    { index: 1, turns: ['One.', '', 'Three.'] },
  ];
  const file = await dir.write('m.jsonl', [{ ...answer, choices }]);
  const [first, second] = (await indexAnswers(file)).entries.get('1')?.choices ?? [];
  expect(first).toEqual({ index: 0, hashes: [contentHash(['One.'])], unanswered: 2 });
  // An empty answer is one.
  expect(second?.hashes).toHaveLength(3);
  expect(second).not.toHaveProperty('unanswered');
});

test('`countAnswers()` keeps what `indexAnswers()` keeps, and as many hashes', async () => {
  const choices = [
    { index: 0, turns: ['One.', 'Two.'] },
    {
      index: 2,
      turns: ['One.', ''],
      unanswered: { turn: 2, reason: 'context_exceeded', message: 'too long' },
    },
  ];
  const file = await dir.write('m.jsonl', [answer, { ...answer, choices, question_hash: 'q' }]);
  const [counted, indexed] = [await countAnswers(file), await indexAnswers(file)];
  const shape = ({ entries, ...index }: typeof indexed) => ({
    ...index,
    entries: [...entries].map(([key, { choices, ...entry }]) => [
      key,
      { ...entry, choices: choices.map(({ hashes, ...choice }) => ({ ...choice, turns: hashes.length })) },
    ]),
  });
  expect(shape(counted)).toEqual(shape(indexed));
  expect(counted.entries.get('1')?.choices.map(({ hashes }) => hashes.length)).toEqual([2, 1]);
});
