/** A leaderboard and what was found beyond it, put together for one page. */

import type { Leaderboard } from '../leaderboard/build.ts';
import type { Findings } from '../leaderboard/findings.ts';
import { findingsNotes } from './findings-notes.ts';
import { findingsTables } from './findings-tables.ts';
import { type By, demoNote, leaderboardTables, notesOf, type TableData } from './leaderboard-tables.ts';

/** What to show of a leaderboard, besides the leaderboard. */
export interface ResultsPage {
  by?: By | undefined;
  findings?: Findings | undefined;
}

export function tablesOf(board: Leaderboard, { by, findings }: ResultsPage): TableData[] {
  return [...leaderboardTables(board, by), ...(findings ? findingsTables(findings, by) : [])];
}

/** The notes of both, that no language model was involved last. */
export function shownNotes(board: Leaderboard, { findings }: ResultsPage): string[] {
  if (!findings) return notesOf(board);
  const drawn = `95 % bootstrap interval, questions drawn again ${findings.rounds} times with seed ${findings.seed}`;
  const notes = notesOf(board, findings.interval === 'bootstrap' ? drawn : undefined);
  const own = notes.filter((note) => note !== demoNote);
  return [...own, ...findingsNotes(findings), ...notes.slice(own.length)];
}
