/** A leaderboard as CSV (RFC 4180): one row for each model and scope. */

import type { Estimate, Leaderboard, ModelResult } from './leaderboard.ts';

const head = ['model', 'scope', 'name', 'score', 'n', 'ci_low', 'ci_high'] as const;
const coverageFields = ['expected', 'judged', 'unparsed', 'missing', 'duplicates', 'stale'] as const;

/** Coverage is given on the row of the average; it is the model's, not the scope's. */
export function renderCsv(board: Leaderboard): string {
  const rows = board.models.flatMap(rowsOf);
  return [[...head, ...coverageFields, 'demo'], ...rows.map((row) => [...row, String(board.demo)])]
    .map((row) => `${row.map(field).join(',')}\r\n`)
    .join('');
}

function rowsOf(model: ModelResult): string[][] {
  const coverage = coverageFields.map((name) => String(model.coverage[name]));
  const none = coverageFields.map(() => '');
  const scoped = (scope: string, estimates: Record<string, Estimate>) =>
    Object.entries(estimates).map(([name, estimate]) => [
      model.model,
      scope,
      name,
      ...figures(estimate),
      ...none,
    ]);
  return [
    [model.model, 'average', '', ...figures(model.average), ...coverage],
    ...scoped('turn', model.turns),
    ...scoped('category', model.categories),
    ...scoped('judge', model.judges),
  ];
}

function figures({ score, n, ci }: Estimate): string[] {
  return [score ?? '', n, ci?.[0] ?? '', ci?.[1] ?? ''].map(String);
}

/** Quotes where needed. A leading `=`, `+`, `@` or `-` would be a formula to a spreadsheet: it gets an apostrophe. */
function field(text: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
