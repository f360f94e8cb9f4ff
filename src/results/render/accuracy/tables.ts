/** The tables of a benchmark as rows of text, before any layout: each grader is a metric, and none is averaged with another. */

import type { Accuracy, AccuracyResult, Metric } from '../../accuracy/build.ts';
import { askedNotes } from '../../asked.ts';
import { compareNames } from '../../compare-names.ts';
import type { Estimate } from '../../leaderboard/build.ts';
import { hasRanks } from '../../leaderboard/ranks.ts';
import { type By, demoNote, leaderboardTables, rankNote, type TableData } from '../leaderboard-tables.ts';
import { formatCount, formatCoverage, formatRank } from '../number-format.ts';

/** More categories than these are shown with `--by category` alone. */
const mostCategories = 8;

export function accuracyTables(metrics: readonly Metric[], by?: By): TableData[] {
  if (by === 'category') return metrics.map((metric) => categoryTable(metric));
  if (by !== undefined) return metrics.flatMap((metric) => leaderboardTables(metric, by));
  const few = metrics.filter((metric) => {
    const { length } = categoriesOf(metric);
    return length > 1 && length <= mostCategories;
  });
  return [averageTable(metrics), groupTable(metrics), sampleTable(metrics), ...few.map(categoryTable)].filter(
    ({ rows }) => rows.length > 0,
  );
}

/** What a reader must know of the figures, one line each. */
export function accuracyNotes(
  metrics: readonly Metric[],
  { by, interval }: { by?: By | undefined; interval: string },
): string[] {
  const models = metrics.flatMap((metric) => metric.models);
  const [first] = metrics;
  const categories = first ? categoriesOf(first).length : 0;
  const hidden = by === undefined && categories > mostCategories;
  const isIncomplete = models.some(({ coverage }) => coverage.judged < coverage.expected);
  const hasSamples = models.some(({ pass_at_k, maj_at_k }) => pass_at_k ?? maj_at_k);
  return [
    `accuracy: mean score from 0 to 1 ± half of the ${interval} (number of judgments); no answer counts 0`,
    ...(metrics.length > 1 ? ['each grader is a metric of its own: they are not averaged'] : []),
    ...(categories > 1 ? ['accuracy is micro: every question counts alike; macro: every category does'] : []),
    ...(hidden ? [`${categories} categories: --by category shows them`] : []),
    ...(hasSamples
      ? [
          'pass@k: the chance that one of k answers is right, unbiased estimate; maj@k: the answer that most of the first k give; mean over tasks, clustered by task',
        ]
      : []),
    ...(isIncomplete ? ['* not every expected judgment is in this mean'] : []),
    ...(by === undefined && isRanked(metrics) ? [rankNote] : []),
    ...(first ? askedNotes({ ...first, asked: metrics.flatMap(({ asked = [] }) => asked) }) : []),
    ...(first?.demo ? [demoNote] : []),
  ];
}

/** `0.7124 ± 0.0075 (14042)`. */
export function formatAccuracy({ score, n, ci }: Estimate): string {
  const half = ci ? ` ± ${((ci[1] - ci[0]) / 2).toFixed(4)}` : '';
  return `${score === null ? '–' : score.toFixed(4)}${half} (${formatCount(n)})`;
}

function averageTable(metrics: readonly Metric[]): TableData {
  const ranks = isRanked(metrics);
  const hasMacro = metrics.some(({ models }) => models.some(({ macro }) => macro));
  return {
    title: 'accuracy',
    head: [
      ...(ranks ? ['rank'] : []),
      ...['model', 'metric', 'accuracy', 'no answer', ...(hasMacro ? ['macro'] : []), 'coverage'],
    ],
    rows: eachModel(metrics).map(({ metric, row }) => [
      ...(ranks ? [formatRank(row)] : []),
      row.model,
      metric.grader,
      `${formatAccuracy(row.average)}${row.coverage.judged < row.coverage.expected ? ' *' : ''}`,
      formatNoAnswer(row.average),
      ...(hasMacro ? [row.macro ? formatAccuracy(row.macro) : '–'] : []),
      // No answer has a column of its own.
      formatCoverage({ ...row.coverage, unparsed: 0 }),
    ]),
  };
}

function isRanked(metrics: readonly Metric[]): boolean {
  return metrics.some(({ models }) => hasRanks(models));
}

function groupTable(metrics: readonly Metric[]): TableData {
  return {
    title: 'by group',
    head: ['model', 'metric', 'group', 'micro', 'no answer', 'macro'],
    rows: eachModel(metrics).flatMap(({ metric, row }) =>
      Object.entries(row.groups ?? {}).map(([name, { micro, macro }]) => [
        row.model,
        metric.grader,
        name,
        formatAccuracy(micro),
        formatNoAnswer(micro),
        formatAccuracy(macro),
      ]),
    ),
  };
}

function sampleTable(metrics: readonly Metric[]): TableData {
  const rows = eachModel(metrics);
  const names = (field: 'pass_at_k' | 'maj_at_k') =>
    [...new Set(rows.flatMap(({ row }) => Object.keys(row[field] ?? {})))].sort(compareNames);
  const [passes, majorities] = [names('pass_at_k'), names('maj_at_k')];
  if (passes.length + majorities.length === 0) return { title: 'pass@k', head: [], rows: [] };
  const cell = (estimates: Record<string, Estimate> | undefined, k: string) => {
    const estimate = estimates?.[k];
    return estimate ? formatAccuracy(estimate) : '–';
  };
  return {
    title: 'pass@k',
    head: ['model', 'metric', ...passes.map((k) => `pass@${k}`), ...majorities.map((k) => `maj@${k}`)],
    rows: rows.map(({ metric, row }) => [
      row.model,
      metric.grader,
      ...passes.map((k) => cell(row.pass_at_k, k)),
      ...majorities.map((k) => cell(row.maj_at_k, k)),
    ]),
  };
}

/** Categories are rows: there may be 57 of them. */
function categoryTable(metric: Metric): TableData {
  const cell = ({ categories }: AccuracyResult, name: string) => {
    const estimate = Object.hasOwn(categories, name) ? categories[name] : undefined;
    return estimate ? [formatAccuracy(estimate), formatNoAnswer(estimate)] : ['–', '–'];
  };
  return {
    title: `by category, ${metric.grader}`,
    head: [`${metric.grader} by category`, ...metric.models.flatMap(({ model }) => [model, 'no answer'])],
    rows: categoriesOf(metric).map((name) => [name, ...metric.models.flatMap((row) => cell(row, name))]),
  };
}

function categoriesOf({ models }: Metric): string[] {
  return [...new Set(models.flatMap(({ categories }) => Object.keys(categories)))].sort(compareNames);
}

function eachModel(metrics: readonly Metric[]): { metric: Metric; row: AccuracyResult }[] {
  return metrics.flatMap((metric) => metric.models.map((row) => ({ metric, row })));
}

function formatNoAnswer({ no_answer }: Accuracy): string {
  if (no_answer === null) return '–';
  return no_answer > 0 && no_answer < 0.0005 ? '<0.1 %' : `${(100 * no_answer).toFixed(1)} %`;
}
