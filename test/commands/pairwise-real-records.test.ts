/** Pairwise results of real records: FastChat's figures, and Bradley–Terry on all human votes. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, sharedData } from '../support/cli.ts';
import { linesOf } from '../support/scene.ts';

const judgments = join(sharedData, 'fastchat', 'model_judgment', 'gpt-4_pair.jsonl');
const human = join(sharedData, 'human', 'human.jsonl');
const votes = join(sharedData, 'human', 'gpt4_pair.jsonl');

const show = (file: string, ...args: string[]) =>
  run('show-results', ['--mode', 'pairwise-all', '--input-file', file, ...args]);
const board = async (file: string, ...args: string[]) =>
  JSON.parse((await show(file, ...args, '--format', 'json')).stdout);

describe.skipIf(!existsSync(sharedData))('real records (skipped where the shared records are absent)', () => {
  test('`--compat fastchat` prints what FastChat’s own `show_result.py` prints', async () => {
    const { code, stdout, stderr } = await show(judgments, '--compat', 'fastchat');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toEqual([
      '           win  loss  tie  win_rate  loss_rate  win_rate_adjusted',
      `model${' '.repeat(60)}`,
      'phi-3-dpo   20    18   35  0.273973   0.246575           0.513699',
      'phi-3       18    20   35  0.246575   0.273973           0.486301',
      '',
    ]);
  });

  test('the same judgments as a board: the two matches with errors are left out, and counted', async () => {
    const { models, order } = await board(judgments);
    expect(models[0]).toMatchObject({
      ...{ model: 'phi-3-dpo', win: 20, loss: 18, tie: 35, games_with_errors: 2, rank: 1 },
      coverage: { expected: 75, judged: 73, unparsed: 2 },
    });
    expect(order.consistent + order.inconsistent).toBe(73);
    expect(order.prefers_first + order.prefers_second + order.one_tied).toBe(order.inconsistent);
    expect(order.prefers_first).toBeGreaterThan(order.prefers_second);
  });

  test('Bradley–Terry on all human votes gives FastChat’s ratings', async () => {
    const { models, ratings } = await board(human);
    const rated = Object.fromEntries(
      models.map(({ model, rating }: { model: string; rating: number }) => [model, rating]),
    );
    expect(Math.abs(rated['gpt-4'] - 1177.391)).toBeLessThan(0.01);
    expect(Math.abs(rated['claude-v1'] - 1111.675)).toBeLessThan(0.01);
    expect(Math.abs(rated['gpt-3.5-turbo'] - 1104.163)).toBeLessThan(0.01);
    expect(ratings.intervals).toMatchObject({ unit: 'question', units: 80, unsolved_rounds: 0 });
    for (const { rating_ci: drawn, rating_ci_sandwich: check } of models) {
      const ratio = (drawn[1] - drawn[0]) / (check[1] - check[0]);
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.25);
    }
  });

  test('votes whose two orders disagreed stand among the ties, and are reported apart from them', async () => {
    const shown = await board(votes);
    expect(shown.inconsistent_votes).toBeGreaterThan(0);
    const ties = shown.models.reduce((sum: number, { tie }: { tie: number }) => sum + tie, 0) / 2;
    expect(ties).toBeGreaterThan(shown.inconsistent_votes);
    expect(linesOf((await show(votes)).stdout)).toContain(
      `${shown.inconsistent_votes} of the ties are votes that changed with the order of the sides`,
    );
  });
});
