/** Costs as text: a table for a terminal or for Markdown, CSV, JSON. */

import pc from 'picocolors';
import { formatCost } from '../../client/cost/cost.ts';
import { csvOf } from '../render/csv.ts';
import { demoNote, type TableData } from '../render/leaderboard-tables.ts';
import { escapeMarkdown, renderMarkdownTable } from '../render/markdown.ts';
import { formatShare } from '../render/number-format.ts';
import { renderTextTable } from '../render/text-table.ts';
import type { CostFigures, CostReport } from './costs.ts';

export type CostFormat = 'table' | 'json' | 'csv' | 'markdown';

export function renderCosts(
  report: CostReport,
  { format, color }: { format: CostFormat; color: boolean },
): string {
  if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
  if (format === 'csv') return renderCsv(report);
  const table = costTable(report);
  const notes = costNotes(report);
  if (format === 'markdown') {
    const parts = [`**${escapeMarkdown(table.title)}**`, renderMarkdownTable(table)];
    return `${[...parts, notes.map(escapeMarkdown).join('  \n')].join('\n\n')}\n`;
  }
  const { bold } = pc.createColors(color);
  return `${[bold(table.title), renderTextTable(table, bold), notes.join('\n')].join('\n\n')}\n`;
}

interface Column {
  head: string;
  cell: (figures: CostFigures) => string;
  /** Whether a table shows it; left out for one that every table shows. */
  shown?: (total: CostFigures) => boolean;
}

const number = new Intl.NumberFormat('en-US');
const tokens = (head: string, field: keyof CostFigures, always = false): Column => ({
  head,
  cell: (figures) => number.format(figures[field] ?? 0),
  ...(always ? {} : { shown: (total) => (total[field] ?? 0) > 0 }),
});
const saving = (head: string, field: 'saved_by_prompt_cache' | 'saved_by_batch'): Column => ({
  head,
  cell: (figures) => money(figures[field]),
  // Not zero, give or take what adding fractions leaves.
  shown: (total) => Math.abs(total[field] ?? 0) > 1e-12,
});

const columns: readonly Column[] = [
  tokens('calls', 'calls', true),
  tokens('input', 'input_tokens', true),
  tokens('cached', 'cached_input_tokens'),
  tokens('cache-written', 'cache_write_input_tokens'),
  tokens('output', 'output_tokens', true),
  tokens('reasoning', 'reasoning_tokens'),
  {
    head: 'batch',
    cell: ({ calls, batch_calls }) => formatShare(calls === 0 ? null : batch_calls / calls),
    shown: ({ batch_calls }) => batch_calls > 0,
  },
  {
    head: 'cost',
    cell: (figures) => `${money(figures.cost)}${figures.cost !== null && isPartial(figures) ? ' *' : ''}`,
  },
  saving('saved by prompt cache', 'saved_by_prompt_cache'),
  saving('saved by batch', 'saved_by_batch'),
];

/** A row for each stage and name, and the total. */
export function costTable({ bench, rows, total }: CostReport): TableData {
  const shown = columns.filter((column) => column.shown?.(total) ?? true);
  const named = rows.some(({ name }) => name !== null);
  const lineOf = (names: readonly string[], figures: CostFigures) => [
    ...names.slice(0, named ? 2 : 1),
    ...shown.map(({ cell }) => cell(figures)),
  ];
  return {
    title: `costs of bench ${bench}`,
    head: [...['stage', 'name'].slice(0, named ? 2 : 1), ...shown.map(({ head }) => head)],
    rows: [
      ...rows.map((row) => lineOf([row.stage ?? '', row.name ?? ''], row)),
      ...(rows.length === 1 ? [] : [lineOf(['total', ''], total)]),
    ],
  };
}

/** What the figures hold and what they do not, one line each. */
export function costNotes({ all, total, unpriced, demo }: CostReport): string[] {
  const notes = [
    `From the records on disk, at today's prices: ${all ? 'rows that were replaced are counted; failed calls are not' : 'neither failed calls nor rows that were replaced (--all counts those)'}`,
  ];
  if (unpriced.length > 0) {
    const some = `${count(total.unpriced_calls, 'call')} of ${unpriced.join(', ')}`;
    notes.push(`No price for ${some}: tokens only; add an entry with a price to models.yaml`);
  }
  if (total.records_without_calls > 0) {
    notes.push(`${count(total.records_without_calls, 'record')} without a word on their calls: not counted`);
  }
  if (total.calls_without_usage > 0) {
    notes.push(`${count(total.calls_without_usage, 'call')} without token counts: not in tokens and cost`);
  }
  if (total.cost !== null && isPartial(total)) notes.push('* not all calls are in this cost');
  return demo ? [...notes, demoNote] : notes;
}

function isPartial({ unpriced_calls, calls_without_usage, records_without_calls }: CostFigures): boolean {
  return unpriced_calls + calls_without_usage + records_without_calls > 0;
}

function money(usd: number | null): string {
  return usd === null ? '–' : formatCost(Math.abs(usd) < 1e-12 ? 0 : usd);
}

function count(amount: number, noun: string): string {
  return `${number.format(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}

function renderCsv({ rows, total }: CostReport): string {
  const fields = Object.keys(total) as (keyof CostFigures)[];
  const lineOf = (figures: CostFigures) => fields.map((field) => String(figures[field] ?? ''));
  return csvOf([
    ['stage', 'name', ...fields],
    ...rows.map((row) => [row.stage ?? '', row.name ?? '', ...lineOf(row)]),
    ['total', '', ...lineOf(total)],
  ]);
}
