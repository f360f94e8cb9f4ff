/** What `show-results` shows of a benchmark: each grader as a metric of its own, its warnings, the gates it misses. */

import { UserError } from '../../errors.ts';
import type { SingleRows } from '../../store/judgments/singles.ts';
import { buildMetric, type Metric, type MetricInput } from '../accuracy/build.ts';
import { flipsBetween } from '../accuracy/flips.ts';
import { coverageGates, dropGates, type Gate, missedLines, scoreGates } from '../gates/gates.ts';
import { checkThresholds } from '../gates/thresholds.ts';
import type { Findings } from '../leaderboard/findings.ts';
import { type FoundMetrics, toMetricInputs } from '../read/metrics/metrics.ts';
import type { Narrowed } from '../read/single.ts';
import { accuracyComparison, comparisonNotes } from '../render/accuracy/comparison.ts';
import { renderAccuracyCsv } from '../render/accuracy/csv.ts';
import { accuracyNotes, accuracyTables, formatAccuracy } from '../render/accuracy/tables.ts';
import { baselineNotes, baselineTable } from '../render/baseline.ts';
import { findingsTables } from '../render/findings-tables.ts';
import { type BoardJson, metricsJson } from '../render/json.ts';
import type { TableData } from '../render/leaderboard-tables.ts';
import { warningsOf } from '../render/leaderboard-tables.ts';
import { formatCoverage } from '../render/number-format.ts';
import type { ByQuestion } from '../render/page.ts';
import type { ShowContext, Shown, ShowOptions } from '../settings.ts';

/** A metric, and what is found beyond its accuracies where that is asked for. */
interface ShownMetric extends ByQuestion {
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
  const models = shown[0]?.metric.models ?? [];
  checkThresholds(options.failUnder ?? [], { models, scale: [0, 1], what: 'an accuracy' });
  const gates = gatesOf(shown, options);
  const text = await render(shown, { gates, options, context });
  return {
    text,
    warnings: options.quiet ? [] : metricWarnings(shown, found.others),
    missed: missedLines(gates),
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
  for (const [place, input] of inputs.entries()) {
    // One grader gates, the first one, and it is compared with the stored run.
    const { baselineResults: _, ...withoutBaseline } = options;
    shown.push(await findOut({ ...input, k: options.k }, place === 0 ? options : withoutBaseline));
  }
  checkK(options.k, shown);
  return shown;
}

/** A k that no model has enough answers for would be left out without a word. */
function checkK(wanted: readonly number[] | undefined, shown: readonly ShownMetric[]): void {
  const known = shown.flatMap(({ metric }) =>
    metric.models.flatMap(({ pass_at_k }) => Object.keys(pass_at_k ?? {})),
  );
  const missing = wanted?.find((k) => !known.includes(String(k)));
  if (missing === undefined) return;
  throw new UserError(
    `--k ${missing} is more than the answers that each question has: gen-answers --num-choices ${missing} makes so many`,
  );
}

async function findOut(given: MetricInput, options: ShowOptions): Promise<ShownMetric> {
  const { compare, health, interval, questions, baselineResults } = options;
  const byQuestion = async (board: Metric): Promise<ByQuestion> => {
    if (!questions && baselineResults === undefined) return {};
    return (await import('../read/baseline.ts')).gatherByQuestion({ board, input: given }, options);
  };
  if (!(compare || health || interval !== 't')) {
    const metric = buildMetric(given);
    return { metric, ...(await byQuestion(metric)) };
  }
  const { adjust, gatherFindings } = await import('../read/findings.ts');
  const { input } = adjust({ ...given }, { ...options, self: true });
  const metric = buildMetric({ ...given, ...input });
  const findings = await gatherFindings({ board: metric, input }, options);
  const [a, b] = compare ?? [];
  const flips = a !== undefined && b !== undefined ? flipsBetween([a, b], input.scores) : undefined;
  if (findings.comparison && flips) findings.comparison.mcnemar = flips;
  return { metric, findings, ...(await byQuestion(metric)) };
}

async function render(
  shown: readonly ShownMetric[],
  { gates, options, context }: { gates: readonly Gate[]; options: ShowOptions; context: ShowContext },
): Promise<string> {
  const { format, by } = options;
  const metrics = shown.map(({ metric }) => metric);
  const baseline = shown[0]?.baseline;
  if (format === 'json') return `${JSON.stringify(metricsJson(shown, by), null, 2)}\n`;
  if (format === 'csv')
    return renderAccuracyCsv(
      shown.map((each) => ({ ...each.metric, baseline: each.baseline })),
      by,
    );
  const compared = shown.flatMap(({ metric: { grader }, findings }) =>
    findings?.comparison ? [{ grader, comparison: findings.comparison }] : [],
  );
  const tables: TableData[] = [
    ...accuracyTables(metrics, by),
    ...(baseline ? [baselineTable(baseline, 4)] : []),
    ...(compared.length > 0 ? [accuracyComparison(compared)] : []),
    ...shown.flatMap(({ findings }) => healthTablesOf(findings, by)),
  ];
  const interval = intervalName(shown[0]?.findings);
  const notes = [
    ...comparisonNotes(compared),
    ...(baseline ? baselineNotes(baseline) : []),
    ...accuracyNotes(metrics, { by, interval }),
  ];
  const page = {
    bench: metrics[0]?.bench ?? '',
    mode: 'single',
    judges: metrics.map(({ grader }) => grader),
  };
  if (format === 'junit' || format === 'github') {
    const { githubSummary, renderGatesJunit } = await import('../gates/output.ts');
    if (format === 'junit')
      return renderGatesJunit({ bench: page.bench, figures: figuresOf(metrics), gates, notes });
    const { markdownPage } = await import('../render/markdown.ts');
    return githubSummary(markdownPage(page, { tables, notes }), gates);
  }
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
  return [...left, ...own, ...(shown[0]?.baseline?.warnings ?? [])];
}

/** No answer is a figure of its own, not a gap. */
function withoutUnparsed(metric: Metric): Metric {
  const models = metric.models.map((row) => ({ ...row, coverage: { ...row.coverage, unparsed: 0 } }));
  return { ...metric, models };
}

function figuresOf(metrics: readonly Metric[]) {
  return metrics.flatMap(({ grader, models }) =>
    models.map(({ model, average }) => ({
      model,
      name: `accuracy by ${grader}`,
      text: formatAccuracy(average),
    })),
  );
}

/** The accuracy gated is that of the first grader: the default, or the first of `--judge`. */
function gatesOf(
  shown: readonly ShownMetric[],
  { failUnder = [], minCoverage, failDrop }: ShowOptions,
): Gate[] {
  const [first] = shown;
  if (!first) return [];
  const { metric, baseline } = first;
  const format = (score: number | null) => score?.toFixed(4) ?? '–';
  return [
    ...scoreGates(failUnder, { models: metric.models, what: 'accuracy', by: metric.grader, format }),
    ...shown.flatMap(({ metric: { grader, models } }) =>
      coverageGates(minCoverage, {
        models,
        by: grader,
        format: (coverage) => formatCoverage({ ...coverage, unparsed: 0 }),
      }),
    ),
    ...(baseline ? dropGates(failDrop, { ...baseline, digits: 4 }) : []),
  ];
}
