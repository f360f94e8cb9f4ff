/** A leaderboard as tables for a terminal. */

import pc from 'picocolors';
import stringWidth from 'string-width';
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

/** Columns as wide as their widest cell on the screen, two spaces apart. */
function renderSheet({ head, rows }: Sheet, bold: (text: string) => string): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => plainLine(cell, 60)));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => padTo(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line, index) => (index === 0 ? bold(line) : line)).join('\n');
}

function padTo(cell: string, width: number): string {
  return cell + ' '.repeat(width - stringWidth(cell));
}
