/** A pairwise board as text: tables for a terminal or for Markdown, CSV, JSON. */

import pc from 'picocolors';
import { plainLine } from '../../plain-text.ts';
import { askedCells, askedHeads } from '../asked.ts';
import { csvOf } from '../render/csv.ts';
import type { By } from '../render/leaderboard-tables.ts';
import { escapeMarkdown, renderMarkdownTable } from '../render/markdown.ts';
import { renderTextTable } from '../render/text-table.ts';
import type { PairBoard, PairModel } from './board.ts';
import { pairNotesOf, pairTitleOf } from './notes.ts';
import type { WinFigures } from './result.ts';
import { pairTables } from './tables.ts';

export interface PairOutputOptions {
  format: 'table' | 'json' | 'csv' | 'markdown';
  by?: By | undefined;
  color: boolean;
}

export function renderPairBoard(board: PairBoard, { format, by, color }: PairOutputOptions): string {
  if (format === 'json') return `${JSON.stringify(pairJson(board), null, 2)}\n`;
  if (format === 'csv') return renderPairCsv(board);
  const title = pairTitleOf(board).map((part) => plainLine(part, 100));
  const tables = pairTables(board, by);
  const notes = pairNotesOf(board, by);
  if (format === 'markdown') {
    const parts = [
      title.map(escapeMarkdown).join(', '),
      ...tables.map(renderMarkdownTable),
      notes.map(escapeMarkdown).join('  \n'),
    ];
    return `${parts.join('\n\n')}\n`;
  }
  const { bold } = pc.createColors(color);
  const texts = tables.map((table) => renderTextTable(table, bold));
  const lines = notes.map((note) => plainLine(note, 1000)).join('\n');
  return `${[bold(title.join(', ')), ...texts, lines].join('\n\n')}\n`;
}

/** The contract's fields, and what is known beyond: everything that is null could not be computed. */
export type PairJson = ReturnType<typeof pairJson>;

export function pairJson({ models, order, order_by, ...board }: PairBoard) {
  const { bench, mode, judges, demo, baseline, inconsistent_votes, ratings, style } = board;
  const { prompt_set = null, asked, sample, provenance } = board;
  return {
    bench,
    mode,
    judges,
    demo,
    ...(asked ? { prompt_set, asked } : {}),
    ...(sample ? { sample } : {}),
    ...(provenance ? { provenance } : {}),
    ...(baseline ? { baseline } : {}),
    models: models.map(({ by, ...model }) => ({
      ...model,
      ...(by.turn ? { turns: by.turn } : {}),
      ...(by.category ? { categories: by.category } : {}),
      ...(by.judge ? { judges: by.judge } : {}),
    })),
    order,
    ...(order_by.turn ? { order_by_turn: order_by.turn } : {}),
    ...(order_by.category ? { order_by_category: order_by.category } : {}),
    ...(order_by.judge ? { order_by_judge: order_by.judge } : {}),
    ...(inconsistent_votes > 0 ? { inconsistent_votes } : {}),
    ratings,
    ...(style ? { style_control: style } : {}),
  };
}

const winFields = ['win', 'loss', 'tie', 'win_rate', 'loss_rate', 'win_rate_adjusted'] as const;
const modelFields = [
  'rank',
  'rank_worst',
  'rating',
  'rating_low',
  'rating_high',
  'elo',
  'games_with_errors',
] as const;
const coverageFields = ['expected', 'judged', 'missing', 'duplicates', 'stale'] as const;

/** One row for each model and scope. Ratings and coverage stand on the model's first row; they are not the scope's. */
function renderPairCsv({ models, demo, ...board }: PairBoard): string {
  const head = [
    'model',
    'scope',
    'name',
    ...winFields,
    ...modelFields,
    ...coverageFields,
    'demo',
    ...lengthFields(board),
    ...askedHeads(board),
  ];
  const wins = (figures: WinFigures) => winFields.map((field) => text(figures[field]));
  const none = [...modelFields, ...coverageFields].map(() => '');
  const rows = models.flatMap((row) => [
    [row.model, 'all', '', ...wins(row), ...modelCells(row)],
    ...Object.entries(row.by).flatMap(([kind, groups]) =>
      Object.entries(groups).map(([name, figures]) => [row.model, kind, name, ...wins(figures), ...none]),
    ),
  ]);
  const asked = askedCells(board);
  return csvOf([head, ...rows.map((row) => [...row, String(demo), ...lengthCells(board, row), ...asked])]);
}

/** Columns of their own where style is controlled for against a baseline; they too stand on a model's first row. */
function lengthFields({ style, baseline }: Pick<PairBoard, 'style' | 'baseline'>): string[] {
  return style && baseline ? ['length_controlled_win_rate', 'length_controlled_missing'] : [];
}

function lengthCells(
  board: Pick<PairBoard, 'style' | 'baseline'>,
  [model = '', scope]: readonly string[],
): string[] {
  const { length_controlled = {}, length_controlled_missing = {} } = board.style ?? {};
  const cells = [text(length_controlled[model]?.win_rate ?? null), length_controlled_missing[model] ?? ''];
  return lengthFields(board).map((_, index) => (scope === 'all' ? (cells[index] ?? '') : ''));
}

function modelCells({
  rank,
  rank_worst,
  rating,
  rating_ci,
  elo,
  games_with_errors,
  coverage,
}: PairModel): string[] {
  const [low, high] = rating_ci ?? [null, null];
  const figures = [rank, rank_worst, rating, low, high, elo, games_with_errors].map(text);
  return [...figures, ...coverageFields.map((field) => text(coverage?.[field] ?? null))];
}

function text(value: number | null): string {
  return value === null ? '' : String(value);
}
