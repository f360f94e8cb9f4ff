/** A leaderboard as JSON: the contract's shape, and beside it only what a flag has asked for. */

import type { Findings } from './findings.ts';
import { judgesOf, type Leaderboard } from './leaderboard.ts';
import type { Showing } from './showing.ts';

export function renderJson(board: Leaderboard, { by, findings }: Showing = {}): string {
  const models = board.models.map((row) => {
    const { judges: _, ...model } = row;
    return by === 'judge' ? { ...model, judges: judgesOf(row, board) } : model;
  });
  const extra = findings ? extraOf(findings, by === 'judge') : {};
  return `${JSON.stringify({ ...board, models, ...extra }, null, 2)}\n`;
}

function extraOf(findings: Findings, byJudge: boolean): Record<string, unknown> {
  const { interval, rounds, seed, resolution, panel, comparison, comparisons, health, leftOut } = findings;
  return {
    ...(interval === 'bootstrap' ? { interval, rounds, seed } : {}),
    ...(byJudge ? { agreement: panel } : {}),
    ...(comparison ? { seed, resolution, comparison, comparisons } : {}),
    ...(health ? { health } : {}),
    ...(leftOut ? { left_out: leftOut } : {}),
  };
}
