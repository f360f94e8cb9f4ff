/** From a grader's scores to accuracies: by question (micro), by category and group (macro), and of several answers. */

import { clusteredMean } from '../../stats/clustered-mean.ts';
import { macroMean } from '../../stats/strata.ts';
import { compareNames } from '../compare-names.ts';
import {
  buildLeaderboard,
  type Estimate,
  type Leaderboard,
  type LeaderboardInput,
  type ModelResult,
} from '../leaderboard/build.ts';
import { group, type UsableScore } from '../leaderboard/score.ts';
import { scoresIn } from '../leaderboard/score-table.ts';
import { type SampleFigures, sampleFigures } from './samples.ts';

/** An accuracy, and the share of its judgments that found no answer: those count 0 in it. */
export interface Accuracy extends Estimate {
  no_answer: number | null;
}

/** Of a group of categories: over its questions, and over its categories. */
interface GroupAccuracy {
  micro: Accuracy;
  macro: Estimate;
}

export interface AccuracyResult extends ModelResult, SampleFigures {
  /** Over all questions: micro. */
  average: Accuracy;
  categories: Record<string, Accuracy>;
  /** The mean of the categories' accuracies; present where there are several. */
  macro?: Estimate;
  /** Present where the bench has groups. */
  groups?: Record<string, GroupAccuracy>;
}

/** One grader is one metric. */
export interface Metric extends Leaderboard {
  grader: string;
  models: AccuracyResult[];
}

export interface MetricInput extends LeaderboardInput {
  grader: string;
  /** The k of pass@k and maj@k that are asked for. */
  k?: readonly number[] | undefined;
}

export function buildMetric(input: MetricInput): Metric {
  const scores = scoresIn(input.scores);
  const board = buildLeaderboard({ ...input, scores });
  const models = board.models.map((row) => accuracyOf(row, scores.usable(row.model), input));
  return { ...board, grader: input.grader, models };
}

function accuracyOf(row: ModelResult, rows: readonly UsableScore[], input: MetricInput): AccuracyResult {
  const { categoryOf, groupOf = new Map<string, string>(), k } = input;
  const known = rows.filter(({ question }) => categoryOf.has(question));
  const byCategory = group(known, ({ question }) => categoryOf.get(question) ?? '');
  const byGroup = group(
    rows.filter(({ question }) => groupOf.has(question)),
    ({ question }) => groupOf.get(question) ?? '',
  );
  const inGroup = (members: readonly UsableScore[]): GroupAccuracy => {
    const { score, n, ci } = microOf(members, input);
    return {
      micro: { score, n, ci, no_answer: withoutAnswer(members) },
      macro: macroOf([...group(members, ({ question }) => categoryOf.get(question) ?? '').values()]),
    };
  };
  const { average, categories, ...rest } = row;
  return {
    ...rest,
    average: { ...average, no_answer: withoutAnswer(rows) },
    categories: Object.fromEntries(
      Object.entries(categories).map(([name, estimate]) => [
        name,
        { ...estimate, no_answer: withoutAnswer(byCategory.get(name) ?? []) },
      ]),
    ),
    ...(byCategory.size > 1 ? { macro: macroOf([...byCategory.values()]) } : {}),
    ...(byGroup.size > 0 ? { groups: byName(byGroup, inGroup) } : {}),
    ...sampleFigures(rows, k),
  };
}

function byName<Value>(
  groups: ReadonlyMap<string, UsableScore[]>,
  to: (members: readonly UsableScore[]) => Value,
): Record<string, Value> {
  const names = [...groups.keys()].sort(compareNames);
  return Object.fromEntries(names.map((name) => [name, to(groups.get(name) ?? [])]));
}

function withoutAnswer(rows: readonly UsableScore[]): number | null {
  return rows.length === 0 ? null : rows.filter(({ noAnswer }) => noAnswer).length / rows.length;
}

function microOf(rows: readonly UsableScore[], { meanOf = clusteredMean }: MetricInput): Estimate {
  const { values, clusters } = stratumOf(rows);
  const result = meanOf(values, clusters);
  if (!result) return { score: null, n: 0, ci: null };
  return { score: result.mean, n: values.length, ci: result.interval ? [...result.interval] : null };
}

function macroOf(categories: readonly (readonly UsableScore[])[]): Estimate {
  const result = macroMean(categories.map(stratumOf));
  if (!result) return { score: null, n: 0, ci: null };
  return { score: result.mean, n: result.n, ci: result.interval ? [...result.interval] : null };
}

function stratumOf(rows: readonly UsableScore[]): { values: number[]; clusters: string[] } {
  return { values: rows.map(({ score }) => score), clusters: rows.map(({ question }) => question) };
}
