/** A leaderboard as Markdown tables, for a README or a pull request. */

import { plainLine } from '../../plain-text.ts';
import type { Leaderboard } from '../leaderboard/build.ts';
import { type Showing, shownNotes, shownSheets } from './page.ts';
import type { Sheet } from './sheet.ts';

export function renderMarkdown(board: Leaderboard, showing: Showing = {}): string {
  const judges = board.judges.map(escapeMarkdown).join(', ');
  const title = `**${escapeMarkdown(board.bench)}**, mode ${board.mode}, judge ${judges}`;
  const notes = shownNotes(board, showing).map((note) => `${escapeMarkdown(note)}  `);
  return `${[title, ...shownSheets(board, showing).map(renderSheet), notes.join('\n').trimEnd()].join('\n\n')}\n`;
}

export function renderSheet({ head, rows }: Sheet): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const rule = `|${head.map((_, column) => (column === 0 ? ' --- |' : ' ---: |')).join('')}`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** Text that Markdown and HTML show as it is. */
export function escapeMarkdown(text: string): string {
  return plainLine(text).replace(/[\\`*_{}[\]<>|~&]/g, '\\$&');
}
