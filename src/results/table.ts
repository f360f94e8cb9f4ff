/** A leaderboard as tables for a terminal. */

import Table from 'cli-table3';
import pc from 'picocolors';
import { plainLine } from '../plain-text.ts';
import type { Leaderboard } from './leaderboard.ts';
import { type By, notesOf, type Sheet, sheetsOf } from './sheet.ts';

export interface TableOptions {
  by?: By | undefined;
  color: boolean;
}

export function renderTable(board: Leaderboard, { by, color }: TableOptions): string {
  const colors = pc.createColors(color);
  const judges = board.judges.map((judge) => plainLine(judge, 60)).join(', ');
  const title = `bench ${plainLine(board.bench, 60)}, mode ${board.mode}, judge ${judges}`;
  const tables = sheetsOf(board, by).map((sheet) => renderSheet(sheet, colors.bold));
  return `${[colors.bold(title), ...tables, notesOf(board).join('\n')].join('\n\n')}\n`;
}

function renderSheet({ head, rows }: Sheet, bold: (text: string) => string): string {
  const table = new Table({
    head: head.map((name) => bold(plainLine(name, 40))),
    chars: noBorders,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  table.push(...rows.map((row) => row.map((cell) => plainLine(cell, 60))));
  return table.toString().replace(/[ ]+$/gm, '');
}

const noBorders = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'])
    .map((name) => [name, '']),
);
