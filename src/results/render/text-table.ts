/** A leaderboard as tables for a terminal. */

import pc from 'picocolors';
import { plainLine } from '../../plain-text.ts';
import { shortName } from '../../short-name.ts';
import { textWidth } from '../../text-width.ts';
import type { Leaderboard } from '../leaderboard/build.ts';
import type { TableData } from './leaderboard-tables.ts';
import { type ResultsPage, shownNotes, tablesOf } from './page.ts';

export interface TextTableOptions extends ResultsPage {
  color: boolean;
}

export function renderTextTables(board: Leaderboard, { color, ...page }: TextTableOptions): string {
  return textPage(board, { tables: tablesOf(board, page), notes: shownNotes(board, page), color });
}

/** A title, tables and notes, a blank line between each. */
export function textPage(
  board: Pick<Leaderboard, 'bench' | 'judges'> & { mode: string },
  { tables, notes, color }: { tables: readonly TableData[]; notes: readonly string[]; color: boolean },
): string {
  const colors = pc.createColors(color);
  const judges = board.judges.map((judge) => plainLine(judge, 60)).join(', ');
  const title = `bench ${plainLine(board.bench, 60)}, mode ${board.mode}, judge ${judges}`;
  const texts = tables.map((table) => renderTextTable(table, colors.bold));
  return `${[colors.bold(title), ...texts, notes.join('\n')].join('\n\n')}\n`;
}

/** Columns as wide as their widest cell on the screen, two spaces apart. */
export function renderTextTable(
  { head, rows }: Partial<Pick<TableData, 'title'>> & Omit<TableData, 'title'>,
  bold: (text: string) => string,
): string {
  const cells = [head, ...rows].map((row) => row.map(plainCell));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => textWidth(row[column] ?? ''))));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => padTo(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line, index) => (index === 0 ? bold(line) : line)).join('\n');
}

/** A cell of at most 60 characters: of a long name its end matters, too. */
function plainCell(text: string): string {
  return shortName(plainLine(text, Number.POSITIVE_INFINITY), 60);
}

function padTo(cell: string, width: number): string {
  return cell + ' '.repeat(width - textWidth(cell));
}
