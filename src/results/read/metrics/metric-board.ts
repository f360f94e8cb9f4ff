/** The board of a benchmark as report, chart and viewer show it: the default grader's figures, and all others as metrics. */

import type { SingleRows } from '../../../store/judgments/singles.ts';
import { buildMetric } from '../../accuracy/build.ts';
import { hasRanks } from '../../leaderboard/ranks.ts';
import type { Score } from '../../leaderboard/score.ts';
import { accuracyNotes } from '../../render/accuracy/tables.ts';
import { type BoardJson, metricsJson } from '../../render/json.ts';
import { rankNote } from '../../render/leaderboard-tables.ts';
import type { Narrowed, ResultsOptions } from '../single.ts';
import { findMetrics, toMetricInputs } from './metrics.ts';

export interface MetricBoard {
  json: BoardJson;
  notes: string[];
  /** Those of graders, with a score for each. */
  rows: Uint32Array;
  scores: Iterable<Score>;
}

/** Undefined where no grader has judged, or the bench is no benchmark. */
export async function metricBoard(
  read: SingleRows & Narrowed,
  options: ResultsOptions,
  benchGiven: boolean,
): Promise<MetricBoard | undefined> {
  if (!read.columns.graded.values.includes(true)) return undefined;
  const found = await findMetrics(read, options);
  if (found.graders.length === 0) return undefined;
  const { inputs, rows, scores } = await toMetricInputs(read, found, { options, benchGiven });
  const metrics = inputs.map(buildMetric);
  const json = metricsJson(metrics.map((metric) => ({ metric })));
  const left = found.others.map((judge) => `${judge} is no grader and is left out`);
  const interval = '95 % interval, clustered by question';
  // The page has all categories in view.
  const ranks = metrics.some(({ models }) => hasRanks(models)) ? [rankNote] : [];
  const notes = [...accuracyNotes(metrics, { by: 'category', interval }), ...ranks, ...left];
  return { json: { ...json, judges: metrics.map(({ grader }) => grader) }, notes, rows, scores };
}
