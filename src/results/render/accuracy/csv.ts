/** The metrics of a benchmark as CSV: one row for each grader, model and scope. */

import type { AccuracyResult, Metric } from '../../accuracy/build.ts';
import { askedCells, askedHeads } from '../../asked.ts';
import type { Baseline } from '../../gates/drop.ts';
import type { Estimate } from '../../leaderboard/build.ts';
import { csvOf, dropCells, modelCells, modelFields } from '../csv.ts';
import type { By } from '../leaderboard-tables.ts';

const heads = ['model', 'scope', 'name', 'score', 'n', 'ci_low', 'ci_high'];

/** As the CSV of other boards, with two more columns: the grader, and the share of judgments without an answer. */
export function renderAccuracyCsv(
  metrics: readonly (Metric & { baseline?: Baseline | undefined })[],
  by?: By,
): string {
  const rows = metrics.flatMap((metric) => {
    const every = [String(metric.demo), ...askedCells(metric)];
    const drops = metric.baseline?.drops ?? [];
    const compared = drops.map((drop) => [
      ...dropCells(drop),
      ...modelFields.map(() => ''),
      ...every,
      metric.grader,
      '',
    ]);
    const own = metric.models.flatMap((row) =>
      scopesOf(row, by).map(({ scope, name, estimate, coverage }) => [
        ...[row.model, scope, name, ...figures(estimate)],
        ...(coverage ? modelCells(row) : modelFields.map(() => '')),
        ...every,
        metric.grader,
        estimate.no_answer === undefined || estimate.no_answer === null ? '' : String(estimate.no_answer),
      ]),
    );
    return [...own, ...compared];
  });
  return csvOf([
    [...heads, ...modelFields, 'demo', ...askedHeads(metrics[0]), 'grader', 'no_answer'],
    ...rows,
  ]);
}

interface Scope {
  scope: string;
  name: string;
  estimate: Estimate & { no_answer?: number | null };
  coverage?: true;
}

function scopesOf(row: AccuracyResult, by: By | undefined): Scope[] {
  const each = (scope: string, estimates: Record<string, Scope['estimate']> = {}): Scope[] =>
    Object.entries(estimates).map(([name, estimate]) => ({ scope, name, estimate }));
  const groups = Object.entries(row.groups ?? {});
  const all: Scope[] = [
    { scope: 'average', name: '', estimate: row.average, coverage: true },
    ...(row.macro ? [{ scope: 'macro', name: '', estimate: row.macro }] : []),
    ...groups.flatMap(([name, { micro, macro }]) => [
      { scope: 'group', name, estimate: micro },
      { scope: 'group macro', name, estimate: macro },
    ]),
    ...each('category', row.categories),
    ...each('turn', row.turns),
    ...each('pass@k', row.pass_at_k),
    ...each('maj@k', row.maj_at_k),
  ];
  return by === undefined ? all : all.filter(({ scope }) => scope === 'average' || scope === by);
}

function figures({ score, n, ci }: Estimate): string[] {
  return [score ?? '', n, ci?.[0] ?? '', ci?.[1] ?? ''].map(String);
}
