/** The tables of a leaderboard as rows of text, before any layout. */

import { compareNames, type Estimate, type Leaderboard, type ModelResult } from './leaderboard.ts';
import { formatCoverage, formatEstimate, formatScore } from './number-format.ts';

export interface Sheet {
  title: string;
  head: string[];
  rows: string[][];
}

export type By = 'category' | 'turn' | 'judge';

export const demoNote = 'demo: no language model was involved';

/** Models by turn and by category, or the one table that is asked for. */
export function sheetsOf(board: Leaderboard, by?: By): Sheet[] {
  const kinds: By[] = by
    ? [by]
    : ['turn', 'category', ...(board.judges.length > 1 ? (['judge'] as const) : [])];
  return kinds.map((kind) => makers[kind](board)).filter(({ head }) => head.length > 1);
}

/** What a reader must know of the figures, one line each. */
export function notesOf(board: Leaderboard): string[] {
  const notes = [
    'mean rating from 1 to 10 ± half of the 95 % interval, clustered by question (number of judgments)',
  ];
  if (board.models.some(isIncomplete)) notes.push('* not every expected judgment is in this mean');
  if (board.demo) notes.push(demoNote);
  return notes;
}

/** One line for each model whose figures are not complete. */
export function warningsOf(board: Leaderboard): string[] {
  return board.models
    .filter(isIncomplete)
    .map(({ model, coverage }) => `${model}: coverage ${formatCoverage(coverage)}`);
}

const makers: Record<By, (board: Leaderboard) => Sheet> = {
  turn: (board) => {
    const turns = namesOf(board, 'turns');
    return {
      title: 'by turn',
      head: ['model', ...turns.map((turn) => `turn ${turn}`), 'average', 'coverage'],
      rows: board.models.map((row) => [
        row.model,
        ...turns.map((turn) => cell(row.turns[turn], formatEstimate)),
        `${formatEstimate(row.average)}${isIncomplete(row) ? ' *' : ''}`,
        formatCoverage(row.coverage),
      ]),
    };
  },
  category: (board) => byName(board, 'categories', 'by category'),
  judge: (board) => byName(board, 'judges', 'by judge'),
};

function byName(board: Leaderboard, field: 'categories' | 'judges', title: string): Sheet {
  const names = namesOf(board, field);
  const short = ({ score, n }: Estimate) => `${formatScore(score)} (${n})`;
  const rows = board.models.map((row) => [
    `${row.model}${isIncomplete(row) ? ' *' : ''}`,
    ...names.map((name) => cell(row[field][name], short)),
  ]);
  return { title, head: ['model', ...names], rows };
}

function namesOf(board: Leaderboard, field: 'turns' | 'categories' | 'judges'): string[] {
  const names = new Set(board.models.flatMap((row) => Object.keys(row[field])));
  return [...names].sort(compareNames);
}

function cell(estimate: Estimate | undefined, format: (estimate: Estimate) => string): string {
  return estimate ? format(estimate) : '–';
}

function isIncomplete({ coverage }: ModelResult): boolean {
  return coverage.judged < coverage.expected || coverage.duplicates > 0;
}
