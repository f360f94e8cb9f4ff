import { expect, onTestFinished, test } from 'vitest';
import { readVotes } from '../../../src/results/agreement/read-votes.ts';
import { makeDataDir } from '../../support/cli.ts';

const vote = { judge: 'v', model_a: 'm', model_b: 'n', question_id: 1, turn: 1, winner: 'model_a' };
const pair = {
  ...{ question_id: 1, model_1: 'm', model_2: 'n', judge: ['j', 'pair-v2'], turn: 1 },
  ...{ g1_winner: 'model_1', g2_winner: 'model_1' },
};

async function read(...files: (string | readonly unknown[])[]) {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const written = files.map((content, index) => data.write(`${index}.jsonl`, content));
  return readVotes(await Promise.all(written));
}

async function votesOf(records: readonly unknown[]) {
  return (await read(records)).votes.map(({ vote }) => vote);
}

test('`readVotes()` tells a pair judgment from a vote line by line, and gives both one comparison', async () => {
  const { votes, judges } = await read([vote, pair], [{ ...vote, judge: 'w', question_id: '1' }]);
  expect(votes.map(({ judge, vote: cast }) => [judge, cast])).toEqual([
    ['v', 'first'],
    ['j', 'first'],
    ['w', 'first'],
  ]);
  expect(new Set(votes.map(({ comparison }) => comparison)).size).toBe(1);
  expect(judges).toEqual(['j', 'v', 'w']);
});

test('`readVotes()` takes the models in the order of their names', async () => {
  const swapped = { ...vote, judge: 'w', model_a: 'n', model_b: 'm' };
  expect(await votesOf([vote, swapped])).toEqual(['first', 'second']);
  expect(
    await votesOf([
      { ...vote, winner: 'model_b' },
      { ...swapped, winner: 'model_b' },
    ]),
  ).toEqual(['second', 'first']);
  const pairs = [
    { ...pair, turn: 1, model_1: 'n', model_2: 'm' },
    { ...pair, turn: 2, model_1: 'n', model_2: 'm', g1_winner: 'model_2', g2_winner: 'model_2' },
  ];
  expect(await votesOf(pairs)).toEqual(['second', 'first']);
});

test('`readVotes()` keeps ties and inconsistent verdicts apart', async () => {
  const winners = ['tie', 'tie (bothbad)', 'tie (inconsistent)'];
  const votes = winners.map((winner, index) => ({ ...vote, question_id: index, winner }));
  expect(await votesOf(votes)).toEqual(['tie', 'tie', 'inconsistent']);
  const games = [
    ['tie', 'tie'],
    ['model_1', 'model_2'],
    ['tie', 'model_2'],
  ];
  const pairs = games.map(([g1_winner, g2_winner], index) => ({
    ...pair,
    question_id: index,
    g1_winner,
    g2_winner,
  }));
  expect(await votesOf(pairs)).toEqual(['tie', 'inconsistent', 'inconsistent']);
});

test('`readVotes()` tells comparisons apart by question, turn, choice and models', async () => {
  const changes = [{}, { question_id: 2 }, { turn: 2 }, { choice: 1 }, { model_2: 'o' }];
  const { votes } = await read(changes.map((change) => ({ ...pair, ...change })));
  expect(new Set(votes.map(({ comparison }) => comparison)).size).toBe(5);
});

test('`readVotes()` counts a pair judgment with an error and gives no vote for it', async () => {
  const failed = [
    { ...pair, g1_winner: 'error' },
    { ...pair, turn: 2, g2_winner: 'error' },
  ];
  const { votes, errors, judges } = await read(failed);
  expect(votes).toEqual([]);
  expect([...errors]).toEqual([['j', 2]]);
  expect(judges).toEqual(['j']);
});

test('`readVotes()` takes the last vote of a judge on a comparison and counts the others', async () => {
  const later = { ...vote, model_a: 'n', model_b: 'm', winner: 'model_a' };
  const { votes, duplicates } = await read(
    [vote, { ...vote, turn: 2 }],
    [later, { ...pair, repeat: 1 }, pair],
  );
  expect(votes.map(({ judge, turn, vote: cast }) => [judge, turn, cast])).toEqual([
    ['v', 1, 'second'],
    ['v', 2, 'first'],
    ['j', 1, 'first'],
    ['j', 1, 'first'],
  ]);
  expect([...duplicates]).toEqual([['v', 1]]);
});

test('`readVotes()` takes every vote of voters that are not named', async () => {
  const { judge: _, ...unnamed } = vote;
  const { votes, duplicates } = await read([unnamed, unnamed], [unnamed]);
  expect(votes.map(({ judge }) => judge)).toEqual(['anonymous', 'anonymous', 'anonymous']);
  expect(duplicates.size).toBe(0);
});

test('`readVotes()` sets a torn last line aside and names the judges of a demo', async () => {
  const { votes, torn, demo } = await read(`${JSON.stringify({ ...pair, demo: true })}\n{"judge": "v`);
  expect(votes).toHaveLength(1);
  expect(torn).toEqual([{ file: expect.stringMatching(/0\.jsonl$/), line: 2 }]);
  expect([...demo]).toEqual(['j']);
});

test.each([
  ['a single judgment', { question_id: 1, model: 'm', judge: ['j', 's'], score: 7, turn: 1 }, ': judge is '],
  ['another winner', { ...vote, winner: 'model_1' }, ': winner is "model_1"'],
  ['another winner of a game', { ...pair, g2_winner: 'model_a' }, ': g2_winner is "model_a"'],
  ['a model against itself', { ...vote, model_b: 'm' }, ': model_b is "m": it must differ from model_a'],
  ['a pair of one model', { ...pair, model_2: 'm' }, ': model_2 is "m" like model_1'],
  ['a vote without question', { ...vote, question_id: undefined }, ': question_id is missing'],
  ['a number', 7, ': the line is 7'],
])('`readVotes()` names file and line of %s', async (_, record, message) => {
  await expect(read([vote, record])).rejects.toThrow(`0.jsonl:2${message}`);
});
