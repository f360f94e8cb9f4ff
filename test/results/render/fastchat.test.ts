import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FastchatRow, fastchatMeans, renderFastchat } from '../../../src/results/render/fastchat.ts';
import { sharedData } from '../../support/cli.ts';

const row = (model: string, turn: number, score: number): FastchatRow => ({ model, turn, score });

test('`renderFastchat()` prints the sections and columns of `show_result.py`', () => {
  const rows = [row('vicuna', 1, 7), row('vicuna', 2, 6.5), row('gpt-4', 1, 9), row('gpt-4', 2, 9.25)];
  expect(renderFastchat(rows).split('\n')).toEqual([
    '########## First turn ##########',
    '             score',
    'model  turn       ',
    'gpt-4  1       9.0',
    'vicuna 1       7.0',
    '',
    '########## Second turn ##########',
    '             score',
    'model  turn       ',
    'gpt-4  2      9.25',
    'vicuna 2      6.50',
    '',
    '########## Average ##########',
    '        score',
    'model        ',
    'gpt-4   9.125',
    'vicuna  6.750',
    '',
  ]);
});

test('`renderFastchat()` prints six decimals, less the zeros that end every number of the column', () => {
  const third = [row('a', 1, 7), row('a', 1, 7), row('a', 1, 8), row('b', 1, 5)];
  expect(renderFastchat(third)).toContain('a     1     7.333333\nb     1     5.000000\n');
});

test('`renderFastchat()` leaves out −1 and counts duplicates, as FastChat does', () => {
  const rows = [row('a', 1, 8), row('a', 1, 8), row('a', 1, 5), row('a', 2, -1), row('a', 2, 4)];
  const { turn1, turn2, average } = fastchatMeans(rows);
  expect(turn1).toEqual([{ model: 'a', turn: 1, score: 7 }]);
  expect(turn2).toEqual([{ model: 'a', turn: 2, score: 4 }]);
  expect(average).toEqual([{ model: 'a', turn: undefined, score: 6.25 }]);
});

test('`renderFastchat()` prints no second turn where there is none', () => {
  expect(renderFastchat([row('a', 1, 8)])).not.toContain('Second turn');
});

test('`renderFastchat()` prints a section without rows as pandas does, and comes to an end', () => {
  const empty = 'Empty DataFrame\nColumns: [score]\nIndex: []\n';
  expect(renderFastchat([row('a', 1, -1)])).toBe(
    `########## First turn ##########\n${empty}\n########## Average ##########\n${empty}`,
  );
  expect(renderFastchat([row('a', 2, 7)])).toContain(`First turn ##########\n${empty}`);
});

test('`renderFastchat()` strips control sequences from model names', () => {
  expect(renderFastchat([row('\u001b[31mred\u001b[0m', 1, 8)]).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});

const judgments = join(sharedData, 'fastchat', 'model_judgment', 'gpt-4_single.jsonl');

describe.skipIf(!existsSync(judgments))(
  'real judgments (skipped where the shared records are absent)',
  () => {
    test('`renderFastchat()` prints what FastChat’s own `show_result.py` prints', () => {
      const rows = readFileSync(judgments, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as FastchatRow);
      const figures = renderFastchat(rows)
        .split('\n')
        .filter((line) => line.startsWith('ultrachat'))
        .map((line) => line.split(/ +/));
      expect(figures).toEqual([
        ['ultrachat_sai', '1', '7.1500'],
        ['ultrachat_cai', '1', '7.1000'],
        ['ultrachat_baseline', '1', '6.7625'],
        ['ultrachat_sai', '2', '6.200'],
        ['ultrachat_baseline', '2', '6.025'],
        ['ultrachat_cai', '2', '5.925'],
        ['ultrachat_sai', '6.67500'],
        ['ultrachat_cai', '6.51250'],
        ['ultrachat_baseline', '6.39375'],
      ]);
    });
  },
);
