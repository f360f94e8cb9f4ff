/** A leaderboard as Markdown tables, for a README or a pull request. */

import { plainLine } from '../../plain-text.ts';
import type { Leaderboard } from '../leaderboard/build.ts';
import type { TableData } from './leaderboard-tables.ts';
import { type ResultsPage, shownNotes, tablesOf } from './page.ts';

export function renderMarkdown(board: Leaderboard, page: ResultsPage = {}): string {
  return markdownPage(board, { tables: tablesOf(board, page), notes: shownNotes(board, page) });
}

/** A title, tables and notes. */
export function markdownPage(
  board: Pick<Leaderboard, 'bench' | 'judges'> & { mode: string },
  { tables, notes }: { tables: readonly TableData[]; notes: readonly string[] },
): string {
  const judges = board.judges.map(escapeMarkdown).join(', ');
  const title = `**${escapeMarkdown(board.bench)}**, mode ${board.mode}, judge ${judges}`;
  const lines = notes.map((note) => `${escapeMarkdown(note)}  `);
  return `${[title, ...tables.map(renderMarkdownTable), lines.join('\n').trimEnd()].join('\n\n')}\n`;
}

export function renderMarkdownTable({
  head,
  rows,
}: Partial<Pick<TableData, 'title'>> & Omit<TableData, 'title'>): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const rule = `|${head.map((_, column) => (column === 0 ? ' --- |' : ' ---: |')).join('')}`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** Text that Markdown and HTML show as it is. */
export function escapeMarkdown(text: string): string {
  return plainLine(text).replace(/[\\`*_{}[\]<>|~&]/g, '\\$&');
}
