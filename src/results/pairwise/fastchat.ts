/** FastChat's own pairwise figures and layout (`show_result.py`, `display_result_pairwise`), to the last printed digit. */

import { UserError } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import { pandasFloats, width } from '../render/fastchat.ts';
import { addWin, type PairResult, type WinCounts, type WinFigures, winFigures } from './result.ts';

export interface FastchatWins extends WinFigures {
  model: string;
}

export interface FastchatPairOptions {
  /** Rows of these as `model_1` only: FastChat does not read `model_2`. */
  models?: readonly string[] | undefined;
  /** Only rows with it; it is left out of the table. */
  baseline?: string | undefined;
}

/** Every row without an error counts, duplicates included. */
export function fastchatWins(
  results: Iterable<PairResult>,
  { models, baseline }: FastchatPairOptions,
): FastchatWins[] {
  const counts: WinCounts = new Map();
  for (const result of results) {
    const isWanted =
      (models?.includes(result.model_1) ?? true) &&
      (baseline === undefined || result.model_1 === baseline || result.model_2 === baseline);
    if (isWanted) addWin(counts, result);
  }
  const rows = [...counts]
    .filter(([model]) => model !== baseline)
    .map(([model, count]) => ({ model, ...winFigures(count) }));
  if (rows.length === 0)
    throw new UserError('nothing to show: no row is without an error and of these models');
  const rate = (row: FastchatWins) => row.win_rate_adjusted ?? 0;
  return rows.sort((a, b) => rate(b) - rate(a) || (a.model < b.model ? -1 : 1));
}

/** The table as pandas prints it: numbers to the right, names to the left. */
export function renderFastchatWins(rows: readonly FastchatWins[]): string {
  const counts = ['win', 'loss', 'tie'] as const;
  const rates = ['win_rate', 'loss_rate', 'win_rate_adjusted'] as const;
  const columns = [
    ...counts.map((name) => ({ name, cells: rows.map((row) => String(row[name])) })),
    ...rates.map((name) => ({ name, cells: pandasFloats(rows.map((row) => row[name] ?? 0)) })),
  ];
  const names = rows.map(({ model }) => plainLine(model, Number.POSITIVE_INFINITY));
  const index = width(['model', ...names]);
  const line = (name: string, cells: readonly string[]) =>
    [
      name.padEnd(index),
      ...columns.map((column, place) => (cells[place] ?? '').padStart(width([column.name, ...column.cells]))),
    ].join('  ');
  const head = [
    line(
      '',
      columns.map(({ name }) => name),
    ),
    line('model', []),
  ];
  const body = names.map((name, row) =>
    line(
      name,
      columns.map(({ cells }) => cells[row] ?? ''),
    ),
  );
  return `${[...head, ...body].join('\n')}\n`;
}
