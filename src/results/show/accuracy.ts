/** What `show-results` shows of a benchmark: each grader as a metric of its own, its warnings, the gates it misses. */

import { UserError } from '../../errors.ts';
import type { SingleRows } from '../../store/judgments/singles.ts';
import { buildMetric, type Metric } from '../accuracy/build.ts';
import { flipsBetween } from '../accuracy/flips.ts';
import { coverageShare, type LeaderboardInput } from '../leaderboard/build.ts';
import type { Findings } from '../leaderboard/findings.ts';
import { type FoundMetrics, toMetricInputs } from '../read/metrics.ts';
import type { Narrowed } from '../read/single.ts';
import { accuracyComparison, comparisonNotes } from '../render/accuracy-comparison.ts';
import { renderAccuracyCsv } from '../render/accuracy-csv.ts';
import { accuracyNotes, accuracyTables } from '../render/accuracy-tables.ts';
import { findingsTables } from '../render/findings-tables.ts';
import { type BoardJson, metricsJson } from '../render/json.ts';
import type { TableData } from '../render/leaderboard-tables.ts';
import { warningsOf } from '../render/leaderboard-tables.ts';
import { formatCoverage } from '../render/number-format.ts';
import type { ShowContext, Shown, ShowOptions } from '../settings.ts';

/** A metric, and what is found beyond its accuracies where that is asked for. */
interface ShownMetric {
  metric: Metric;
  findings?: Findings;
}

/** The rows, and the graders among their judges. */
export interface MetricRows extends FoundMetrics {
  rows: SingleRows & Narrowed;
}

export async function showMetrics(
  found: MetricRows,
  { options, context }: { options: ShowOptions; context: ShowContext },
): Promise<Shown> {
  const shown = await metricsOf(found, { options, benchGiven: context.benchGiven });
  checkShowable(shown, options);
  const { failUnder } = options;
  if (failUnder !== undefined && (failUnder < 0 || failUnder > 1)) {
    throw new UserError(`--fail-under ${failUnder}: it must be an accuracy from 0 to 1`);
  }
  const text = await render(shown, { options, context });
  return {
    text,
    warnings: options.quiet ? [] : metricWarnings(shown, found.others),
    missed: missedGates(shown, options),
  };
}

/** The value that `--format json` prints: the first grader's board, and where there are several, all of them. */
export async function metricsValue(
  found: MetricRows,
  { options, benchGiven }: { options: ShowOptions; benchGiven: boolean },
): Promise<BoardJson> {
  return metricsJson(await metricsOf(found, { options, benchGiven }), options.by);
}

async function metricsOf(
  { rows, graders, bench }: MetricRows,
  { options, benchGiven }: { options: ShowOptions; benchGiven: boolean },
): Promise<ShownMetric[]> {
  const { inputs } = await toMetricInputs(rows, { graders, bench }, { options, benchGiven });
  const shown: ShownMetric[] = [];
  for (const input of inputs) shown.push(await findOut({ ...input, k: options.k }, options));
  return shown;
}

async function findOut(
  given: LeaderboardInput & { grader: string; k?: readonly number[] | undefined },
  options: ShowOptions,
): Promise<ShownMetric> {
  const { compare, health, interval } = options;
  if (!(compare || health || interval !== 't')) return { metric: buildMetric(given) };
  const { adjust, gatherFindings } = await import('../read/findings.ts');
  const { input } = adjust({ ...given }, { ...options, self: true });
  const metric = buildMetric({ ...given, ...input });
  const findings = await gatherFindings({ board: metric, input }, options);
  const [a, b] = compare ?? [];
  const flips = a !== undefined && b !== undefined ? flipsBetween([a, b], input.scores) : undefined;
  if (findings.comparison && flips) findings.comparison.mcnemar = flips;
  return { metric, findings };
}

async function render(
  shown: readonly ShownMetric[],
  { options, context }: { options: ShowOptions; context: ShowContext },
): Promise<string> {
  const { format, by } = options;
  const metrics = shown.map(({ metric }) => metric);
  if (format === 'json') return `${JSON.stringify(metricsJson(shown, by), null, 2)}\n`;
  if (format === 'csv') return renderAccuracyCsv(metrics, by);
  const compared = shown.flatMap(({ metric: { grader }, findings }) =>
    findings?.comparison ? [{ grader, comparison: findings.comparison }] : [],
  );
  const tables: TableData[] = [
    ...accuracyTables(metrics, by),
    ...(compared.length > 0 ? [accuracyComparison(compared)] : []),
    ...shown.flatMap(({ findings }) => healthTablesOf(findings, by)),
  ];
  const interval = intervalName(shown[0]?.findings);
  const notes = [...comparisonNotes(compared), ...accuracyNotes(metrics, { by, interval })];
  const page = {
    bench: metrics[0]?.bench ?? '',
    mode: 'single',
    judges: metrics.map(({ grader }) => grader),
  };
  if (format === 'markdown')
    return (await import('../render/markdown.ts')).markdownPage(page, { tables, notes });
  const { textPage } = await import('../render/text-table.ts');
  return textPage(page, { tables, notes, color: context.color });
}

/** The report on health, where it is asked for; comparisons have a table of their own. */
function healthTablesOf(findings: Findings | undefined, by: ShowOptions['by']): TableData[] {
  if (!findings?.health) return [];
  const { comparison: _, ...rest } = findings;
  return findingsTables(rest, by);
}

function intervalName(findings: Findings | undefined): string {
  if (findings?.interval !== 'bootstrap') return '95 % interval, clustered by question';
  return `95 % bootstrap interval, questions drawn again ${findings.rounds} times with seed ${findings.seed}`;
}

/** An empty table would look like a result. */
function checkShowable([first]: readonly ShownMetric[], { by, format }: ShowOptions): void {
  if (by !== 'category' || format === 'json' || !first) return;
  const { models, bench } = first.metric;
  if (models.some(({ categories }) => Object.keys(categories).length > 0)) return;
  throw new UserError(
    `nothing to show --by category: no score is of a question of bench ${bench}; name theirs with --bench`,
  );
}

function metricWarnings(shown: readonly ShownMetric[], others: readonly string[]): string[] {
  const left = others.map(
    (judge) => `${judge} is no grader and is left out: --judge ${judge} shows its scores`,
  );
  const gradersOf = new Map<string, string[]>();
  for (const { metric } of shown) {
    for (const line of warningsOf(withoutUnparsed(metric))) {
      gradersOf.set(line, [...(gradersOf.get(line) ?? []), metric.grader]);
    }
  }
  // What is true of every grader is said once.
  const own = [...gradersOf].map(([line, graders]) =>
    graders.length === shown.length ? line : `${graders.join(', ')}: ${line}`,
  );
  return [...left, ...own];
}

/** No answer is a figure of its own, not a gap. */
function withoutUnparsed(metric: Metric): Metric {
  const models = metric.models.map((row) => ({ ...row, coverage: { ...row.coverage, unparsed: 0 } }));
  return { ...metric, models };
}

/** Every missed gate is one line. The accuracy gated is that of the first grader: the default, or the first of `--judge`. */
function missedGates(shown: readonly ShownMetric[], { failUnder, minCoverage }: ShowOptions): string[] {
  const [first] = shown;
  const low = (first?.metric.models ?? []).filter(
    ({ average: { score } }) => failUnder !== undefined && (score === null || score < failUnder),
  );
  const gaps = shown.flatMap(({ metric }) =>
    metric.models
      .filter(({ coverage }) => minCoverage !== undefined && coverageShare(coverage) < minCoverage)
      .map(
        ({ model, coverage }) =>
          `the coverage of ${model} by ${metric.grader} is ${formatCoverage({ ...coverage, unparsed: 0 })}, below --min-coverage ${minCoverage}`,
      ),
  );
  return [
    ...low.map(
      ({ model, average: { score } }) =>
        `the accuracy of ${model} by ${first?.metric.grader} is ${score?.toFixed(4) ?? '–'}, below --fail-under ${failUnder}`,
    ),
    ...gaps,
  ];
}
