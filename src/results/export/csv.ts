/** A table as CSV (RFC 4180): line breaks and quotes stay, in quoted cells; records end in CRLF. */

import { type Cell, cellsOf, type Table } from './table.ts';

export function* csvLines(table: Table): Generator<string> {
  yield recordOf(table.columns.map(([name]) => name));
  for (const row of table.rows) yield recordOf(cellsOf(table, row));
}

function recordOf(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe before it: answers are written by models, and a
 * cell such as `=HYPERLINK(…)` can send a table away. Only a text can begin so: numbers are written as numbers.
 */
function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
