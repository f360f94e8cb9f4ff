/** `--compat alpaca-eval`: AlpacaEval 2's names and figures for the same verdicts. */

import { UserError } from '../../errors.ts';
import { loadGamed } from '../../store/bench/gamed.ts';
import { type AlpacaFigures, type AlpacaResults, alpacaResults } from '../protocols/alpaca-eval.ts';
import { baselineOf } from '../protocols/baseline.ts';
import { againstBaseline, type ProtocolInput, readMatches } from '../read/pairwise/protocol.ts';
import { csvOf } from '../render/csv.ts';
import type { TableData } from '../render/leaderboard-tables.ts';
import { renderMarkdownTable } from '../render/markdown.ts';
import { renderTextTable } from '../render/text-table.ts';
import type { ShowContext, Shown, ShowOptions } from '../settings.ts';

export async function showAlpacaEval(options: ShowOptions, context: ShowContext): Promise<Shown> {
  const matches = await readMatches(options, context);
  const input = againstBaseline(matches, { baseline: baselineOf(matches.results, options.baseline) });
  if (input.usable.length === 0) throw new UserError('nothing to show: no judgment has a usable verdict');
  const gamed = await loadGamed(options.dataDir, options.bench);
  const found = alpacaResults(input.usable, { baseline: input.baseline, gamed });
  const notes = notesOf(input, found);
  const inText = options.format === 'table' || options.format === 'markdown';
  const warnings = options.quiet ? [] : [...input.gaps, ...(inText ? [] : notes)];
  return { text: render(found, { input, notes, format: options.format }), warnings, missed: [] };
}

function render(
  found: AlpacaResults,
  { input, notes, format }: { input: ProtocolInput; notes: readonly string[]; format: ShowOptions['format'] },
): string {
  const { baseline, models, missing, pool } = found;
  const { bench, demo } = input;
  if (format === 'json') {
    const control = pool === undefined ? 'df_gamed' : 'pool';
    const value = {
      bench,
      baseline,
      demo,
      length_control: control,
      models,
      length_controlled_missing: missing,
    };
    return `${JSON.stringify(value, null, 2)}\n`;
  }
  if (format === 'csv') {
    const fields = Object.keys(models[0] ?? {}) as (keyof AlpacaFigures)[];
    const rows = models.map((row) => fields.map((name) => String(row[name] ?? '')));
    // AlpacaEval's own files have the names of the models in a column without one.
    return csvOf([fields.map((name) => (name === 'model' ? '' : name)), ...rows]);
  }
  if (format === 'markdown') return `${renderMarkdownTable(tableOf(models))}\n\n${notes.join('  \n')}\n`;
  if (format !== 'table')
    throw new UserError(`--compat alpaca-eval knows --format table, markdown, csv and json, not ${format}`);
  return `${renderTextTable(tableOf(models), (text) => text)}\n\n${notes.join('\n')}\n`;
}

/** Two decimals, as AlpacaEval prints them. */
function tableOf(models: readonly AlpacaFigures[]): TableData {
  const rates = ['length_controlled_winrate', 'win_rate', 'standard_error', 'discrete_win_rate'] as const;
  const counts = ['n_wins', 'n_wins_base', 'n_draws', 'n_total', 'avg_length'] as const;
  return {
    title: 'alpaca-eval',
    head: ['', ...rates, ...counts],
    rows: models.map((row) => [
      row.model,
      ...rates.map((name) => row[name]?.toFixed(2) ?? '–'),
      ...counts.map((name) => String(row[name] ?? '–')),
    ]),
  };
}

function notesOf({ demo }: ProtocolInput, { baseline, pool, missing, models }: AlpacaResults): string[] {
  const byReason = new Map<string, string[]>();
  for (const [model, reason] of Object.entries(missing))
    byReason.set(reason, [...(byReason.get(reason) ?? []), model]);
  const controlled = models.some((row) => row.length_controlled_winrate !== null);
  const without =
    'no df_gamed.csv is there, so it is not drawn towards the gamed baselines as AlpacaEval’s is';
  const how =
    pool === undefined
      ? 'by AlpacaEval’s GLM, drawn towards the gamed baselines of df_gamed.csv'
      : `difficulties by a joint fit of ${pool} models; ${without}`;
  return [
    ...(demo ? ['demo: no language model was involved'] : []),
    `percent against ${baseline}`,
    ...(controlled ? [`length_controlled_winrate: ${how}`] : []),
    ...Array.from(
      byReason,
      ([reason, names]) => `no length_controlled_winrate of ${names.join(', ')}: ${reason}`,
    ),
  ];
}
