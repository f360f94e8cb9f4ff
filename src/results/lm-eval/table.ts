/** lm-evaluation-harness' table of results, with a column for the model. */

import type { TableData } from '../render/leaderboard-tables.ts';
import type { LmEvalResults, TaskResult } from './figures.ts';

/** One row for each task and metric, four decimals, as lm-eval prints them. */
export function lmEvalTable(models: readonly { model: string; found: LmEvalResults }[]): TableData {
  const rows = models.flatMap(({ model, found: { results, versions } }) =>
    Object.entries(results).flatMap(([task, result]) =>
      figuresOf(result).map(([metric, filter, value, error]) => [
        ...[model, task, String(versions[task] ?? ''), filter, metric],
        ...[value.toFixed(4), '±', typeof error === 'number' ? error.toFixed(4) : 'N/A'],
      ]),
    ),
  );
  return {
    title: 'lm-eval',
    head: ['Model', 'Tasks', 'Version', 'Filter', 'Metric', 'Value', '', 'Stderr'],
    rows,
  };
}

function figuresOf(result: TaskResult): [string, string, number, string | number | undefined][] {
  return Object.entries(result).flatMap(
    ([name, value]): [string, string, number, string | number | undefined][] => {
      const [, metric, filter] = /^(.+),([^,]+)$/.exec(name) ?? [];
      if (
        metric === undefined ||
        filter === undefined ||
        typeof value !== 'number' ||
        /_stderr$/.test(metric)
      )
        return [];
      return [[metric, filter, value, result[`${metric}_stderr,${filter}`]]];
    },
  );
}
