/** A leaderboard as CSV (RFC 4180): one row for each model and scope. */

import { plainLine } from '../../plain-text.ts';
import { askedCells, askedHeads } from '../asked.ts';
import type { Drop } from '../gates/drop.ts';
import { type Estimate, judgesOf, type Leaderboard, type ModelResult } from '../leaderboard/build.ts';
import type { Findings } from '../leaderboard/findings.ts';
import { findingsFigures } from './findings-figures.ts';
import type { By } from './leaderboard-tables.ts';
import type { ResultsPage } from './page.ts';

const head = ['model', 'scope', 'name', 'score', 'n', 'ci_low', 'ci_high'] as const;
const coverageFields = ['expected', 'judged', 'unparsed', 'missing', 'duplicates', 'stale'] as const;

/** Coverage and ranks stand on the row of the average; they are the model's, not the scope's. */
export const modelFields = [...coverageFields, 'rank', 'rank_worst'] as const;

const noModelCells = modelFields.map(() => '');

/** Findings follow in rows of their own. */
export function renderCsv(board: Leaderboard, { by, findings, baseline }: ResultsPage = {}): string {
  const rows = [
    ...board.models.flatMap((row) => rowsOf(row, scopesOf(row, board, by))),
    ...(baseline?.drops ?? []).map((drop) => [...dropCells(drop), ...noModelCells]),
    ...(findings ? findingRows(findings, by) : []),
  ];
  const every = [String(board.demo), ...askedCells(board)];
  const heads = [...head, ...modelFields, 'demo', ...askedHeads(board)];
  return csvOf([heads, ...rows.map((row) => [...row, ...every])]);
}

/** Rows of text as CSV, each value made safe for one cell. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** The estimates of a model by scope and name: of every scope, or of the one that is asked for. */
function scopesOf(row: ModelResult, board: Leaderboard, by?: By): [string, Record<string, Estimate>][] {
  const scopes: [By, Record<string, Estimate>][] = [
    ['turn', row.turns],
    ['category', row.categories],
    ['judge', by === 'judge' ? judgesOf(row, board) : (row.judges ?? {})],
  ];
  return scopes.filter(([scope]) => by === undefined || scope === by);
}

/** In the order of `modelFields`. */
export function modelCells({ coverage, rank, rank_worst }: ModelResult): string[] {
  return [...coverageFields.map((name) => coverage[name]), rank ?? '', rank_worst ?? ''].map(String);
}

function rowsOf(model: ModelResult, scopes: readonly [string, Record<string, Estimate>][]): string[][] {
  const own = modelCells(model);
  const scoped = ([scope, estimates]: readonly [string, Record<string, Estimate>]) =>
    Object.entries(estimates).map(([name, estimate]) => [
      model.model,
      scope,
      name,
      ...figures(estimate),
      ...noModelCells,
    ]);
  return [[model.model, 'average', '', ...figures(model.average), ...own], ...scopes.flatMap(scoped)];
}

/** The difference to a stored run, as a scope of its own; its name is the model's there. */
export function dropCells({ model, baseline, difference, n, ci }: Drop): string[] {
  return [model, 'difference', baseline, ...figures({ score: difference, n, ci })];
}

function findingRows(findings: Findings, by?: By): string[][] {
  return findingsFigures(findings, by).map(({ subject, figure, name, ...estimate }) => [
    subject,
    figure,
    name,
    ...figures(estimate),
    ...noModelCells,
  ]);
}

function figures({ score, n, ci }: Estimate): string[] {
  return [score ?? '', n, ci?.[0] ?? '', ci?.[1] ?? ''].map(String);
}

const number = /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/;

/** Quotes where needed. A leading `=`, `+`, `@` or `-` would be a formula to a spreadsheet: it gets an apostrophe. */
function field(given: string): string {
  const text = plainLine(given, Number.POSITIVE_INFINITY);
  const safe = /^[=+@-]/.test(text) && !number.test(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
