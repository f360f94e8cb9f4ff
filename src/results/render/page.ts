/** A leaderboard and what was found beyond it, put together for one page. */

import type { Leaderboard } from '../leaderboard/build.ts';
import type { Findings } from '../leaderboard/findings.ts';
import { findingsNotes } from './findings-notes.ts';
import { findingsSheets } from './findings-sheet.ts';
import { type By, demoNote, notesOf, type Sheet, sheetsOf } from './sheet.ts';

/** What to show of a leaderboard, besides the leaderboard. */
export interface Showing {
  by?: By | undefined;
  findings?: Findings | undefined;
}

export function shownSheets(board: Leaderboard, { by, findings }: Showing): Sheet[] {
  return [...sheetsOf(board, by), ...(findings ? findingsSheets(findings, by) : [])];
}

/** The notes of both, that no language model was involved last. */
export function shownNotes(board: Leaderboard, { findings }: Showing): string[] {
  if (!findings) return notesOf(board);
  const drawn = `95 % bootstrap interval, questions drawn again ${findings.rounds} times with seed ${findings.seed}`;
  const notes = notesOf(board, findings.interval === 'bootstrap' ? drawn : undefined);
  const own = notes.filter((note) => note !== demoNote);
  return [...own, ...findingsNotes(findings), ...notes.slice(own.length)];
}
