import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseReply } from '../../../src/judges/model/verdict.ts';
import { sharedData } from '../../support/cli.ts';

const singleFile = join(sharedData, 'fastchat', 'model_judgment', 'gpt-4_single.jsonl');
const pairFile = join(sharedData, 'fastchat', 'model_judgment', 'gpt-4_pair.jsonl');

function linesOf(file: string) {
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

describe.skipIf(!existsSync(singleFile))(
  'replies of a real judge (skipped where the shared records are absent)',
  () => {
    test('`parseReply()` reads the rating that FastChat read in each of the 480 single judgments', () => {
      const rows = linesOf(singleFile).map((line) => JSON.parse(line) as { judgment: string; score: number });
      expect(rows).toHaveLength(480);
      for (const { judgment, score } of rows) {
        const { verdict, rationale } = parseReply(judgment, { format: '[[rating]]', finish: 'stop' });
        expect(verdict).toEqual({ kind: 'rating', rating: score });
        expect(rationale.length).toBeGreaterThan(20);
        expect(rationale).not.toMatch(/\[\[|rating:?\s*$/i);
      }
    });

    test('`parseReply()` reads the winner that FastChat read in each game of the 75 pairwise judgments', () => {
      const winners: Record<string, [string, string]> = {
        A: ['model_1', 'model_2'],
        B: ['model_2', 'model_1'],
        tie: ['tie', 'tie'],
      };
      const rows = linesOf(pairFile).map((line) => JSON.parse(line) as Record<string, string>);
      expect(rows).toHaveLength(75);
      for (const row of rows) {
        for (const [game, judgment] of [row.g1_judgment, row.g2_judgment].entries()) {
          const { verdict } = parseReply(judgment ?? '', { format: '[[A]]', finish: 'stop' });
          const found = verdict.kind === 'winner' ? winners[verdict.winner]?.[game] : 'error';
          expect(found).toBe(game === 0 ? row.g1_winner : row.g2_winner);
        }
      }
    });
  },
);
