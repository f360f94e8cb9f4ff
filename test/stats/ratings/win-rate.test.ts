import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countMatches,
  type GameWinner,
  matchOutcome,
  winRates,
} from '../../../src/stats/ratings/win-rate.ts';
import { sharedData } from '../../support/cli.ts';
import { hasVectors, needsVectors, vector } from '../vectors.ts';

describe.skipIf(!hasVectors)(`exact cases ${needsVectors}`, () => {
  test('`countMatches()` and `winRates()` give the figures of the winrate block', () => {
    const block = vector<{ games: [GameWinner, GameWinner][]; model_1: Record<string, number> }>('winrate');
    const { errors, ...count } = countMatches(block.games);
    const { win, loss, tie, win_rate, loss_rate, win_rate_adjusted } = block.model_1;
    expect(count).toEqual({ win, loss, tie });
    expect(errors).toBe(1);
    expect(winRates(count)).toEqual({
      winRate: win_rate,
      lossRate: loss_rate,
      winRateAdjusted: win_rate_adjusted,
    });
  });
});

const pairFile = join(sharedData, 'fastchat', 'model_judgment', 'gpt-4_pair.jsonl');

describe.skipIf(!existsSync(pairFile))('real judgments (needs shared/data/fastchat)', () => {
  test("`countMatches()` gives FastChat's figures of a real file of pairs", () => {
    const rows: { model_1: string; g1_winner: GameWinner; g2_winner: GameWinner }[] = readFileSync(
      pairFile,
      'utf8',
    )
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const count = countMatches(rows.map(({ g1_winner, g2_winner }) => [g1_winner, g2_winner]));
    expect(new Set(rows.map((row) => row.model_1))).toEqual(new Set(['phi-3']));
    expect(count).toEqual({ win: 18, loss: 20, tie: 35, errors: 2 });
    expect(winRates(count)?.winRate).toBeCloseTo(0.246575, 6);
    expect(winRates(count)?.winRateAdjusted).toBeCloseTo(0.486301, 6);
  });
});

const games = fc.array(
  fc.tuple(
    fc.constantFrom<GameWinner>('model_1', 'model_2', 'tie', 'error'),
    fc.constantFrom<GameWinner>('model_1', 'model_2', 'tie', 'error'),
  ),
);
const swap: Record<GameWinner, GameWinner> = {
  model_1: 'model_2',
  model_2: 'model_1',
  tie: 'tie',
  error: 'error',
};

test('`countMatches()` counts every match once, and turns wins into losses for the other model', () => {
  fc.assert(
    fc.property(games, (all) => {
      const count = countMatches(all);
      expect(count.win + count.loss + count.tie + count.errors).toBe(all.length);
      expect(countMatches(all.map(([g1, g2]) => [swap[g1], swap[g2]]))).toEqual({
        ...count,
        win: count.loss,
        loss: count.win,
      });
      expect(countMatches(all.map(([g1, g2]) => [g2, g1]))).toEqual(count);
      const rates = winRates(count);
      if (rates !== undefined)
        expect(rates.winRate - rates.lossRate).toBeCloseTo(2 * rates.winRateAdjusted - 1, 12);
      else expect(count.errors).toBe(all.length);
    }),
  );
});

test('`matchOutcome()` needs both games to agree on a winner', () => {
  expect(matchOutcome('model_2', 'model_2')).toBe('model_2');
  expect(matchOutcome('model_1', 'model_2')).toBe('tie');
  expect(matchOutcome('tie', 'model_1')).toBe('tie');
  expect(matchOutcome('tie', 'error')).toBeUndefined();
});
