/** The tables of a leaderboard as rows of text, before any layout. */

import { nameScale } from '../../records/scale.ts';
import { askedNotes } from '../asked.ts';
import { scaleOf } from '../charts/scale.ts';
import { compareNames } from '../compare-names.ts';
import {
  type Estimate,
  type JudgeEstimate,
  judgesOf,
  type LanguagePenalty,
  type Leaderboard,
  type ModelResult,
} from '../leaderboard/build.ts';
import { sharedFamily } from '../leaderboard/families.ts';
import { hasRanks } from '../leaderboard/ranks.ts';
import { formatCoverage, formatEstimate, formatRank } from './number-format.ts';

export interface TableData {
  title: string;
  head: string[];
  rows: string[][];
}

export type By = 'category' | 'turn' | 'judge';

/** What a rank is: ties are shown as ties. */
export const rankNote =
  'rank: 1 + the models whose whole interval lies above, to the last rank that the interval leaves open';

export const demoNote = 'demo: no language model was involved';

/** Models by turn and by category, or the one table that is asked for. */
export function leaderboardTables(board: Leaderboard, by?: By): TableData[] {
  const kinds: By[] = by
    ? [by]
    : ['turn', 'category', ...(board.judges.length > 1 ? (['judge'] as const) : [])];
  return kinds.map((kind) => makers[kind](board)).filter(({ head }) => head.length > 1);
}

export interface NoteOptions {
  by?: By | undefined;
  interval?: string | undefined;
  /** True for a page, where nobody can give a flag. */
  onPage?: boolean | undefined;
}

/** What a reader must know of the figures, one line each. */
export function notesOf(
  board: Leaderboard,
  { by, interval = '95 % interval, clustered by question', onPage = false }: NoteOptions = {},
): string[] {
  const sameFamily = board.models.some((row) => hasSameFamily(board, row));
  const { language_penalty: penalty } = board;
  return [
    `mean ${penalty ? 'language-penalised ' : ''}score ${nameScale(scaleOf(board))} ± half of the ${interval} (number of judgments)`,
    ...(penalty ? [penaltyNote(penalty)] : []),
    ...((by === undefined || by === 'turn' || onPage) && hasRanks(board.models) ? [rankNote] : []),
    ...(board.judges.length > 1 ? panelNotes(board) : []),
    ...(board.models.some(isIncomplete) ? ['* not every expected judgment is in this mean'] : []),
    ...(sameFamily
      ? [
          `† rated by a judge of its own family (by name)${onPage ? '' : '; --no-self leaves such scores out'}`,
        ]
      : []),
    ...askedNotes(board),
    ...(board.demo ? [demoNote] : []),
  ];
}

function penaltyNote({ grader, penalised }: LanguagePenalty): string {
  const counts = Object.entries(penalised).map(([model, count]) => `${model} ${count}`);
  return `not the judge's own scores: the square root where the answer is in another language, by ${grader}: ${counts.join(', ')}`;
}

/** One line for each judge that is left out, and for each model whose figures are not complete. */
export function warningsOf(board: Leaderboard): string[] {
  const { other_scales = [] } = board;
  const others = other_scales.map(({ judge, scale }) =>
    judge.startsWith('language:')
      ? `${judge} has checked the language of the answers: --judge language shows it, --language-penalty counts it`
      : `${judge} scores ${nameScale(scale)} and is left out: scores on different scales are never averaged; --judge ${judge} shows them`,
  );
  const models = board.models
    .filter((row) => isIncomplete(row) || row.coverage.duplicates > 0)
    .map(({ model, coverage }) => `${model}: coverage ${formatCoverage(coverage)}`);
  return [...others, ...models];
}

const makers: Record<By, (board: Leaderboard) => TableData> = {
  turn: (board) => {
    const turns = namesOf(board, ({ turns: each }) => each);
    const ranks = hasRanks(board.models);
    return {
      title: 'by turn',
      head: [
        ...(ranks ? ['rank'] : []),
        'model',
        ...turns.map((turn) => `turn ${turn}`),
        'average',
        'coverage',
      ],
      rows: board.models.map((row) => [
        ...(ranks ? [formatRank(row)] : []),
        nameOf(board, row),
        ...turns.map((turn) => cell(row.turns, turn)),
        `${formatEstimate(row.average)}${isIncomplete(row) ? ' *' : ''}`,
        formatCoverage(row.coverage),
      ]),
    };
  },
  category: (board) => {
    const names = namesOf(board, ({ categories }) => categories);
    const rows = board.models.map((row) => [
      `${nameOf(board, row)}${isIncomplete(row) ? ' *' : ''}`,
      ...names.map((name) => cell(row.categories, name)),
    ]);
    return { title: 'by category', head: ['model', ...names], rows };
  },
  judge: (board) => {
    const names = namesOf(board, (row) => judgesOf(row, board));
    const rows = board.models.map((row) => [
      `${nameOf(board, row)}${isIncomplete(row) ? ' *' : ''}`,
      ...names.map((judge) => judgeCell(row, judge, judgesOf(row, board))),
    ]);
    return { title: 'by judge', head: ['model', ...names], rows };
  },
};

/** The mean by one judge, with its coverage where that is not complete. */
function judgeCell({ model }: ModelResult, judge: string, judges: Record<string, JudgeEstimate>): string {
  const estimate = Object.hasOwn(judges, judge) ? judges[judge] : undefined;
  if (!estimate) return '–';
  const { judged, expected } = estimate.coverage;
  const gap = judged < expected ? ` ${formatCoverage(estimate.coverage)} *` : '';
  return `${formatEstimate(estimate)}${gap}${sharedFamily(model, judge) ? ' †' : ''}`;
}

/** How the means of a panel are made, and where not every judge is in them. */
function panelNotes({ models, judges }: Leaderboard): string[] {
  const partial = models.flatMap(({ model, judges: own = {} }) => {
    const absent = judges.filter((judge) => !Object.hasOwn(own, judge) || own[judge]?.n === 0);
    return absent.length === 0 ? [] : [`${model} (not by ${absent.join(', ')})`];
  });
  const outside = models.flatMap(({ model, average, coverage: { judged } }) =>
    judged === average.n ? [] : [`${judged - average.n} of ${model}`],
  );
  return [
    'several judges: mean of their means, on the matches that all of them have rated',
    ...(partial.length === 0 ? [] : [`another panel than the rest: ${partial.join('; ')}`]),
    ...(outside.length === 0
      ? []
      : [
          `scores of matches that not every judge has rated count in the means by judge only: ${outside.join(', ')}`,
        ]),
  ];
}

/** Whether a judge of the model's own family is among those that have rated it. */
function hasSameFamily(board: Leaderboard, row: ModelResult): boolean {
  return Object.keys(judgesOf(row, board)).some((judge) => sharedFamily(row.model, judge) !== undefined);
}

function nameOf(board: Leaderboard, row: ModelResult): string {
  return hasSameFamily(board, row) ? `${row.model} †` : row.model;
}

function namesOf(board: Leaderboard, field: (row: ModelResult) => Record<string, Estimate>): string[] {
  return [...new Set(board.models.flatMap((row) => Object.keys(field(row))))].sort(compareNames);
}

function cell(estimates: Record<string, Estimate>, name: string): string {
  const estimate = Object.hasOwn(estimates, name) ? estimates[name] : undefined;
  return estimate ? formatEstimate(estimate) : '–';
}

function isIncomplete({ coverage }: ModelResult): boolean {
  return coverage.judged < coverage.expected;
}
