import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  majorityVote,
  majorityVotes,
  pairsAcross,
  pairsWithin,
  swapVote,
  type Vote,
  voteAgreement,
} from '../../src/stats/vote-agreement.ts';
import { sharedData } from '../support/cli.ts';

interface VoteRow {
  judge: string;
  model_a: string;
  model_b: string;
  question_id: number;
  turn: number;
  winner: string;
}

const folder = join(sharedData, 'human');
const votes: Record<string, Vote> = {
  model_a: 'first',
  model_b: 'second',
  tie: 'tie',
  'tie (inconsistent)': 'inconsistent',
};

function votesOf(file: string, turn: number, judge: RegExp): Map<string, Vote[]> {
  const byComparison = new Map<string, Vote[]>();
  for (const line of readFileSync(join(folder, file), 'utf8').trim().split('\n')) {
    const row: VoteRow = JSON.parse(line);
    const vote = votes[row.winner];
    if (row.turn !== turn || !judge.test(row.judge) || vote === undefined) continue;
    const inOrder = row.model_a < row.model_b;
    const models = inOrder ? [row.model_a, row.model_b] : [row.model_b, row.model_a];
    const key = [row.question_id, ...models].join();
    byComparison.set(key, [...(byComparison.get(key) ?? []), inOrder ? vote : swapVote(vote)]);
  }
  return byComparison;
}

describe.skipIf(!existsSync(folder))('real votes (needs shared/data/human)', () => {
  test("`voteAgreement()` gives the paper's agreement of GPT-4 with experts on the first turn", () => {
    const humans = votesOf('human.jsonl', 1, /^expert/);
    const pairs = pairsAcross(votesOf('gpt4_pair.jsonl', 1, /./), humans);
    expect(voteAgreement(pairs, 'S1')).toMatchObject({ agreed: 886, total: 1343 });
    expect(voteAgreement(pairs, 'S2')).toMatchObject({ agreed: 727, total: 859 });
    expect(voteAgreement(pairs, 'S1').kappa).toBeGreaterThan(0.4);
    expect(voteAgreement(pairs, 'S2').kappa).toBeGreaterThan(0.6);
  });

  test("`pairsWithin()` gives the paper's agreement of experts among themselves on the first turn", () => {
    const pairs = pairsWithin(votesOf('human.jsonl', 1, /^expert/));
    // Table 5 of the paper: 63 % with ties, 81 % without.
    expect(voteAgreement(pairs, 'S1').share).toBeCloseTo(0.63, 2);
    expect(voteAgreement(pairs, 'S2').share).toBeCloseTo(0.81, 2);
  });
});

const vote = fc.constantFrom<Vote>('first', 'second', 'tie', 'inconsistent');
const pairs = fc.array(fc.tuple(vote, vote));

test('`voteAgreement()` ignores the order of pairs, of sides, and of the models', () => {
  fc.assert(
    fc.property(pairs, fc.constantFrom('S1' as const, 'S2' as const), (all, setup) => {
      const plain = voteAgreement(all, setup);
      for (const other of [
        all.toReversed(),
        all.map(([left, right]) => [right, left] as const),
        all.map(([left, right]) => [swapVote(left), swapVote(right)] as const),
      ]) {
        expect(voteAgreement(other, setup)).toEqual({
          ...plain,
          ...(plain.kappa !== undefined && { kappa: expect.closeTo(plain.kappa, 10) }),
        });
      }
      expect(plain.share).toBe(plain.total === 0 ? undefined : plain.agreed / plain.total);
    }),
  );
});

test('`voteAgreement()` counts inconsistent as tie in S1 and leaves both out in S2', () => {
  const all: [Vote, Vote][] = [
    ['inconsistent', 'tie'],
    ['first', 'first'],
    ['first', 'second'],
    ['tie', 'first'],
  ];
  expect(voteAgreement(all, 'S1')).toMatchObject({ agreed: 2, total: 4, share: 0.5 });
  expect(voteAgreement(all, 'S2')).toMatchObject({ agreed: 1, total: 2, share: 0.5, kappa: 0 });
  expect(voteAgreement([], 'S1')).toEqual({ agreed: 0, total: 0, share: undefined, kappa: undefined });
});

test('`pairsAcross()` and `pairsWithin()` take every pair of votes on a comparison once', () => {
  const judge = new Map<string, Vote[]>([
    ['q1', ['first']],
    ['q3', ['tie']],
  ]);
  const humans = new Map<string, Vote[]>([
    ['q1', ['first', 'tie', 'second']],
    ['q2', ['tie', 'first']],
  ]);
  expect(pairsAcross(judge, humans)).toEqual([
    ['first', 'first'],
    ['first', 'tie'],
    ['first', 'second'],
  ]);
  expect(pairsWithin(humans)).toEqual([
    ['first', 'tie'],
    ['first', 'second'],
    ['tie', 'second'],
    ['tie', 'first'],
  ]);
});

test('`majorityVote()` needs one leader; inconsistent votes count as ties', () => {
  expect(majorityVote(['first', 'second', 'second'])).toBe('second');
  expect(majorityVote(['inconsistent', 'tie', 'first'])).toBe('tie');
  expect(majorityVote(['first', 'second'])).toBeUndefined();
  expect(majorityVote([])).toBeUndefined();
  const byComparison = new Map<string, Vote[]>([
    ['q1', ['first']],
    ['q2', ['tie', 'first']],
  ]);
  expect([...majorityVotes(byComparison)]).toEqual([['q1', ['first']]]);
});
