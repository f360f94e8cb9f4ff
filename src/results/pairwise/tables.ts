/** The tables of a pairwise board as rows of text, before any layout. */

import { compareNames } from '../compare-names.ts';
import type { By, TableData } from '../render/leaderboard-tables.ts';
import { formatRank } from '../render/number-format.ts';
import type { PairBoard, PairModel } from './board.ts';
import { isIncomplete } from './coverage.ts';
import type { Order, WinFigures } from './result.ts';

/** Models with win rates and ratings, or by the group that is asked for; then what the order of the sides did. */
export function pairTables(board: PairBoard, by?: By): TableData[] {
  const order = orderTable(board, by ?? 'category');
  const style = styleTable(board);
  return [
    by ? groupTable(board, by) : mainTable(board),
    ...(style ? [style] : []),
    ...(order ? [order] : []),
  ];
}

function mainTable({ models }: PairBoard): TableData {
  const covered = models.some(({ coverage }) => coverage !== null);
  const rate = (value: number | null) => (value === null ? '–' : value.toFixed(3));
  return {
    title: 'models',
    head: [
      ...['rank', 'model', 'rating (95 %)', 'win', 'loss', 'tie', 'win rate', 'adjusted'],
      ...(covered ? ['coverage'] : []),
    ],
    rows: models.map((row) => [
      formatRank(row),
      markedName(row),
      ratingCell(row),
      ...[row.win, row.loss, row.tie].map(String),
      rate(row.win_rate),
      rate(row.win_rate_adjusted),
      ...(covered ? [row.coverage ? `${row.coverage.judged}/${row.coverage.expected}` : '–'] : []),
    ]),
  };
}

/** Ratings as they are and without what style does to them, and length-controlled win rates where any could be had. */
function styleTable({ models, style }: PairBoard): TableData | undefined {
  if (!style) return undefined;
  const whole = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : value.toFixed(0);
  const rate = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(3));
  const lengths = Object.values(style.length_controlled).some((found) => found !== null);
  return {
    title: 'style',
    head: ['style control', 'rating', 'controlled', ...(lengths ? ['length-controlled win rate'] : [])],
    rows: models.map(({ model, rating }) => [
      model,
      whole(rating),
      whole(style.ratings[model]),
      ...(lengths ? [rate(style.length_controlled[model]?.win_rate)] : []),
    ]),
  };
}

/** `1177 (1160–1196)`. */
export function ratingCell({ rating, rating_ci: ci }: Pick<PairModel, 'rating' | 'rating_ci'>): string {
  if (rating === null) return '–';
  // An anchor's interval is a point.
  const interval = ci && ci[0] < ci[1] ? ` (${ci[0].toFixed(0)}–${ci[1].toFixed(0)})` : '';
  return `${rating.toFixed(0)}${interval}`;
}

function markedName(row: PairModel): string {
  return `${row.model}${isIncomplete(row) ? ' *' : ''}`;
}

function groupTable({ models }: PairBoard, by: By): TableData {
  const names = [...new Set(models.flatMap((row) => Object.keys(row.by[by] ?? {})))].sort(compareNames);
  const cell = ({ win, loss, tie, win_rate_adjusted: rate }: WinFigures) =>
    rate === null ? '–' : `${(rate * 100).toFixed(0)} (${win + loss + tie})`;
  return {
    title: `by ${by}`,
    head: ['model', ...names.map((name) => (by === 'turn' ? `turn ${name}` : name))],
    rows: models.map((row) => {
      const figures = new Map(Object.entries(row.by[by] ?? {}));
      return [
        markedName(row),
        ...names.map((name) => {
          const found = figures.get(name);
          return found ? cell(found) : '–';
        }),
      ];
    }),
  };
}

function orderTable({ order, order_by }: PairBoard, by: By): TableData | undefined {
  if (!order) return undefined;
  const groups = Object.entries(order_by[by] ?? {});
  return {
    title: 'order',
    head: ['order', 'matches', 'consistent', 'inconsistent', 'prefers first', 'prefers second', 'one tied'],
    rows: [...groups, ['all', order] as const].map(([name, counts]) => [
      by === 'turn' && counts !== order ? `turn ${name}` : name,
      ...orderCells(counts),
    ]),
  };
}

/** Counts with their shares of all matches. */
function orderCells(order: Order): string[] {
  const matches = order.consistent + order.inconsistent;
  const fields = ['consistent', 'inconsistent', 'prefers_first', 'prefers_second', 'one_tied'] as const;
  return [
    String(matches),
    ...fields.map((field) => `${order[field]} (${((order[field] / matches) * 100).toFixed(0)} %)`),
  ];
}
