/** A leaderboard and what was found beyond it, put together for one page. */

import type { Baseline } from '../gates/drop.ts';
import type { Leaderboard } from '../leaderboard/build.ts';
import type { Findings } from '../leaderboard/findings.ts';
import type { QuestionMeans } from '../leaderboard/question-means.ts';
import { baselineNotes, baselineTable } from './baseline.ts';
import { findingsNotes } from './findings-notes.ts';
import { findingsTables } from './findings-tables.ts';
import { type By, demoNote, leaderboardTables, notesOf, type TableData } from './leaderboard-tables.ts';

/** What is asked for of each question. */
export interface ByQuestion {
  /** The means by model. */
  questions?: ReadonlyMap<string, QuestionMeans>;
  /** The comparison with a stored run. */
  baseline?: Baseline;
}

/** What to show of a leaderboard, besides the leaderboard. */
export interface ResultsPage extends ByQuestion {
  by?: By | undefined;
  findings?: Findings | undefined;
  /** True where the notes are for a page: they name no flags. */
  onPage?: boolean | undefined;
}

export function tablesOf(board: Leaderboard, { by, findings, baseline }: ResultsPage): TableData[] {
  return [
    ...leaderboardTables(board, by),
    ...(baseline ? [baselineTable(baseline)] : []),
    ...(findings ? findingsTables(findings, by) : []),
  ];
}

/** The notes of both, that no language model was involved last. */
export function shownNotes(board: Leaderboard, { by, findings, baseline, onPage }: ResultsPage): string[] {
  const compared = baseline ? baselineNotes(baseline) : [];
  const interval = findings?.interval === 'bootstrap' ? drawnText(findings) : undefined;
  const notes = notesOf(board, { by, interval, onPage });
  const own = notes.filter((note) => note !== demoNote);
  return [
    ...own,
    ...compared,
    ...(findings ? findingsNotes(findings, onPage) : []),
    ...notes.slice(own.length),
  ];
}

function drawnText({ rounds, seed }: Findings): string {
  return `95 % bootstrap interval, questions drawn again ${rounds} times with seed ${seed}`;
}
